import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectQuestions } from '../../../../src/store/bench/questions.ts';
import { isInShard, shardName } from '../../../../src/store/bench/selection/shard.ts';
import { sampleQuestions } from '../../../support/cli.ts';

const all = sampleQuestions(60) as unknown as Parameters<typeof selectQuestions>[0];
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const idsOf = (questions: readonly { question_id: unknown }[]) => questions.map((each) => each.question_id);

test.each([1, 2, 3, 7, 60])('every question is in exactly one of %i shards', (count) => {
  for (const question of all) {
    expect(upTo(count).filter((index) => isInShard(question, { index, count }))).toHaveLength(1);
  }
});

test('a question stays in its shard whatever its id, its category, its place and its neighbours are', () => {
  const shard = { index: 2, count: 3 };
  const texts = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(texts, fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (turns, id, category) => {
      const question = { question_id: id, category, turns };
      expect(isInShard(question, shard)).toBe(isInShard({ turns }, shard));
      const fewer = all.filter((_, index) => index % 2 === 0);
      const part = selectQuestions([...fewer, question], { shard });
      expect(idsOf(part).slice(0, idsOf(selectQuestions(fewer, { shard })).length)).toEqual(
        idsOf(selectQuestions(fewer, { shard })),
      );
    }),
  );
});

test('the shards of known questions are what they were: machines of different versions agree', () => {
  const shards = all
    .slice(0, 12)
    .map((question) => upTo(4).find((index) => isInShard(question, { index, count: 4 })));
  // Reckoned apart from this code: SHA-256 of the JSON of the turns, its first 32 hexadecimal digits modulo 4.
  expect(shards).toEqual([1, 2, 1, 4, 2, 1, 1, 2, 4, 4, 2, 4]);
});

test('the shard is taken of what is selected, in the order of the bench', () => {
  const selection = { categories: ['math'], firstN: 20 };
  const parts = upTo(3).map((index) => selectQuestions(all, { ...selection, shard: { index, count: 3 } }));
  const united = parts.flat().map((question) => Number(question.question_id));
  expect(united.toSorted((a, b) => a - b)).toEqual(idsOf(selectQuestions(all, selection)));
  for (const part of parts) {
    const ids = part.map((question) => Number(question.question_id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  }
});

test('an empty shard of a selection is no error, an empty selection is one', () => {
  const one = { questionIds: ['1'] };
  const sizes = upTo(3).map((index) => selectQuestions(all, { ...one, shard: { index, count: 3 } }).length);
  expect(sizes.toSorted()).toEqual([0, 0, 1]);
  expect(() => selectQuestions(all, { begin: 60, shard: { index: 1, count: 3 } })).toThrow(
    /no question is selected/,
  );
});

test('a shard is named as on the command line', () => {
  expect(shardName({ index: 2, count: 8 })).toBe('2/8');
});
