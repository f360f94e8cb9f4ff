/** A difference pooled over benches, each with its own true difference around a common one. */

import { tQuantile } from '../distributions/student-t.ts';

export interface PooledDifference {
  mean: number;
  se: number;
  interval: readonly [number, number];
  /** Standard deviation of the true differences between benches, estimated. */
  tau: number;
  /** Share of each bench in the mean, in the order given; their sum is 1. */
  weights: number[];
}

interface Study {
  difference: number;
  /** Its standard error, above 0. */
  se: number;
}

/**
 * Random-effects mean of independent differences: τ² by DerSimonian & Laird (1986, Control. Clin. Trials 7(3)), weights
 * 1/(se² + τ²), and the standard error of Hartung & Knapp (2001, Stat. Med. 20(24)), which with few benches holds its
 * coverage better: se² = Σ w(d − mean)²/((k − 1)Σ w), never below the fixed-effect one, with Student's t of k − 1 degrees
 * of freedom. Undefined for fewer than two differences or where one has no spread to weigh it by.
 */
export function pooledDifference(
  studies: readonly Study[],
  { confidence = 0.95 }: { confidence?: number } = {},
): PooledDifference | undefined {
  const k = studies.length;
  if (k < 2 || !studies.every(({ se }) => se > 0)) return undefined;
  const fixed = weighted(
    studies,
    studies.map(({ se }) => 1 / (se * se)),
  );
  const squares = fixed.weights.reduce((sum, weight) => sum + weight * weight, 0);
  const excess = fixed.q - (k - 1);
  const tau2 = Math.max(0, excess / (fixed.total - squares / fixed.total));
  const pooled = weighted(
    studies,
    studies.map(({ se }) => 1 / (se * se + tau2)),
  );
  const knapp = pooled.q / ((k - 1) * pooled.total);
  const se = Math.sqrt(Math.max(knapp, 1 / pooled.total));
  const half = tQuantile((1 + confidence) / 2, k - 1) * se;
  const { mean } = pooled;
  const weights = pooled.weights.map((weight) => weight / pooled.total);
  return { mean, se, interval: [mean - half, mean + half], tau: Math.sqrt(tau2), weights };
}

/** Mean by weights, their sum, and Cochran's Q about that mean. */
function weighted(studies: readonly Study[], weights: number[]) {
  const sumOf = (value: (study: Study, weight: number) => number) =>
    studies.reduce((sum, study, index) => sum + value(study, weights[index] ?? 0), 0);
  const total = sumOf((_, weight) => weight);
  const mean = sumOf(({ difference }, weight) => weight * difference) / total;
  const q = sumOf(({ difference }, weight) => weight * (difference - mean) ** 2);
  return { weights, total, mean, q };
}
