/** What becomes of a model's score from one turn to another, with an interval: paired by question. */

import { group, pointsOf, type Score, usableScores } from '../../src/results/leaderboard/score.ts';
import { pairedDifference } from '../../src/stats/paired.ts';

export interface PairedChange {
  /** Mean over the questions that have both turns, the later turn less the first. */
  difference: number;
  /** Null with fewer than two questions. */
  ci: readonly [number, number] | null;
  questions: number;
}

/** Undefined where no question has both turns. `scores` are of one model. */
export function turnChange(
  scores: readonly Score[],
  [first, last]: readonly [number, number],
): PairedChange | undefined {
  const byQuestion = group(pointsOf(usableScores(scores)), ({ question }) => question);
  const pairs = [...byQuestion.values()].flatMap((points) => {
    const [from, to] = [first, last].map((turn) =>
      meanOf(points.flatMap((point) => (point.turn === turn ? [point.value] : []))),
    );
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
  const difference = meanOf(pairs.map(([from, to]) => to - from));
  if (difference === undefined) return undefined;
  const paired = pairedDifference(
    pairs.map(([, to]) => to),
    pairs.map(([from]) => from),
  );
  return { difference, ci: paired?.interval ?? null, questions: pairs.length };
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
