import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStronglyConnected, winComponents } from '../../../src/stats/ratings/win-graph.ts';

function table(n: number, edges: readonly (readonly [number, number])[]): Float64Array {
  const wins = new Float64Array(n * n);
  for (const [winner, loser] of edges) wins[winner * n + loser] = 1;
  return wins;
}

test('`winComponents()` names who was never beaten, who never won, and who never met the rest', () => {
  const wins = table(6, [
    [0, 1],
    [1, 2],
    [2, 0],
    [3, 0],
    [2, 4],
  ]);
  expect(winComponents(wins, 6)).toEqual([
    { models: [0, 1, 2], winsOutside: true, lossesOutside: true },
    { models: [3], winsOutside: true, lossesOutside: false },
    { models: [4], winsOutside: false, lossesOutside: true },
    { models: [5], winsOutside: false, lossesOutside: false },
  ]);
  expect(isStronglyConnected(wins, 6)).toBe(false);
});

const graph = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc
    .array(
      fc.tuple(fc.nat(n - 1), fc.nat(n - 1)).filter(([i, j]) => i !== j || n === 1),
      { maxLength: 14 },
    )
    .map((edges) => ({ n, edges: edges.filter(([i, j]) => i !== j) })),
);

/** Who reaches whom, by Warshall's method: another road to the same components. */
function closure(n: number, edges: readonly (readonly [number, number])[]): boolean[][] {
  const reached = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => i === j));
  for (const [i, j] of edges) (reached[i] ?? [])[j] = true;
  for (let k = 0; k < n; k += 1) {
    for (const row of reached) {
      if (row[k] !== true) continue;
      for (let j = 0; j < n; j += 1) if (reached[k]?.[j] === true) row[j] = true;
    }
  }
  return reached;
}

test('`winComponents()` puts two models together exactly when each is reached from the other by wins', () => {
  fc.assert(
    fc.property(graph, ({ n, edges }) => {
      const components = winComponents(table(n, edges), n);
      const reached = closure(n, edges);
      const home = (model: number) => components.findIndex(({ models }) => models.includes(model));
      expect(components.flatMap(({ models }) => models).sort()).toEqual(
        Array.from({ length: n }, (_, i) => i),
      );
      for (let i = 0; i < n; i += 1) {
        for (let j = 0; j < n; j += 1) {
          expect(home(i) === home(j)).toBe(reached[i]?.[j] === true && reached[j]?.[i] === true);
        }
      }
      expect(isStronglyConnected(table(n, edges), n)).toBe(components.length === 1);
      const sizes = components.map(({ models }) => models.length);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }),
    { numRuns: 300 },
  );
});
