/** pass@k and maj@k of several answers to one question. */

import { expect, test } from 'vitest';
import { sampleFigures } from '../../../src/results/accuracy/samples.ts';
import type { UsableScore } from '../../../src/results/leaderboard/score.ts';

/** One question with a sample for each text; `right` is what scores 1, and '' is no answer. */
function samples(question: string, texts: readonly string[], right: string): UsableScore[] {
  return texts.map((text, choice) => ({
    model: 'm',
    judge: 'g@1',
    question,
    turn: 1,
    choice,
    repeat: 0,
    score: text === right ? 1 : 0,
    stale: false,
    ...(text === '' ? { noAnswer: true as const } : { extracted: text }),
  }));
}

test('pass@k is the mean over tasks of the unbiased estimate, clustered by task', () => {
  const rows = [...samples('one', ['5', '5', '4'], '5'), ...samples('two', ['1', '2', '3'], '9')];
  const { pass_at_k } = sampleFigures(rows, [1, 2, 3]);
  expect(pass_at_k?.['1']).toMatchObject({ score: (2 / 3 + 0) / 2, n: 2 });
  expect(pass_at_k?.['2']?.score).toBe(0.5);
  expect(pass_at_k?.['3']?.ci).not.toBeNull();
});

test('k is left out where a task has fewer answers', () => {
  const rows = [...samples('one', ['5', '5'], '5'), ...samples('two', ['1', '2', '3'], '1')];
  expect(Object.keys(sampleFigures(rows, [1, 2, 3]).pass_at_k ?? {})).toEqual(['1', '2']);
});

test('without --k a single answer has no figures of several, and of several those of 1 and of all', () => {
  expect(sampleFigures(samples('one', ['5'], '5'), undefined)).toEqual({});
  const figures = sampleFigures(samples('one', ['5', '4', '4'], '5'), undefined);
  expect(Object.keys(figures.pass_at_k ?? {})).toEqual(['1']);
  expect(Object.keys(figures.maj_at_k ?? {})).toEqual(['3']);
});

test('maj@k goes by the answer that most samples give, the first of equally many; no answer has no vote', () => {
  const majority = (texts: readonly string[]) =>
    sampleFigures(samples('q', texts, '5'), [texts.length]).maj_at_k;
  const score = (texts: readonly string[]) => majority(texts)?.[String(texts.length)]?.score;
  expect(score(['4', '5', '5'])).toBe(1);
  expect(score(['4', '5'])).toBe(0);
  expect(score(['5', '4'])).toBe(1);
  expect(score(['', '', '5'])).toBe(1);
  // Of a bench of programs, nothing was ever extracted: a majority of nothing is no figure.
  expect(majority(['', ''])).toBeUndefined();
});

test('long answers, such as programs, are not voted on', () => {
  const rows = samples('q', ['5', '4'], '5').map(({ extracted: _, ...row }) => row);
  expect(sampleFigures(rows, undefined).maj_at_k).toBeUndefined();
});
