import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gameWinnerSchema, pairJudgmentKey } from '../../../src/records/pair-judgment.ts';
import { lastPairs, readPairs } from '../../../src/store/judgments/pairs.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const hash = fc.constantFrom(undefined, '', 'f'.repeat(32), '0123456789abcdef0123456789abcdef', 'odd');
const winner = fc.constantFrom(...gameWinnerSchema.options);
const models = fc.constantFrom(['m', 'n'], ['n', 'm'], ['m', 'é'], ['__proto__', 'm'], ['é', '__proto__']);
const anyRow = fc
  .record({
    question_id: fc.constantFrom<string | number>(1, '1', 2, 'x'),
    models,
    g1_winner: winner,
    g2_winner: winner,
    judge: fc.constantFrom<[string, string]>(['j', 'p'], ['jp', ''], ['k', 'p']),
    turn: fc.constantFrom(1, 2, 2 ** 53 - 1),
    choice: fc.constantFrom(undefined, 0, 1),
    repeat: fc.constantFrom(undefined, 0, 1),
    question_hash: hash,
    answer_1_hash: hash,
    answer_2_hash: hash,
    reference_hash: fc.oneof(hash, fc.constant(null)),
    prompt_hash: hash,
    prompt_set: hash,
    prompt_set_hash: hash,
    demo: fc.constantFrom(undefined, true as const),
    games: fc.constantFrom(undefined, 1 as const),
    withdrawn: fc.constantFrom(undefined, true as const),
    shown_first: fc.constantFrom(undefined, 'model_2' as const, 'unknown' as const),
    preference: fc.constantFrom(undefined, 0, 0.1 + 0.2, 1),
    length_1: fc.constantFrom(undefined, 0, 7),
    length_2: fc.constantFrom(undefined, 12_345),
    g1_label: fc.constantFrom(undefined, 'A>>B' as const, 'A=B' as const),
    g2_label: fc.constantFrom(undefined, 'B>A' as const),
  })
  .map(({ models: [model_1 = '', model_2 = ''], ...rest }) => ({ ...rest, model_1, model_2 }));

test('`readPairs()` gives back what a list of objects would, and `lastPairs()` what a later row replaces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 60 }), async (rows) => {
      const { pairs } = await readPairs([await dir.write('p.jsonl', rows)]);
      const { last, superseded } = lastPairs(pairs);
      const found = rows.map((_, at) => {
        const { file, offset, length, number, tstamp, question, judge, prompt, ...fields } = pairs.at(at);
        return { ...fields, question_id: question, judge: [judge, prompt], superseded: superseded.has(at) };
      });
      const lasts = new Map(rows.map((each) => [pairJudgmentKey(each), each]));
      const expected = rows.map(({ choice = 0, repeat = 0, ...each }, at) => ({
        ...{ ...each, choice, repeat, question_id: String(each.question_id) },
        ...{ preference: each.preference ?? Number.NaN },
        ...{ length_1: each.length_1 ?? Number.NaN, length_2: each.length_2 ?? Number.NaN },
        superseded: lasts.get(pairJudgmentKey(rows[at] ?? each)) !== rows[at],
      }));
      expect(found).toEqual(expected);
      expect(Array.from(last, (at) => rows[at])).toEqual([...lasts.values()]);
    }),
    { numRuns: 100 },
  );
});

test('`readPairs()` tells votes from pair judgments line by line, and keeps names beyond ASCII', async () => {
  const pair = {
    ...{ question_id: 'ü', model_1: 'm', model_2: 'modèle', g1_winner: 'tie', g2_winner: 'tie' },
    ...{ judge: ['j', 'p'], turn: 1, g1_judgment: 'é' },
  };
  const vote = { model_a: 'm', model_b: 'ñ', judge: 'jugé', winner: 'tie' };
  const lines = [pair, { ...pair, model_2: 'n' }, vote, { ...pair, question_id: 1, model_2: 'n' }];
  const { pairs, votes } = await readPairs([await dir.write('p.jsonl', lines)]);
  const found = [0, 1, 2].map((at) => [pairs.columns.question.at(at), pairs.columns.model_2.at(at)]);
  expect([pairs.length, found]).toEqual([
    3,
    [
      ['ü', 'modèle'],
      ['ü', 'n'],
      ['1', 'n'],
    ],
  ]);
  expect(votes.length).toBe(1);
  expect(votes.at(0)).toMatchObject({ model_b: 'ñ', judge: 'jugé', question: undefined, number: 3 });
});

test('`readPairs()` names a row whose two models are one', async () => {
  const same = { question_id: 1, model_1: 'm', model_2: 'm', g1_winner: 'tie', g2_winner: 'tie' };
  const file = await dir.write('p.jsonl', [{ ...same, judge: ['j', 'p'], turn: 1 }]);
  await expect(readPairs([file])).rejects.toThrow(`cannot read ${file}:1: model_2 is "m" like model_1`);
});
