/** Numbers as text, the same in every output. */

import type { Coverage, Estimate } from '../leaderboard/build.ts';
import type { Ranks } from '../leaderboard/ranks.ts';

/** `2`, or `1–3` where intervals overlap; a dash where there is no interval. */
export function formatRank({ rank, rank_worst: worst }: Ranks): string {
  if (rank === null || worst === null) return '–';
  return rank === worst ? String(rank) : `${rank}–${worst}`;
}

/** A mean, or any other figure, to two decimals; a dash where there is none. */
export function formatScore(score: number | null): string {
  return score === null ? '–' : score.toFixed(2);
}

/** `8.20 ± 0.31 (160)`: mean, half of the 95 % interval, number of judgments. */
export function formatEstimate({ score, n, ci }: Estimate): string {
  const half = ci ? ` ± ${((ci[1] - ci[0]) / 2).toFixed(2)}` : '';
  return `${formatScore(score)}${half} (${formatCount(n)})`;
}

/** `158/160`, and what is behind a difference: `158/160, 2 unparsed`. */
export function formatCoverage(coverage: Omit<Coverage, 'duplicates'> & Partial<Coverage>): string {
  const parts = (['unparsed', 'missing', 'stale', 'duplicates'] as const)
    .filter((name) => (coverage[name] ?? 0) > 0)
    .map((name) => `${formatCount(coverage[name] ?? 0)} ${name}`);
  return [`${formatCount(coverage.judged)}/${formatCount(coverage.expected)}`, ...parts].join(', ');
}

/** A whole number as people read it: `14,042`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** A difference with its sign: `+0.45`. */
export function formatDifference(value: number | null): string {
  return value === null ? '–' : `${value > 0 ? '+' : ''}${value.toFixed(2)}`;
}

/** `0.031`, or `<0.001`. */
export function formatP(p: number | null): string {
  return p === null ? '–' : p < 0.001 ? '<0.001' : p.toFixed(3);
}

/** A share as whole per cent. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(0)} %`;
}
