/** What the page computes itself: changes from turn to turn, two models against each other, the grid. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareTwo } from '../../web/compare-two/comparison.ts';
import { gridCsv, gridJson, gridRows } from '../../web/grid/grid-rows.ts';
import { currentScores } from '../../web/state/scores.ts';
import { turnChange } from '../../web/state/turn-change.ts';
import { middling, ratedFolder, three } from '../support/rated-folder.ts';
import { readReport } from '../support/report-file.ts';

async function overviewOf(rated: Parameters<typeof ratedFolder>[0]) {
  const data = await ratedFolder(rated);
  const file = join(data.path, 'r.html');
  const made = await data.show('--html', file);
  expect(made.code, made.stderr).toBe(0);
  return { ...data, overview: (await readReport(file)).overview };
}

test('two models are compared on the page as `--compare` does it', async () => {
  const { overview, show } = await overviewOf(three);
  const { comparison } = JSON.parse((await show('--compare', 'c', 'a', '--format', 'json')).stdout);
  const two = compareTwo(overview, ['c', 'a']);
  expect(two.comparison).toEqual(comparison);
  expect(two.sentence).toMatch(/^c and a differ significantly: c is rated above a; difference \+1\.50/);
  expect((await show('--compare', 'c', 'a')).stdout).toContain(`${two.sentence}\n`);
  const gaps = two.questions.map(({ a, b }) => Math.abs(a - b));
  expect(gaps).toEqual(gaps.toSorted((one, other) => other - one));
  expect(two.questions).toHaveLength(12);
  const counted = two.categories.reduce((sum, { questions }) => sum + questions, 0);
  expect(counted).toBe(12);
});

test('a change from turn to turn is paired by question and has an interval', async () => {
  const { overview } = await overviewOf([
    { model: 'a', score: (question, turn) => 4 + (turn === 2 ? question % 3 : 0) },
    { model: 'b', score: middling, questions: 1 },
  ]);
  const scores = currentScores(overview);
  const of = (name: string) =>
    turnChange(
      scores.filter(({ model }) => model === name),
      [1, 2],
    );
  const change = of('a');
  expect(change).toMatchObject({ difference: 1, questions: 12 });
  // sd of 1,2,0 four times over is √(8/11); t(11) is 2.201.
  expect(change?.ci?.[1]).toBeCloseTo(1 + 2.200985 * Math.sqrt(8 / 11 / 12), 5);
  expect(of('b')).toMatchObject({ questions: 1, ci: null });
  expect(of('nobody')).toBeUndefined();
});

test('the grid has the mean of each model on each question, as CSV and JSON', async () => {
  const { overview } = await overviewOf(three);
  const rows = gridRows(overview, { category: '', judge: '' });
  const [first] = rows;
  const [own] = [overview.models.indexOf('a')];
  expect(first?.means[own]).toBe((middling(1, 1) + middling(1, 2)) / 2);
  expect(first?.spread).toBe(Math.max(...means(first)) - Math.min(...means(first)));
  const lines = gridCsv(rows, ['=m', 'a,b']).split('\r\n');
  expect(lines[0]).toBe(`question,category,mean,spread,'=m,"a,b"`);
  expect(lines).toHaveLength(rows.length + 2);
  const json = JSON.parse(gridJson(rows, overview));
  expect(json.questions[0].scores.a).toBe(first?.means[own]);
  expect(json.provenance.bench).toBe('small');
  const { category = '' } = first ?? {};
  expect(gridRows(overview, { category, judge: '' }).length).toBeLessThan(rows.length);
});

function means(row: { means: (number | undefined)[] } | undefined): number[] {
  return (row?.means ?? []).filter((mean) => mean !== undefined);
}
