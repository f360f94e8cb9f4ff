/** The picture: what is on it, and that no name can break it. */

import { expect, test } from 'vitest';
import { drawFigure, pairFigure, singleFigure } from '../../../src/results/charts/figure.ts';
import { mark, svgText } from '../../../src/results/charts/mark.ts';
import { scoreDomain } from '../../../src/results/charts/score-domain.ts';
import type { PairJson } from '../../../src/results/pairwise/output.ts';
import type { BoardJson } from '../../../src/results/render/json.ts';

const estimate = (score: number) => ({ score, n: 4, ci: [score - 0.5, score + 0.5] as [number, number] });
const coverage = { expected: 4, judged: 4, unparsed: 0, missing: 0, duplicates: 0, stale: 0 };

const board = (models: number, categories: readonly string[]): BoardJson => ({
  ...{ bench: 'b', mode: 'single', judges: ['j'], demo: true },
  models: Array.from({ length: models }, (_, index) => ({
    ...{
      model: `m${index}`,
      average: estimate(8 - index / 10),
      turns: {},
      coverage,
      rank: 1,
      rank_worst: models,
    },
    categories: Object.fromEntries(categories.map((name) => [name, estimate(7)])),
  })),
});

const svgOf = (given: BoardJson, kind: 'radar' | 'whisker' | 'both' = 'both') =>
  svgText(drawFigure(singleFigure(given), kind));

test('whiskers and radar stand side by side, with means and categories by name', () => {
  const svg = svgOf(board(2, ['math', 'writing', 'coding']));
  for (const text of ['>m0<', '8.00 ± 0.50', '>math<', '>writing<', 'demo: no language model was involved']) {
    expect(svg).toContain(text);
  }
  expect(svg.match(/class="whisker"/g)).toHaveLength(2);
  expect(svg.match(/class="series/g)).toHaveLength(2);
});

test('two categories make no radar', () => {
  expect(singleFigure(board(2, ['math', 'writing'])).radar).toBeUndefined();
});

test('a radar of many models shows the best six and says so', () => {
  const svg = svgOf(board(9, ['math', 'writing', 'coding']));
  expect(svg.match(/class="series/g)).toHaveLength(6);
  expect(svg).toContain('radar: the best 6 of 9');
  expect(svgOf(board(9, ['math', 'writing', 'coding']), 'whisker')).not.toContain('radar');
});

test('a model that is not wholly covered is marked', () => {
  const [first] = board(1, []).models;
  const partial = {
    ...board(1, []),
    models: [{ ...first, coverage: { ...coverage, judged: 3 } }],
  } as BoardJson;
  expect(svgOf(partial)).toContain('8.00 ± 0.50 * 3/4');
});

test('names are text in the picture, without what XML does not know', () => {
  const svg = svgText(mark('text', { title: '"><script>' }, '</text><script>\u0000\u0007\ud800&'));
  expect(svg).toBe('<text title="&quot;&gt;&lt;script&gt;">&lt;/text&gt;&lt;script&gt;&amp;</text>');
});

test('the scale holds all intervals between whole ratings', () => {
  expect(scoreDomain(board(2, []))).toEqual([7, 9]);
  expect(scoreDomain({ models: [] })).toEqual([1, 10]);
});

test('without ratings the pairwise picture is of win rates', () => {
  const row = { model: 'a', win_rate_adjusted: 0.75, rating: null, rating_ci: null, categories: {} };
  const json = { bench: 'b', judges: [], demo: false, models: [row] } as unknown as PairJson;
  const { title, whiskers } = pairFigure(json);
  expect(title).toBe('b: adjusted win rates by votes');
  expect(whiskers.rows[0]).toMatchObject({ value: 75, ci: null, label: '75' });
});

test('long names have room, and are cut where they are alike', () => {
  const names = ['1', '2'].map(
    (end) => `organisation/a-model-with-a-very-long-name-of-its-own-in-4-bits-${end}`,
  );
  const models = board(2, []).models.map((row, place) => ({ ...row, model: names[place] ?? '' }));
  const svg = svgOf({ ...board(2, []), models }, 'whisker');
  const shown = [...svg.matchAll(/x="([\d.]+)"[^>]*text-anchor="end"[^>]*>([^<]*…[^<]*)</g)];
  expect(shown.map(([, , name]) => name)).toEqual([
    'organisation/a-m…own-in-4-bits-1',
    'organisation/a-m…own-in-4-bits-2',
  ]);
  for (const [, end, name = ''] of shown) expect(Number(end)).toBeGreaterThan(name.length * 7);
});
