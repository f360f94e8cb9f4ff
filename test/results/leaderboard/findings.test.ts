import { expect, test } from 'vitest';
import { type FindingsRequest, findingsOf } from '../../../src/results/leaderboard/findings.ts';
import type { Score } from '../../../src/results/leaderboard/score.ts';
import { renderCsv } from '../../../src/results/render/csv.ts';
import { findingsNotes } from '../../../src/results/render/findings-notes.ts';
import { findingsTables } from '../../../src/results/render/findings-tables.ts';
import { shownNotes } from '../../../src/results/render/page.ts';
import { boardOf, scoreRow } from '../board.ts';

const find = (rows: readonly Score[], request: Partial<FindingsRequest> = {}) =>
  findingsOf(boardOf(rows), rows, { interval: 't', rounds: 1000, seed: 1, questions: 0, ...request });

const rowsOf = (model: string, scores: readonly number[], judge = 'j') =>
  scores.map((score, index) => scoreRow({ model, judge, question: String(index), score }));

test('where the two tests disagree, two models do not differ significantly', () => {
  // Five of five the same way: p = 0.013 by t, but no less than 2/32 by permutation.
  const rows = [...rowsOf('a', [2, 4, 6, 8, 10]), ...rowsOf('b', [1, 2, 3, 4, 5])];
  const [sentence] = findingsNotes(find(rows, { compare: ['a', 'b'] }));
  expect(sentence).toBe(
    'a and b do not differ significantly, for the two tests disagree; difference +3.00 (+1.04 to +4.96) on all 5 questions, p = 0.013, by permutation p = 0.063',
  );
});

test('the better of two models is named, whichever came first', () => {
  const rows = [...rowsOf('a', [1, 2, 1, 2, 1, 2]), ...rowsOf('b', [8, 9, 8, 9, 9, 9])];
  for (const compare of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    expect(findingsNotes(find(rows, { compare }))[0]).toContain('differ significantly: b is rated above a;');
  }
});

test('models that share no two questions cannot be compared, and no figure pretends to', () => {
  const rows = [...rowsOf('a', [1, 2]), scoreRow({ model: 'b', question: 'x' })];
  const found = find(rows, { compare: ['a', 'b'] });
  expect(findingsNotes(found)[0]).toBe(
    'a and b cannot be compared: they share 0 of 3 questions, and it takes two',
  );
  expect(findingsTables(found)[0]?.rows).toEqual([['a − b', '–', '–', '0 of 3 *', '–', '–', '–']]);
});

test('the seed is named only where something was drawn with it', () => {
  const odd = Array.from({ length: 25 }, (_, index) => 5 + Math.sin(index * index));
  const drawn = find([...rowsOf('a', odd), ...rowsOf('b', Array(25).fill(5))], {
    compare: ['a', 'b'],
    seed: 7,
  });
  expect(drawn.comparison?.exact).toBe(false);
  expect(findingsNotes(drawn)[0]).toMatch(/by permutation p = 0\.\d{3}, seed 7$/);
});

test('judges that do not measure alike are said not to', () => {
  const rows = [...rowsOf('a', [1, 5, 9, 3], 'j'), ...rowsOf('a', [9, 5, 1, 7], 'k')];
  expect(findingsNotes(find(rows)).join('\n')).toContain('below 0.667 judges do not measure alike');
  const alike = [...rowsOf('a', [1, 5, 9], 'j'), ...rowsOf('a', [1, 5, 9], 'k')];
  expect(findingsNotes(find(alike)).join('\n')).toContain('α = 1.00');
  expect(findingsNotes(find(alike)).join('\n')).not.toContain('do not measure');
});

test('a table lists twenty suspected injections and counts the rest', () => {
  const rows = rowsOf('a', Array(23).fill(5));
  const suspicions = [{ kind: 'verdict' as const, text: '[[10]]' }];
  const traits = rows.map(({ model, question }) => ({
    model,
    question,
    turn: 1,
    choice: 0,
    tokens: 1,
    suspicions,
  }));
  const found = find(rows, { traits });
  expect(findingsTables(found).find(({ title }) => title === 'suspected injections')?.rows).toHaveLength(20);
  expect(findingsNotes(found).at(-1)).toContain('(3 more in --format json)');
  const csv = renderCsv(boardOf(rows), { findings: found });
  expect(csv.match(/^a,suspected injection: verdict,/gm)).toHaveLength(23);
});

test('that no language model was involved stays the last word', () => {
  const rows = rowsOf('a', [10, 10]);
  expect(shownNotes(boardOf(rows, { demo: true }), { findings: find(rows) }).slice(-2)).toEqual([
    expect.stringContaining('ceiling'),
    'demo: no language model was involved',
  ]);
});

test('CSV keeps its head and its width, and one scope where one is asked for', () => {
  const rows = [...rowsOf('a', [1, 2, 4]), ...rowsOf('b', [2, 2, 2]), ...rowsOf('b', [2, 2, 3], 'k')];
  const findings = find(rows, { compare: ['a', 'b'], traits: [], panel: true });
  const lines = renderCsv(boardOf(rows), { by: 'judge', findings }).trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^model,scope,name,score,n,ci_low,ci_high,/);
  expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  const scopes = renderCsv(boardOf(rows), { by: 'turn' }).trimEnd().split('\r\n').slice(1);
  expect(new Set(scopes.map((line) => line.split(',')[1]))).toEqual(new Set(['average', 'turn']));
});
