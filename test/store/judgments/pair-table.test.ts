import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gameWinnerSchema, type PairRowFields, pairJudgmentKey } from '../../../src/records/pair-judgment.ts';
import { createPairTable } from '../../../src/store/judgments/pair-table.ts';
import { createNames } from '../../../src/store/tables/names.ts';

const hash = fc.constantFrom(undefined, '', 'f'.repeat(32), '0123456789abcdef0123456789abcdef', 'odd');
const winner = fc.constantFrom(...gameWinnerSchema.options);
const row: fc.Arbitrary<PairRowFields> = fc.record({
  question_id: fc.constantFrom<string | number>(1, '1', 2, 'x'),
  model_1: fc.constantFrom('m', 'n', '__proto__', 'o'),
  model_2: fc.constantFrom('m', 'n', '__proto__', 'o'),
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
});

function tabled(rows: readonly PairRowFields[]) {
  const table = createPairTable({ models: createNames(), judges: createNames() });
  for (const each of rows) table.add(each);
  return table.rows().map(({ answerHash, ...fields }) => ({
    ...fields,
    answer_1_hash: answerHash(1),
    answer_2_hash: answerHash(2),
  }));
}

function listed(rows: readonly PairRowFields[]) {
  const last = new Map(rows.map((each) => [pairJudgmentKey(each), each]));
  return rows.map((each) => ({
    ...each,
    question_id: String(each.question_id),
    superseded: last.get(pairJudgmentKey(each)) !== each,
  }));
}

test('`createPairTable()` gives back what a list of objects would, and marks what a later row replaces', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      expect(tabled(rows)).toEqual(listed(rows));
    }),
    { numRuns: 300 },
  );
});

test('`createPairTable()` keeps rows apart in any number, whichever model is named first', () => {
  const rows = Array.from({ length: 30_000 }, (_, index): PairRowFields => {
    const models = [`m${index % 2}`, `n${index % 3}`];
    const [model_1 = '', model_2 = ''] = index % 3 === 0 ? models.reverse() : models;
    return {
      ...{ question_id: index % 7, model_1, model_2, g1_winner: 'tie', g2_winner: 'error' },
      ...{ judge: ['j', 'p'], turn: 1 + (index % 499) },
    };
  });
  const superseded = (each: { superseded: boolean }) => each.superseded;
  expect(tabled(rows).map(superseded)).toEqual(listed(rows).map(superseded));
});
