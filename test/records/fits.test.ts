import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerSchema } from '../../src/records/answer.ts';
import { fitsOf } from '../../src/records/fits.ts';
import { singleJudgmentSchema, singleRowSchema } from '../../src/records/judgment.ts';
import { pairJudgmentSchema, pairRowSchema } from '../../src/records/pair-judgment.ts';
import { voteSchema } from '../../src/records/vote.ts';

const usage = { input_tokens: 3, output_tokens: 4, cached_input_tokens: 1, cache_write_input_tokens: 0 };
const call = {
  sent: { endpoint: 'openai', base_url: 'http://h', model: 'x', parameters: { temperature: 0 } },
  model: 'x-1',
  finish_reason: 'stop',
  usage: { ...usage, reasoning_tokens: 2 },
  latency_ms: 1.5,
  attempts: 1,
  batch: true,
  reasoning: 'r',
};
const shared = {
  ...{ question_id: 81, judge: ['j', 'p'], turn: 1, tstamp: 1.5, choice: 0, repeat: 0, demo: true },
  ...{ question_hash: 'q', reference_hash: null, prompt_hash: 'p', prompt_set: 's', prompt_set_hash: 'h' },
  usage,
};
const single = {
  ...{ ...shared, model: 'm', user_prompt: 'u', judgment: 'g', score: 7, rationale: 'r' },
  ...{ answer_hash: 'a', calls: [call, call], unparsed: 'no verdict', scale: [0, 1] },
  ...{ extracted: '4', target: '5', details: { group: 'x' } },
};
const pair = {
  ...{ ...shared, model_1: 'm', model_2: 'n', g1_winner: 'model_1', g2_winner: 'tie' },
  ...{ g1_user_prompt: 'u', g1_judgment: 'g', g2_user_prompt: 'u', g2_judgment: 'g' },
  ...{ g1_rationale: 'r', g2_rationale: 'r', answer_1_hash: 'a', answer_2_hash: 'b' },
  ...{ g1_calls: [call], g2_calls: [call], g1_unparsed: 'no', g2_unparsed: 'no' },
  ...{ games: 1, vote_id: 'v', both_bad: true, withdrawn: true, after_reveal: true },
};
const answer = {
  ...{ question_id: 'x', answer_id: 'a', model_id: 'm', tstamp: 1, question_hash: 'q', demo: true },
  choices: [
    { index: 0, turns: ['One.', ''], calls: [call] },
    { index: 1, turns: [] },
  ],
};

const schemas: [string, z.ZodType, object][] = [
  ['rows of single judgments', singleRowSchema, single],
  ['single judgments', singleJudgmentSchema, single],
  ['rows of pair judgments', pairRowSchema, pair],
  ['pair judgments', pairJudgmentSchema, pair],
  ['answers', answerSchema, answer],
];
const subjects = schemas.map(([name, schema, record]) => [name, fitsOf(schema), schema, record] as const);

/** Every path into a value, to a leaf or on the way to one. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

/** A copy with the value at a path replaced; without it where the value is undefined, as in JSON. */
function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => {
      if (String(index) !== key) return [each];
      const next = changed(each, rest, to);
      return next === undefined ? [] : [next];
    });
  }
  const fields = Object.entries(value as object).flatMap(([name, each]) => {
    const next = name === key ? changed(each, rest, to) : each;
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(fields);
}

/** What hostile JSON may hold in the place of a value; 1e999 is read as Infinity. */
const values = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, false, '', 'tie', 'error', 'stop', [], {}, [null], [[]]),
  fc.constantFrom<unknown>(0, -0, -1, 1, 0.5, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e300, Infinity, -Infinity),
  fc.constantFrom<unknown>(['j'], ['j', 'p', 'q'], ['j', 1], [call, {}], [call, null], usage, call),
  fc.jsonValue({ maxDepth: 2 }),
);

test.each(subjects)('the check of %s takes what the schema takes as it is', (_name, fits, schema, record) => {
  expect(fits(record)).toBe(true);
  expect(schema.safeParse(record).success).toBe(true);
  const wider = { ...record, meta: { source: 'elsewhere' } };
  expect(fits(wider)).toBe(true);
});

test.each(subjects)('the check of %s and its schema agree on any record', (name, fits, schema, record) => {
  const paths = pathsOf(record);
  const completes = !name.startsWith('rows');
  const known = (value: unknown, path: readonly string[]) =>
    pathsOf(value).some((each) => each.join('/') === path.join('/'));
  const change = fc.tuple(fc.constantFrom(...paths), values);
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const value = changes.reduce<unknown>((now, [path, to]) => {
        return known(now, path) ? changed(now, path, to) : now;
      }, record);
      const parsed = schema.safeParse(value);
      // A schema may complete a record that lacks something, which then does not fit as it is.
      const found = fits(value) || (completes && parsed.success);
      expect([parsed.success, JSON.stringify(value)]).toEqual([found, JSON.stringify(value)]);
    }),
    { numRuns: 500 },
  );
});

test.each(subjects.filter(([name]) => !name.startsWith('rows')))(
  'what passes the check of %s is what its schema would give, fields in other places included',
  (_name, fits, schema, record) => {
    for (const path of pathsOf(record)) {
      const value = changed(record, path, undefined);
      if (fits(value)) expect(schema.parse(value)).toEqual(value);
    }
  },
);

test('a schema that changes or refines its values takes nothing as it is', () => {
  const vote = { model_a: 'm', model_b: 'n', winner: 'tie' };
  const changing: [z.ZodType, unknown][] = [
    [voteSchema, vote],
    [z.object({ a: z.string().default('x') }), {}],
    [z.strictObject({ a: z.string() }), { a: 'y' }],
    [z.string().max(3), 'y'],
    [z.number().lt(3), 1],
    [z.array(z.string()).max(3), ['y']],
    [z.string().regex(/y/), 'y'],
    [z.int32(), 1],
    [z.tuple([z.string()], z.string()), ['y']],
    [z.string().transform((text) => text.length), 'y'],
  ];
  for (const [schema, value] of changing) {
    expect(schema.safeParse(value).success).toBe(true);
    expect(fitsOf(schema)(value)).toBe(false);
  }
});

test('with `ascii` no text that is kept has a character beyond it, however deep, and be it a name', () => {
  const schema = z.object({
    any: z.unknown().optional(),
    loose: z.looseObject({ own: z.string().optional() }).optional(),
    table: z.record(z.string(), z.number()).optional(),
  });
  const fits = fitsOf(schema, { ascii: true });
  const kept = [
    { any: [{ model_reported: 'modèle' }] },
    { any: { modèle: 1 } },
    { loose: { other: ['modèle'] } },
    { loose: { modèle: 1 } },
    { table: { modèle: 1 } },
  ];
  for (const value of kept) {
    expect(fits(value), JSON.stringify(value)).toBe(false);
    expect(fits(JSON.parse(JSON.stringify(value).replaceAll('è', 'e')))).toBe(true);
    expect(fitsOf(schema)(value)).toBe(true);
  }
  // A field that the schema strips does not count.
  expect(fits({ stripped: 'modèle' })).toBe(true);
});
