/** Pairs of models whose truth is known: how often the statistics of a comparison are right about them. */

import { againstMargin, verdictOf } from '../../../src/stats/compare/non-inferiority.ts';

export interface Truth {
  n: number;
  /** Of the base. */
  accuracy: number;
  /** Of being right, between the two models. */
  correlation: number;
  margin: number;
  /** Candidate − base. */
  difference: number;
}

export interface Rates {
  /** Share of intervals that hold the true difference. */
  covered: number;
  /** Shares of verdicts. */
  notWorse: number;
  worse: number;
  cannotTell: number;
}

const scale = { low: 0, high: 1 };

/** Draws `rounds` pairs; undefined where no two models can be so correlated. `random` gives numbers from 0 to 1. */
export function simulate(truth: Truth, rounds: number, random: () => number): Rates | undefined {
  const { n, accuracy: base, correlation, margin, difference } = truth;
  const candidate = base + difference;
  const spread = Math.sqrt(base * (1 - base) * candidate * (1 - candidate));
  const both = base * candidate + correlation * spread;
  const [lost, gained] = [base - both, candidate - both];
  if (!(candidate > 0 && lost >= 0 && gained >= 0 && both + lost + gained <= 1)) return undefined;
  const rates = { covered: 0, notWorse: 0, worse: 0, cannotTell: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const scores = { base: [] as number[], candidate: [] as number[] };
    for (let question = 0; question < n; question += 1) {
      const u = random();
      scores.base.push(u < both + lost ? 1 : 0);
      scores.candidate.push(u < both || (u >= both + lost && u < both + lost + gained) ? 1 : 0);
    }
    const found = againstMargin(scores, { margin, scale });
    if (!found) continue;
    const verdict = verdictOf(found);
    if (found.interval[0] <= difference && difference <= found.interval[1]) rates.covered += 1 / rounds;
    if (verdict === 'not worse' || verdict === 'better') rates.notWorse += 1 / rounds;
    if (verdict === 'worse') rates.worse += 1 / rounds;
    if (verdict === 'cannot tell') rates.cannotTell += 1 / rounds;
  }
  return rates;
}

/** Every combination of the grid that two models can have. */
export function* grid(): Generator<Truth> {
  for (const n of [80, 200, 500, 2000]) {
    for (const accuracy of [0.3, 0.6, 0.8, 0.95]) {
      for (const correlation of [0, 0.5, 0.9]) {
        for (const margin of [0.01, 0.05]) {
          for (const times of [0, -1, -2])
            yield { n, accuracy, correlation, margin, difference: times * margin || 0 };
        }
      }
    }
  }
}
