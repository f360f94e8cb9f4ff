/** Which of the changed questions a page shows, and how many there are of each kind. Pure: values in, values out. */

import type { BenchComparison, CompareValue, Flips } from '../compare/value.ts';
import type { Change, ChangedCounts } from './shape.ts';

/** Of one bench, judge and candidate; a page of tens of megabytes is the most that opens well. */
const mostOfBench = 200;
const mostOfPage = 2000;

/** How many changed questions of each bench and candidate come with their texts. */
export function changesPerBench({ candidates }: CompareValue): number {
  const rows = candidates.reduce((sum, { benches }) => sum + benches.length, 0);
  return Math.max(1, Math.min(mostOfBench, Math.floor(mostOfPage / Math.max(1, rows))));
}

export type ChosenChange = Pick<Change, 'kind' | 'question'>;

/** The first lost and the first gained, half of each; where there are fewer of one kind, the other fills up. */
export function chosenChanges(changed: Flips | null, most: number): ChosenChange[] {
  if (!changed) return [];
  const { lost, gained } = changed;
  const half = Math.ceil(most / 2);
  const ofLost = Math.min(lost.length, Math.max(half, most - gained.length));
  return [
    ...lost.slice(0, ofLost).map((question): ChosenChange => ({ kind: 'lost', question })),
    ...gained.slice(0, most - ofLost).map((question): ChosenChange => ({ kind: 'gained', question })),
  ];
}

export function changedOf({ flips, moved }: Pick<BenchComparison, 'flips' | 'moved'>): Flips | null {
  return flips ?? moved;
}

/** Right and wrong before and after follow from the mean of the base, as every score is one of the two. */
export function countsOf(row: BenchComparison, shown: number): ChangedCounts | null {
  const changed = changedOf(row);
  if (!changed) return null;
  const [lost, gained] = [changed.lost.length, changed.gained.length];
  return { lost, gained, shown, same: row.flips ? sameOf(row, { lost, gained }) : null };
}

function sameOf(
  { base_score, n, scale: [low, high] }: BenchComparison,
  { lost, gained }: { lost: number; gained: number },
): ChangedCounts['same'] {
  if (base_score === null) return null;
  const rightBefore = Math.round((n * (base_score - low)) / (high - low));
  const right = rightBefore - lost;
  return { right, wrong: n - right - lost - gained };
}
