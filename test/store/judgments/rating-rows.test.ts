import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RatingRow, singleJudgmentKey } from '../../../src/records/judgment.ts';
import { createRatingTable } from '../../../src/store/judgments/rating-rows.ts';

const hash = fc.constantFrom('0123456789abcdef0123456789abcdef', 'f'.repeat(32));
const odd = fc.constantFrom(undefined, '', 'undefined', 'F'.repeat(32), 'a hash of another kind');
const anyHash = fc.oneof(hash, odd);
const row: fc.Arbitrary<RatingRow> = fc.record({
  question_id: fc.constantFrom<string | number>(1, '1', 2, 'x', -1),
  model: fc.constantFrom('m', 'n', '__proto__'),
  judge: fc.constantFrom<[string, string]>(['j', 'p'], ['jp', ''], ['j', 'q'], ['k', 'p']),
  score: fc.constantFrom(-1, 7, 7.5, 1e300),
  turn: fc.constantFrom(1, 2, 2 ** 53 - 1),
  choice: fc.constantFrom(undefined, 0, 1),
  repeat: fc.constantFrom(undefined, 0, 1),
  question_hash: anyHash,
  answer_hash: anyHash,
  reference_hash: fc.oneof(anyHash, fc.constantFrom(null, 'null')),
  prompt_hash: anyHash,
  prompt_set: anyHash,
  prompt_set_hash: anyHash,
  demo: fc.constantFrom(undefined, true as const),
});

test('`createRatingTable()` gives back what a map of objects would: the last row of a key, where its first stood', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const table = createRatingTable({ every: true });
      const last = new Map<string, RatingRow>();
      for (const each of rows) {
        table.add(each);
        last.set(singleJudgmentKey(each), each);
      }
      const found = table
        .rows()
        .map(({ answerHash, ...fields }) => ({ ...fields, answer_hash: answerHash() }));
      const expected = [...last.values()].map((each) => ({ ...each, question_id: String(each.question_id) }));
      expect(found).toEqual(expected);
      expect([...table.all()]).toEqual(
        rows.map(({ model, judge, turn, score }) => ({ model, judge: judge[0], turn, score })),
      );
      const replaced = [...table.duplicates.values()].reduce((sum, count) => sum + count, 0);
      expect(replaced).toBe(rows.length - last.size);
      expect(table.models).toEqual([...new Set(rows.map(({ model }) => model))]);
    }),
    { numRuns: 300 },
  );
});

test('`createRatingTable()` keeps rows apart beyond the end of a block', () => {
  const table = createRatingTable();
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    ...{ question_id: index, model: `m${index % 3}`, score: index % 11, turn: 1 },
    judge: ['j', 'p'] as [string, string],
    answer_hash: index.toString(16).padStart(32, '0'),
  }));
  for (const each of rows) table.add(each);
  const found = table.rows().map((each) => [each.question_id, each.model, each.score, each.answerHash()]);
  expect(found).toEqual(
    rows.map((each) => [String(each.question_id), each.model, each.score, each.answer_hash]),
  );
  expect(table.rows().filter(({ model }) => model === 'm1').length).toBe(6667);
});
