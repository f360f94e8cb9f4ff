/** A list whose rows are made when they are asked for: what they are made of is kept in columns. */

export interface Rows<Row> extends Iterable<Row> {
  readonly length: number;
  at: (index: number) => Row;
  map: <Value>(to: (row: Row, index: number) => Value) => Value[];
  some: (is: (row: Row) => boolean) => boolean;
  /** Those that are wanted, still not made. */
  filter: (isWanted: (row: Row) => boolean) => Rows<Row>;
}

/** The rows `at(0)` to `at(length - 1)`. */
export function rowsOf<Row>(length: number, at: (index: number) => Row): Rows<Row> {
  return {
    length,
    at,
    map: (to) => Array.from({ length }, (_, index) => to(at(index), index)),
    some: (is) => {
      for (let index = 0; index < length; index += 1) if (is(at(index))) return true;
      return false;
    },
    filter: (isWanted) => {
      const kept: number[] = [];
      for (let index = 0; index < length; index += 1) if (isWanted(at(index))) kept.push(index);
      return rowsOf(kept.length, (place) => at(kept[place] ?? length));
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) yield at(index);
    },
  };
}
