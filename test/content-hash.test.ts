import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, contentHash } from '../src/content-hash.ts';

/** The same value with the fields of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, reversed(inner)] as const);
  return Object.fromEntries(entries.reverse());
}

test('`contentHash()` is 32 hexadecimal digits, and the same in every version of the project', () => {
  expect(contentHash(['a', { b: 1 }])).toBe('3d6f51e1fd2489c7f062f0347a710fa6');
  expect(contentHash('')).toBe('12ae32cb1ec02d01eda3581b127c1fee');
});

test('`contentHash()` does not depend on the order of fields, at any depth', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(contentHash(reversed(value))).toBe(contentHash(value));
    }),
  );
});

test('`contentHash()` tells different values apart', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(contentHash(a) === contentHash(b)).toBe(canonicalJson(a) === canonicalJson(b));
    }),
  );
});

test.each([
  [
    ['a', 'b'],
    ['b', 'a'],
  ],
  [
    ['ab', ''],
    ['a', 'b'],
  ],
  [{ a: 1 }, { a: '1' }],
  [{ a: null }, {}],
  [[1], 1],
  [{ 0: 'a' }, ['a']],
])('`contentHash()` tells %j from %j', (a, b) => {
  expect(contentHash(a)).not.toBe(contentHash(b));
});

test('`contentHash()` counts undefined fields as absent', () => {
  expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }));
});

test('`canonicalJson()` can be read back to the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('`canonicalJson()` sorts fields by code unit, with no regard to the language of the machine', () => {
  expect(canonicalJson({ b: 1, a: 2, B: 3, ä: 4 })).toBe('{"B":3,"a":2,"b":1,"ä":4}');
});
