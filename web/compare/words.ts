/** Scores, differences and kinds of change as they are written on the page. */

import type { BenchOnPage } from '../../src/results/compare-page/shape.ts';

type Scaled = Pick<BenchOnPage, 'scale'>;

/** Right or wrong is shown in per cent. */
function isAccuracy({ scale: [low, high] }: Scaled): boolean {
  return low === 0 && high === 1;
}

export function scoreText(score: number | null, row: Scaled): string {
  if (score === null) return '–';
  return isAccuracy(row) ? perCent(score) : score.toFixed(2);
}

/** Of one question: `1`, `0`, `7.5`. */
export function questionScore(score: number | null): string {
  return score === null ? '–' : String(Number(score.toFixed(2)));
}

/** In points of the score, or in percentage points, with its sign. */
export function differenceText(difference: number | null, row: Scaled): string {
  if (difference === null) return '–';
  const shown = isAccuracy(row) ? (100 * difference).toFixed(1) : difference.toFixed(2);
  return `${Number(shown) > 0 ? '+' : ''}${shown.replace('-', '−')}`;
}

export function intervalText(row: BenchOnPage): string {
  const { ci } = row;
  return ci ? `[${differenceText(ci[0], row)}, ${differenceText(ci[1], row)}]` : '';
}

export function perCent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** On benches that are right or wrong questions are lost and gained; on others scores fall and rise. */
export function kindText(kind: 'lost' | 'gained', { changed }: Pick<BenchOnPage, 'changed'>): string {
  if (changed?.same) return kind === 'lost' ? 'right → wrong' : 'wrong → right';
  return kind === 'lost' ? 'fell' : 'rose';
}

/** As part of a class name. */
export function verdictClass(verdict: string): string {
  return `verdict ${verdict.replaceAll(' ', '-')}`;
}

/** One day, or the first and the last. */
export function days(judged: readonly [number, number] | null): string {
  if (!judged) return '–';
  const [first, last] = judged.map((stamp) => new Date(stamp * 1000).toISOString().slice(0, 10));
  return first === last ? `${first}` : `${first} to ${last}`;
}
