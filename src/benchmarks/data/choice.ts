/** Notices on multiple-choice rows: what of their options differs from four texts with letters. */

import type { Reading } from '../benchmark.ts';
import { type Row, refuse, shownValue } from './row.ts';

/** Notes options that are equal, and another number than four. A row with fewer than two options is refused. */
export function checkOptions(
  row: Row,
  { options, at }: { options: readonly string[]; at: string },
  { note }: Reading,
): void {
  if (options.length < 2 || options.length > 26) {
    refuse(row, `there must be 2 to 26 options, not ${options.length}`);
  }
  if (new Set(options).size < options.length) note('two equal options', at);
  if (options.length === 3) note('three options', at);
  if (options.length === 5) note('five options', at);
  if (![3, 4, 5].includes(options.length)) note(`${options.length} options`, at);
}

/** The label that an index names, as a number or as its digits. */
export function labelAt(row: Row, { value, labels }: { value: unknown; labels: readonly string[] }): string {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const label = /^\d+$/.test(text) ? labels[Number(text)] : undefined;
  return label ?? refuse(row, `the right option must be 0 to ${labels.length - 1}, not ${shownValue(value)}`);
}
