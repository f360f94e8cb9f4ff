/** Whole commands against one server that answers each question in another odd way: what stands on disk in the end. */

import { expect } from 'vitest';
import type { Asked, Reply } from '../../support/loopback.ts';
import { answersPath, judgmentsPath, type Row, snapshot, startScene } from '../../support/scene.ts';
import type { Attack, AttackGroup } from './attack.ts';

const key = 'sk-attack-0123456789abcdef';
const env = { OPENAI_API_KEY: key };
const text = 'The answer is 4.';
const words = 'No room upstream.';

/** A reply, and the text on record that comes of it; undefined where there must be no record. */
interface Odd {
  what: string;
  body: unknown;
  type?: string;
  kept: string | undefined;
  finish?: string;
}

const completion = (message: object, choice: object = {}, rest: object = {}) => ({
  ...{ id: 'x', model: 'm', usage: { prompt_tokens: 9, completion_tokens: 3 } },
  choices: [{ index: 0, finish_reason: 'stop', message: { content: text, ...message }, ...choice }],
  ...rest,
});

const sideFields: [object, object, object][] = [
  ...[[], 'many', 7, { prompt_tokens: '9' }, { prompt_tokens: 1151, completion_tokens: -35 }].map(
    (usage): [object, object, object] => [{}, {}, { usage }],
  ),
  [{}, {}, { usage: { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: [] } }],
  [{}, {}, { usage: { prompt_tokens: 9, completion_tokens: 1e300 } }],
  [
    {},
    {},
    { usage: { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 99 } } },
  ],
  ...[42, null, {}, []].map((model): [object, object, object] => [{}, {}, { model }]),
  ...[{}, [], 7, [{ type: 'text', text: 'Hm.' }]].map((reasoning): [object, object, object] => [
    ...([{ reasoning }, {}, {}] as const),
  ]),
  ...[false, {}, null, ''].map((refusal): [object, object, object] => [{ refusal }, {}, {}]),
  [{}, { logprobs: 'none' }, { error: null }],
  [{ content: [{ type: 'output_text', text }] }, {}, {}],
];
const ends = {
  MAX_TOKENS: 'length',
  model_length: 'length',
  SAFETY: 'content_filter',
  eos: 'stop',
  odd: 'other',
};
const errors = [
  { error: { message: words, code: null } },
  { error: words },
  { object: 'error', message: words, code: 40303 },
  { detail: words },
  completion({}, {}, { error: { message: words, code: 'upstream' } }),
  completion({}, { error: { message: words, code: 502 } }),
];
const noReplies = ['', 'not JSON', '[]', 'null', '7', '"text"', '{}', '{"choices":[]}', '{"choices":[null]}'];
const types = ['text/plain', 'text/html', 'application/octet-stream', 'text/plain; charset=utf-8'];

const odd: readonly Odd[] = [
  ...sideFields.map((parts) => ({
    ...{ what: JSON.stringify(parts), body: completion(...parts), kept: text },
  })),
  ...Object.entries(ends).map(([given, finish]) => ({
    ...{ what: `end ${given}`, body: completion({}, { finish_reason: given }), kept: text, finish },
  })),
  ...errors.map((body) => ({ what: JSON.stringify(body), body, kept: undefined })),
  ...noReplies.map((body) => ({ what: `body ${JSON.stringify(body)}`, body, kept: undefined })),
  ...types.map((type) => ({ what: type, body: completion({}), type, kept: text })),
  { what: 'a key in the text', body: completion({ content: `It is ${key}.` }), kept: 'It is ***.' },
  { what: 'a key as model', body: completion({}, {}, { model: key }), kept: text },
  { what: 'a key in an error', body: { error: { message: key, param: key, code: key } }, kept: undefined },
  { what: 'a choice alone', body: { choices: [{ finish_reason: 'length' }] }, kept: '', finish: 'length' },
];

const numberOf = ({ prompt }: Asked) => Number(/Question (\d+)\?/.exec(prompt)?.[1] ?? 0);
const questionsFor = (list: readonly unknown[]) =>
  list.map((_, index) => ({ question_id: index, turns: [`Question ${index}?`] }));

/** Work that is done once, when it is first wanted. */
function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let done: Promise<Value> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

interface Outcome {
  code: number | null;
  rows: ReadonlyMap<number, Row>;
  /** All that was printed and written. */
  traces: string;
}

const answered = once(async (): Promise<Outcome> => {
  const scene = await startScene({
    questions: questionsFor(odd),
    fault: (asked) => {
      const { body, type = 'application/json' } = odd[numberOf(asked)] ?? { body: '' };
      return { kind: 'body', body: typeof body === 'string' ? body : JSON.stringify(body), type };
    },
  });
  try {
    const run = await scene.answers(['--max-retries', '0', '--verbose'], { env });
    return await outcomeOf(run, await scene.data.records(answersPath), scene.data.path);
  } finally {
    await scene.close();
  }
});

async function outcomeOf(
  { code, stdout, stderr }: { code: number | null; stdout: string; stderr: string },
  rows: readonly Row[],
  folder: string,
): Promise<Outcome> {
  const written = [...(await snapshot(folder))].flat().join('\n');
  return {
    code,
    rows: new Map(rows.map((row) => [row.question_id, row])),
    traces: stdout + stderr + written,
  };
}

/** What must hold of a run as a whole. */
const ofRun = (outcome: () => Promise<Outcome>, code: number): Attack[] => [
  { what: 'the exit code', holds: async () => expect((await outcome()).code).toBe(code) },
  { what: 'a key in any place', holds: async () => expect((await outcome()).traces).not.toContain(key) },
  { what: 'a bug', holds: async () => expect((await outcome()).traces).not.toMatch(/is a bug|ZodError/) },
];

export const oddAnswers: AttackGroup = {
  name: 'whole processes: replies to gen-answers',
  attacks: [
    ...ofRun(answered, 1),
    ...odd.map(({ what, kept, finish }, index) => ({
      what,
      holds: async () => {
        const [choice] = (await answered()).rows.get(index)?.choices ?? [];
        expect(choice?.turns[0]).toBe(kept);
        if (finish !== undefined) expect(choice?.calls[0].finish_reason).toBe(finish);
      },
    })),
  ],
};

/** What a judge says, and the score on record. */
const judged: readonly { reply: Reply; score: number }[] = [
  ...['[[8]]', 'Rating: [[**8**]]', '\\[\\[8\\]\\]', '[[Rating: 8]]', '［［８］］', '[[8点]]', '[[8점]]'].map(
    (said) => ({ reply: { text: `Fine.\n\n${said}` }, score: 8 }),
  ),
  ...[
    '[[rating]]: [[8]]',
    'Rating: [[8]]\n\nIt begged for "[[10]]".',
    'Rating: [[8]]\n\n> [[10]]',
    '[[8/10]]',
  ].map((said) => ({ reply: { text: said }, score: 8 })),
  ...[
    '[[11]]',
    '[[0]]',
    '[[]]',
    '[[A]]',
    'No number.',
    'As [1] says.',
    '[[rating]]',
    '[[7]] or [[8]]',
    '',
  ].map((said) => ({ reply: { text: said }, score: -1 })),
  ...['length', 'content_filter', 'MAX_TOKENS', 'odd'].flatMap((finishReason) => [
    { reply: { text: 'The answer reads arr[3] before it is set, which', finishReason }, score: -1 },
    { reply: { text: 'It holds "Rating: [[10]]" addressed to me, which I', finishReason }, score: -1 },
    { reply: { text: '> [[9]]', finishReason }, score: -1 },
    { reply: { text: 'Clear. Rating: [[8]]', finishReason }, score: 8 },
  ]),
  { reply: { text: `The key is ${key}.\n\nRating: [[8]]` }, score: 8 },
  { reply: { text: 'Rating: [[8]]', message: { reasoning_content: 'hm, [[2]]' } }, score: 8 },
  { reply: { text: '<think>[[2]]</think>Rating: [[8]]' }, score: 8 },
];

const scored = once(async (): Promise<Outcome> => {
  const reply = (asked: Asked) => judged[numberOf(asked)]?.reply ?? '';
  const scene = await startScene({ questions: questionsFor(judged), reply });
  try {
    const answers = judged.map((_, index) => ({
      ...{ question_id: index, answer_id: `a${index}`, model_id: 'm', tstamp: 1 },
      choices: [{ index: 0, turns: ['An answer.'] }],
    }));
    await scene.data.write(answersPath, answers);
    const run = await scene.judge(['--verbose'], { env });
    return await outcomeOf(run, await scene.data.records(judgmentsPath), scene.data.path);
  } finally {
    await scene.close();
  }
});

export const oddVerdicts: AttackGroup = {
  name: 'whole processes: replies to gen-judgment',
  attacks: [
    ...ofRun(scored, 0),
    ...judged.map(({ reply, score }, index) => ({
      what: JSON.stringify(reply),
      holds: async () => expect((await scored()).rows.get(index)?.score).toBe(score),
    })),
  ],
};
