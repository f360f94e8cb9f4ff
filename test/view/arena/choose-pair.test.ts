/** Which pair is worth a voter's time. */

import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/stats/random.ts';
import { type Choosing, choosePair, type Met } from '../../../src/view/arena/choose-pair.ts';

const questions = Array.from({ length: 6 }, (_, index) => ({
  key: `${index}`,
  category: index < 4 ? 'x' : 'y',
}));

function chosen(change: Partial<Choosing> = {}, seed = 1) {
  const models = ['k', 'l', 'm', 'n'];
  return choosePair({
    models,
    questions,
    met: [],
    cast: [],
    isOpen: () => true,
    random: seededRandom(seed),
    ...change,
  });
}

const times = (count: number, met: Met): Met[] => Array.from({ length: count }, () => met);

test('there is a pair before anybody has voted, the same one for the same seed', () => {
  expect(chosen()).toBeDefined();
  expect(chosen({}, 7)).toEqual(chosen({}, 7));
  expect(
    new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => JSON.stringify(chosen({}, seed)))).size,
  ).toBeGreaterThan(3);
});

test('the models that have met least are chosen', () => {
  const known = [
    ['k', 'l'],
    ['l', 'm'],
    ['k', 'm'],
  ].flatMap(([a = '', b = '']) => times(40, { models: [a, b], winner: undefined }));
  for (const seed of [1, 2, 3]) expect(chosen({ met: known }, seed)?.models).toContain('n');
});

test('a pair whose outcome is known tells little, however even the others are', () => {
  const met = [
    ...times(30, { models: ['k', 'l'], winner: 'k' }),
    ...times(30, { models: ['m', 'n'], winner: undefined }),
  ];
  expect(chosen({ met })?.models).not.toEqual(['k', 'l']);
});

test('matches that are counted together weigh as much as one by one', () => {
  const met: Met[] = [
    { models: ['k', 'l'], winner: 'k' },
    { models: ['l', 'm'], winner: undefined },
    { models: ['n', 'm'], winner: 'n' },
  ];
  const [counted, listed] = [
    met.map((each) => ({ ...each, times: 9 })),
    met.flatMap((each) => times(9, each)),
  ];
  for (const seed of [1, 2, 3, 4])
    expect(chosen({ met: counted }, seed)).toEqual(chosen({ met: listed }, seed));
});

test('a question is one of the least voted on, of a category least voted on', () => {
  const cast = questions.slice(0, 5).map(({ key }) => ({ question: key, models: ['k', 'l'] as const }));
  expect(chosen({ cast })?.question).toBe('5');
});

test('among pairs that tell as much, those with the fewest votes of the voter come first', () => {
  const cast = [
    ['k', 'l'],
    ['k', 'm'],
    ['k', 'n'],
    ['l', 'm'],
    ['l', 'n'],
  ].map(([a = '', b = '']) => ({ question: '0', models: [a, b] as const }));
  expect(chosen({ cast })?.models).toEqual(['m', 'n']);
});

test('what is not open is not chosen, and nothing where nothing is', () => {
  const isOpen: Choosing['isOpen'] = (question, models) =>
    question === '3' && models.includes('k') && models.includes('m');
  expect(chosen({ isOpen })).toEqual({ question: '3', models: ['k', 'm'] });
  expect(chosen({ isOpen: () => false })).toBeUndefined();
  expect(chosen({ models: ['k'] })).toBeUndefined();
});
