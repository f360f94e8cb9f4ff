/** Whether a candidate is as good as a base, against a margin: what may be said, and how many questions would say more. */

import { normalCdf, normalQuantile } from '../distributions/quantile.ts';
import { tCdf } from '../distributions/student-t.ts';
import { pairedDifference, signTest } from '../paired.ts';
import { differenceInterval, type PairedCounts, scoreTest } from './paired-proportions.ts';

export type CompareVerdict = 'better' | 'not worse' | 'worse' | 'cannot tell';

/** The difference candidate − base over shared questions, and what it says of the margin. */
export interface AgainstMargin {
  difference: number;
  interval: readonly [number, number];
  n: number;
  /** Standard error of the difference. */
  se: number;
  /** One-sided, of "the candidate is worse by the margin or more": small where it is not worse. */
  pNotWorse: number;
  /** Two-sided, of "there is no difference": McNemar's exact test for right or wrong, the paired t test otherwise. */
  pDifferent: number;
  /** Present where every score is at one of the two ends of the scale. */
  counts?: PairedCounts;
}

interface Scale {
  low: number;
  high: number;
}

/**
 * Compares scores of the same questions: `base[i]` and `candidate[i]` lie on `scale`. Where all scores are right or wrong
 * (one of the two ends), interval and test are Tango's score method; otherwise mean ± t·se of the differences. Undefined
 * for fewer than two questions.
 */
export function againstMargin(
  { base, candidate }: { base: readonly number[]; candidate: readonly number[] },
  { margin, scale, confidence = 0.95 }: { margin: number; scale: Scale; confidence?: number },
): AgainstMargin | undefined {
  const paired = pairedDifference(candidate, base, { confidence });
  if (!paired) return undefined;
  const { mean: difference, n, se, interval, df, t } = paired;
  const counts = countsOf({ base, candidate }, scale);
  if (counts) {
    const range = scale.high - scale.low;
    const [low, high] = differenceInterval(counts, { confidence });
    return {
      difference,
      interval: [low * range, high * range],
      n,
      se,
      pNotWorse: scoreTest(counts, -margin / range),
      pDifferent: signTest(counts.gained, counts.lost),
      counts,
    };
  }
  // Differences that are all alike leave nothing to test by.
  const pNotWorse = t === undefined ? (difference > -margin ? 0 : 1) : tCdf(-(difference + margin) / se, df);
  const pDifferent = t === undefined ? 1 : 2 * tCdf(-Math.abs(t), df);
  return { difference, interval, n, se, pNotWorse, pDifferent };
}

/**
 * What the figures allow to say at `alpha` (two-sided 0.05): better, the difference is above 0; not worse, it is above
 * −margin; worse, it is below 0 and not shown to be within the margin; otherwise it cannot be told.
 */
export function verdictOf(
  { difference, pNotWorse, pDifferent }: Pick<AgainstMargin, 'difference' | 'pNotWorse' | 'pDifferent'>,
  alpha = 0.05,
): CompareVerdict {
  const differs = pDifferent < alpha;
  const notWorse = pNotWorse < alpha / 2;
  if (differs && difference > 0 && notWorse) return 'better';
  if (notWorse) return 'not worse';
  return differs && difference < 0 ? 'worse' : 'cannot tell';
}

/**
 * Questions at which "not worse" is said with the chance `power` if the two are in truth equally good and differ from
 * question to question as they do here: n = ((z₀.₉₇₅ + z_power)·sd/margin)², rounded up. Of right or wrong, questions that
 * differ are taken for at least one more than were seen. Infinity for a margin of 0.
 */
export function questionsToTell(
  { se, n, counts }: Pick<AgainstMargin, 'se' | 'n' | 'counts'>,
  { margin, scale, power = 0.8 }: { margin: number; scale: Scale; power?: number },
): number {
  const range = scale.high - scale.low;
  const variance = counts ? ((counts.gained + counts.lost + 1) / (n + 1)) * range * range : se * se * n;
  const z = normalQuantile(0.975) + normalQuantile(power);
  return margin > 0 ? Math.ceil((z * z * variance) / (margin * margin)) : Number.POSITIVE_INFINITY;
}

/** The chance of saying "not worse" with `n` questions at a true difference, by the normal approximation of the test. */
export function powerOfNotWorse(
  { sd, n, difference }: { sd: number; n: number; difference: number },
  margin: number,
): number {
  return normalCdf((difference + margin) / (sd / Math.sqrt(n)) - normalQuantile(0.975));
}

function countsOf(
  { base, candidate }: { base: readonly number[]; candidate: readonly number[] },
  { low, high }: Scale,
): PairedCounts | undefined {
  const atEnd = (score: number) => score === low || score === high;
  if (!base.every(atEnd) || !candidate.every(atEnd)) return undefined;
  let [gained, lost] = [0, 0];
  for (const [index, score] of base.entries()) {
    if (score === low && candidate[index] === high) gained += 1;
    if (score === high && candidate[index] === low) lost += 1;
  }
  return { gained, lost, n: base.length };
}
