/** Tables that are sorted by any column: a press on its head, kept in the address. */

import type { ComponentChildren, VNode } from 'preact';
import { usePage } from '../state/page-context.ts';
import { nextOrder, orderOf, type Sortable, sortRows, withOrder } from '../state/sorting.ts';

export interface Sorted<Row> {
  rows: readonly Row[];
  /** The head of a column, which sorts. */
  head: (column: string, label: ComponentChildren, options?: HeadOptions) => VNode;
}

interface HeadOptions {
  class?: string;
  style?: Record<string, string>;
  title?: string;
}

/** `columns` say by name what a row is sorted by; `values` of a column decide whether it is one of numbers. */
export function useSorted<Row>(
  table: string,
  given: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => Sortable>>,
): Sorted<Row> {
  const { address, go } = usePage();
  const order = orderOf(table, address.sort);
  const sortedBy = order && Object.hasOwn(columns, order.column) ? columns[order.column] : undefined;
  const down = order?.down ?? false;
  const rows = sortedBy ? sortRows(given, sortedBy, { down }) : given;
  const press = (column: string) => {
    const isNumber = given.some((row) => typeof columns[column]?.(row) === 'number');
    const next = nextOrder(column, isNumber, order);
    go({ sort: withOrder(table, next, address.sort) }, { replace: true });
  };
  return {
    rows,
    head: (column, label, { class: name, ...rest } = {}) => {
      const sorted = order?.column === column ? (down ? 'descending' : 'ascending') : undefined;
      return (
        <th key={column} scope="col" class={name} aria-sort={sorted} {...rest}>
          <button type="button" class="sort" onClick={() => press(column)}>
            {label}
            <span class="sort-mark" aria-hidden="true">
              {sorted === undefined ? '' : down ? '▼' : '▲'}
            </span>
          </button>
        </th>
      );
    },
  };
}
