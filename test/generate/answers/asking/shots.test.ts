/** Which shots are chosen; the draws are those that lm_eval 0.4.13 made when it was run on these rows. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseShots } from '../../../../src/generate/answers/asking/shots.ts';
import { fewshotSamplers } from '../../../../src/records/bench/bench.ts';
import { shotSchema } from '../../../../src/records/bench/shot.ts';

const rows = (name: string, count: number, category = 'c') =>
  Array.from({ length: count }, (_, index) =>
    shotSchema.parse({ question_id: `${name}${index}`, category, turns: [`${name}${index}`], answer: 'a' }),
  );
const train = rows('T', 20);
const questions = rows('Q', 6);
const fewshot = { count: 3, source: 'train', sampler: 'lm-eval', same_category: false } as const;

function chosen(options: object, { shots = train, asked = questions } = {}) {
  const of = chooseShots({
    fewshot: { ...fewshot, ...options },
    shots,
    questions: asked,
    shotsFile: 'questions/shots/b.jsonl',
  });
  return asked.map((question) =>
    of(question)
      .map(({ turns }) => turns[0])
      .join(' '),
  );
}

test('lm-eval: question k has the k-th draw, as version 0.4.13 makes it in text and in chat', () => {
  expect(chosen({})).toEqual([
    'T14 T3 T0',
    'T2 T18 T1',
    'T2 T3 T11',
    'T7 T0 T18',
    'T0 T11 T15',
    'T19 T14 T4',
  ]);
});

test('lm-eval: a question that is among its shots is left out of one shot more', () => {
  expect(chosen({ source: 'test' }, { shots: questions })).toEqual([
    'Q3 Q4 Q5',
    'Q4 Q0 Q5',
    'Q1 Q0 Q3',
    'Q0 Q2 Q4',
    'Q3 Q1 Q0',
    'Q0 Q4 Q2',
  ]);
});

test('up to 0.4.9, a chat of one message draws twice for each question and takes the second', () => {
  expect(chosen({ sampler: 'lm-eval-0.4.9-chat' }).slice(0, 3)).toEqual([
    'T2 T18 T1',
    'T7 T0 T18',
    'T19 T14 T4',
  ]);
});

test('first: the first ones of the file, of the question’s category where that is wanted', () => {
  expect(new Set(chosen({ sampler: 'first' }))).toEqual(new Set(['T0 T1 T2']));
  const shots = [...rows('A', 3, 'a'), ...rows('B', 3, 'b')];
  const asked = [...rows('P', 1, 'b'), ...rows('Q', 1, 'a')];
  const bySubject = { sampler: 'first', same_category: true };
  expect(chosen(bySubject, { shots, asked })).toEqual(['B0 B1 B2', 'A0 A1 A2']);
  expect(chosen({ sampler: 'first', source: 'test', count: 2 }, { shots: questions }).slice(0, 3)).toEqual([
    'Q1 Q2',
    'Q0 Q2',
    'Q0 Q1',
  ]);
});

test('too few shots are named with both numbers', () => {
  expect(() => chosen({ count: 21 })).toThrow(
    '21 shots are wanted (--num-fewshot 21), and questions/shots/b.jsonl holds 20',
  );
  expect(() => chosen({ same_category: true }, { shots: rows('A', 9, 'a') })).toThrow(
    '3 shots of c are wanted (--num-fewshot 3), and questions/shots/b.jsonl holds 0 of c; --num-fewshot 0 asks without shots',
  );
  expect(() => chosen({ source: 'test', count: 6 }, { shots: questions })).toThrow('7 shots are wanted');
  expect(chosen({ count: 0 }, { shots: [] })).toEqual(questions.map(() => ''));
});

test('whatever the sampler, a question has as many different shots as are wanted, never itself, and always the same', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...fewshotSamplers),
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 9, max: 60 }),
      (sampler, count, size) => {
        const own = rows('Q', size);
        const options = { sampler, count, source: 'test' };
        const found = chosen(options, { shots: own, asked: own });
        expect(found).toEqual(chosen(options, { shots: own, asked: own }));
        for (const [index, text] of found.entries()) {
          const shown = new Set(text.split(' ').filter(Boolean));
          expect(shown.size).toBe(count);
          expect(shown.has(`Q${index}`)).toBe(false);
        }
      },
    ),
    { numRuns: 40 },
  );
});
