import { expect, test } from 'vitest';
import { formatAddress, parseAddress, start } from '../../web/state/address.ts';
import { nextOrder, orderOf, sortRows, withOrder } from '../../web/state/sorting.ts';

test('rows are sorted by numbers or names, and what has no value stands last either way', () => {
  const rows = [{ n: 2 }, { n: undefined }, { n: 10 }, { n: null }, { n: 1 }];
  const by = (down: boolean) => sortRows(rows, ({ n }) => n, { down }).map(({ n }) => n);
  expect(by(false)).toEqual([1, 2, 10, undefined, null]);
  expect(by(true)).toEqual([10, 2, 1, undefined, null]);
  const names = ['model-10', 'model-2', 'model-1'];
  expect(sortRows(names, (name) => name, { down: false })).toEqual(['model-1', 'model-2', 'model-10']);
});

test('a press sorts, the next one turns around, the third gives the own order back', () => {
  const first = nextOrder('mean', true, undefined);
  expect(first).toEqual({ column: 'mean', down: true });
  expect(nextOrder('mean', true, first)).toEqual({ column: 'mean', down: false });
  expect(nextOrder('mean', true, { column: 'mean', down: false })).toBeUndefined();
  expect(nextOrder('model', false, first)).toEqual({ column: 'model', down: false });
});

test('the order of each table stands in the address', () => {
  let sort = withOrder('grid', { column: 'm:a:b -c', down: true }, undefined);
  sort = withOrder('board', { column: 'model', down: false }, sort);
  const read = parseAddress(formatAddress({ ...start, page: 'grid', sort }));
  expect(read).toMatchObject({ page: 'grid', sort });
  expect(orderOf('grid', read.sort)).toEqual({ column: 'm:a:b -c', down: true });
  expect(orderOf('board', read.sort)).toEqual({ column: 'model', down: false });
  expect(withOrder('grid', undefined, withOrder('board', undefined, sort))).toBeUndefined();
});
