/** The whisker plot: one line a model, a dot for its mean, a bar for the 95 % interval. */

import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { distinctNames } from '../../short-name.ts';
import { type Mark, mark } from './mark.ts';
import { ink } from './palette.ts';

export interface Whisker {
  name: string;
  value: number | null;
  ci: readonly [number, number] | null;
  /** Printed at the end of the line. */
  label: string;
}

export interface WhiskerOptions {
  rows: readonly Whisker[];
  /** What the axis counts. */
  axis: string;
  /** The ends of a scale that is known, such as 1 to 10; otherwise the data's own. */
  domain?: readonly [number, number] | undefined;
}

const right = 120;
const lineHeight = 24;
const head = 28;
const scaleWidth = 350;

/** What a letter takes, and how many of a name are shown. */
const letter = 7.6;
const mostLetters = 32;

/** Space for the longest of the names. */
function leftOf(rows: readonly Whisker[]): number {
  const longest = Math.max(0, ...rows.map(({ name }) => [...name].length));
  return Math.max(150, 30 + Math.min(longest, mostLetters) * letter);
}

export function whiskerWidth(rows: readonly Whisker[]): number {
  return leftOf(rows) + scaleWidth + right;
}

export function whiskerHeight(rows: readonly Whisker[]): number {
  return head + rows.length * lineHeight + 40;
}

/** A group of `whiskerWidth` by `whiskerHeight`. */
export function whiskers({ rows: given, axis, domain }: WhiskerOptions): Mark {
  const names = distinctNames(
    given.map(({ name }) => name),
    mostLetters,
  );
  const rows = given.map((row) => ({ ...row, name: names.get(row.name) ?? row.name }));
  const left = leftOf(rows);
  const scale = scaleLinear(domain ?? extentOf(rows), [left, left + scaleWidth]);
  if (!domain) scale.nice();
  const bottom = head + rows.length * lineHeight;
  const ticks = scale.ticks(domain ? 9 : 6).flatMap((tick) => [
    mark('line', {
      class: 'grid',
      x1: scale(tick),
      x2: scale(tick),
      y1: head - 8,
      y2: bottom,
      stroke: ink.grid,
    }),
    mark(
      'text',
      { ...quiet, x: scale(tick), y: bottom + 16, 'text-anchor': 'middle', 'font-size': 11 },
      String(tick),
    ),
  ]);
  const middle = (scale.range()[0] ?? 0) / 2 + (scale.range()[1] ?? 0) / 2;
  const title = mark(
    'text',
    { ...quiet, x: middle, y: bottom + 34, 'text-anchor': 'middle', 'font-size': 11 },
    axis,
  );
  return mark(
    'g',
    {},
    ...ticks,
    title,
    ...rows.map((row, line) => whisker(row, head + (line + 0.5) * lineHeight, scale)),
  );
}

const quiet = { class: 'quiet', fill: ink.quiet };
const strong = { class: 'strong', fill: ink.text };

function whisker({ name, value, ci, label }: Whisker, y: number, scale: ScaleLinear<number, number>): Mark {
  const [left = 0, end = 0] = scale.range();
  const stroke = { stroke: ink.mark, 'stroke-width': 2 };
  const bar = ci
    ? [
        mark('line', { class: 'bar', x1: scale(ci[0]), x2: scale(ci[1]), y1: y, y2: y, ...stroke }),
        ...ci.map((at) =>
          mark('line', { class: 'bar', x1: scale(at), x2: scale(at), y1: y - 4, y2: y + 4, ...stroke }),
        ),
      ]
    : [];
  const dot =
    value === null ? [] : [mark('circle', { class: 'dot', cx: scale(value), cy: y, r: 4, fill: ink.mark })];
  return mark(
    'g',
    { class: 'whisker' },
    mark('text', { ...strong, x: left - 14, y: y + 4, 'text-anchor': 'end', 'font-size': 13 }, name),
    ...bar,
    ...dot,
    mark('text', { ...quiet, x: end + 16, y: y + 4, 'font-size': 12 }, label),
  );
}

function extentOf(rows: readonly Whisker[]): [number, number] {
  const values = rows.flatMap(({ value, ci }) => [...(value === null ? [] : [value]), ...(ci ?? [])]);
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low - 1, high + 1] : [low, high];
}
