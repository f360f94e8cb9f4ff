/** What a probe found, in one sentence with its figures and no verdict. */

import type { FreshComparison } from './value.ts';

type Found = Omit<FreshComparison, 'sentence'>;

export function dropSentence(model: string, found: Found): string {
  const { pair, others, difference, ci, drop, drop_ci } = found;
  const benches = `from ${pair.public} to ${pair.fresh}`;
  if (difference === null) {
    const range = drop_ci ? ` ${rangeText(drop_ci, found)}` : '';
    return `${model} ${movesBy(drop, found)} points ${benches}${range}; no other model has results for both, so that nothing says how much harder the fresh bench is`;
  }
  const range = ci ? ` ${rangeText(ci, found)}` : '';
  const who = others.length === 1 ? `${others[0]?.model} does` : `${others.length} others do`;
  const size = pointsText(Math.abs(difference), found);
  if (Number(size) === 0) return `${model} drops as far ${benches} as ${who}${range}`;
  const more = difference < 0 ? 'less' : 'more';
  const signed = ci && difference < 0 ? ` (difference ${pointsText(difference, found)}${range})` : range;
  return `${model} drops ${size} points ${more} ${benches} than ${who}${signed}`;
}

function movesBy(drop: number, found: Found): string {
  return `${drop < 0 ? 'rises by' : 'drops by'} ${pointsText(Math.abs(drop), found)}`;
}

/** In percentage points where scores go from 0 to 1. */
export function pointsText(value: number, { scale: [low, high] }: Pick<Found, 'scale'>): string {
  const isShare = low === 0 && high === 1;
  return (isShare ? (100 * value).toFixed(1) : value.toFixed(2))
    .replace(/^-(?=[0.]*$)/, '')
    .replace('-', '−');
}

export function rangeText([low, high]: readonly [number, number], found: Pick<Found, 'scale'>): string {
  return `[${pointsText(low, found)}, ${pointsText(high, found)}]`;
}
