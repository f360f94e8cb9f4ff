import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNames, hashColumn, nameColumn, numberColumn } from '../../../src/store/tables/column.ts';
import { createTable } from '../../../src/store/tables/table.ts';

interface Row {
  a: string;
  b: string | null | undefined;
  c: number;
  d: string | undefined;
}

const value: fc.Arbitrary<Row> = fc.record({
  a: fc.constantFrom('m', 'n', 'é', '__proto__'),
  b: fc.constantFrom('n', 'o', undefined, null),
  c: fc.constantFrom(0, -1.5, 1e300),
  d: fc.constantFrom(undefined, 'f'.repeat(32), '0'.repeat(32), 'other'),
});

function makeTable() {
  const names = createNames<string | null | undefined>();
  return createTable({ a: nameColumn(names), b: nameColumn(names), c: numberColumn(), d: hashColumn() });
}

function fill(table: ReturnType<typeof makeTable>, rows: readonly Row[]) {
  for (const each of rows) {
    const row = table.take();
    table.columns.a.set(row, each.a);
    table.columns.b.set(row, each.b);
    table.columns.c.set(row, each.c);
    table.columns.d.set(row, each.d);
  }
  return table;
}

test('a table that is given the rows of several others has them in their order', () => {
  const parts = fc.array(fc.array(value, { maxLength: 200 }), { maxLength: 4 });
  fc.assert(
    fc.property(parts, (lists) => {
      const all = makeTable();
      for (const list of lists) all.load(structuredClone(fill(makeTable(), list).dump()));
      expect(all.length).toBe(lists.flat().length);
      expect(lists.flat().map((_, row) => all.at(row))).toEqual(lists.flat());
    }),
    { numRuns: 100 },
  );
});

test('a dump holds the rows of its time alone', () => {
  const [one, two] = [
    { a: 'm', b: 'n', c: 1, d: 'other' },
    { a: 'n', b: undefined, c: 2, d: 'one more' },
  ];
  const table = fill(makeTable(), [one]);
  const dump = table.dump();
  fill(table, [two]);
  const copy = makeTable();
  copy.load(dump);
  expect([copy.length, copy.at(0)]).toEqual([1, one]);
});
