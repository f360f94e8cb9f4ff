/** By which column a table is sorted, as the address has it. */

import { compareNames } from '../../src/results/compare-names.ts';

export type Sortable = string | number | null | undefined;

export interface Order {
  column: string;
  /** Largest first. */
  down: boolean;
}

/** The order of a table; undefined for its own. */
export function orderOf(table: string, sort: readonly string[] = []): Order | undefined {
  const text = sort.find((each) => each.startsWith(`${table}:`))?.slice(table.length + 1);
  if (text === undefined) return undefined;
  const down = text.startsWith('-');
  return { column: down ? text.slice(1) : text, down };
}

/** The same of all tables, with another order of this one. */
export function withOrder(
  table: string,
  order: Order | undefined,
  sort: readonly string[] = [],
): string[] | undefined {
  const others = sort.filter((each) => !each.startsWith(`${table}:`));
  const own = order ? [`${table}:${order.down ? '-' : ''}${order.column}`] : [];
  const all = [...others, ...own];
  return all.length === 0 ? undefined : all;
}

/** What a press on a column's head does: numbers the largest first, names the first; then the other way; then the table's own order. */
export function nextOrder(column: string, isNumber: boolean, now: Order | undefined): Order | undefined {
  if (now?.column !== column) return { column, down: isNumber };
  return now.down === isNumber ? { column, down: !isNumber } : undefined;
}

/** The rows in the order; what has no value stands last, and equal ones as they stood. */
export function sortRows<Row>(
  rows: readonly Row[],
  sortedBy: (row: Row) => Sortable,
  { down }: Pick<Order, 'down'>,
): Row[] {
  const valued = rows.map((row) => ({ row, value: sortedBy(row) }));
  const sign = down ? -1 : 1;
  return valued.sort((a, b) => compare(a.value, b.value, sign)).map(({ row }) => row);
}

function compare(a: Sortable, b: Sortable, sign: number): number {
  const [none, other] = [a, b].map((value) => value === null || value === undefined);
  if (none || other) return Number(none) - Number(other);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * compareNames(String(a), String(b));
}
