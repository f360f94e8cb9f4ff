/** Battles for tests: from counts, drawn at random, and as fast-check draws them. */

import fc from 'fast-check';
import { seededRandom } from '../../src/stats/random.ts';
import type { Battles } from '../../src/stats/ratings/battles.ts';

export type Row = readonly [a: number, b: number, score: number];

export function battlesOf(models: number, rows: readonly Row[]): Battles {
  return {
    models,
    a: Int32Array.from(rows, ([a]) => a),
    b: Int32Array.from(rows, ([, b]) => b),
    score: Float64Array.from(rows, ([, , score]) => score),
  };
}

/** Rows of counts such as `{ 'A>B': 40 }`, models in the order of `ids`. */
export function rowsOfCounts(counts: Record<string, number>, ids: readonly string[]): Row[] {
  return Object.entries(counts).flatMap(([name, count]) => {
    const [winner = '', loser = ''] = name.split('>');
    return Array.from({ length: count }, (): Row => [ids.indexOf(winner), ids.indexOf(loser), 1]);
  });
}

/** Battles among 3 to 6 models in which everyone is beaten by the next, so that a solution exists. */
export const connectedBattles = fc.integer({ min: 3, max: 6 }).chain((models) => {
  const model = fc.nat(models - 1);
  const row = fc
    .tuple(model, model, fc.constantFrom(0, 0.5, 1))
    .filter(([a, b]) => a !== b)
    .map((all): Row => all);
  const circle = Array.from({ length: models }, (_, i): Row => [i, (i + 1) % models, 1]);
  return fc.array(row, { maxLength: 60 }).map((rows) => ({ models, rows: [...circle, ...rows] }));
});

/** Battles drawn from true ratings, with ties, on numbered questions that favour one side or the other. */
export function drawnBattles(options: { models: number; battles: number; questions: number; seed: number }): {
  rows: Row[];
  question: number[];
} {
  const { uniform, below } = seededRandom(options.seed);
  const rows: Row[] = [];
  const question: number[] = [];
  for (let battle = 0; battle < options.battles; battle += 1) {
    const a = below(options.models);
    const b = (a + 1 + below(options.models - 1)) % options.models;
    const asked = below(options.questions);
    // Odd questions favour high numbers: what battles on one question share.
    const logit = (b - a) * (asked % 2 === 0 ? 0.5 : -0.1);
    const won = uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    rows.push([a, b, uniform() < 0.15 ? 0.5 : won]);
    question.push(asked);
  }
  return { rows, question };
}
