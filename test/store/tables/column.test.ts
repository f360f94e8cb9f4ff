import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentHash } from '../../../src/content-hash.ts';
import { hashColumn } from '../../../src/store/tables/column.ts';

const own = fc.nat(20).map(contentHash);
/** Hashes with one sign of another kind, and texts that are none. */
const damaged = fc
  .tuple(own, fc.nat(31), fc.constantFrom('g', 'A', 'F', '/', ':', '`', ' ', 'é', '\u0130', '👍', ''))
  .map(([hash, at, sign]) => hash.slice(0, at) + sign + hash.slice(at + 1));
const text = fc.oneof(own, damaged, fc.constantFrom(undefined, '', '0'.repeat(33), 'f'.repeat(32)));

test('`hashColumn()` gives back whatever was put in a place last, be it a hash of ours or not', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(80), text), { maxLength: 300 }), (writes) => {
      const column = hashColumn();
      const expected: (string | undefined)[] = [];
      for (const [wanted, value] of writes) {
        const index = Math.min(wanted, expected.length);
        column.set(index, value);
        expected[index] = value;
      }
      expect(expected.map((_, index) => column.at(index))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
