import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlaces, hashOfKey } from '../../../src/store/tables/hash-index.ts';

type Key = readonly [models: number, round: number, question: number];

/** The places that keys are given, one key after the other. */
function placesOf(keys: readonly Key[]): number[] {
  const kept: Key[] = [];
  const places = createPlaces({ hashAt: (place) => hashOfKey(...(kept[place] ?? [0, 0, 0])) });
  return keys.map((key) => {
    const place = places.placeOf(hashOfKey(...key), (other) => String(kept[other]) === String(key));
    kept[place] = key;
    return place;
  });
}

function expected(keys: readonly Key[]): number[] {
  const places = new Map<string, number>();
  return keys.map((key) => {
    const place = places.get(String(key)) ?? places.size;
    places.set(String(key), place);
    return place;
  });
}

test('`createPlaces()` gives each key a place of its own, whatever the order and however often the table grows', () => {
  const key = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(700));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 2000, size: 'max' }), (keys) => {
      expect(placesOf(keys)).toEqual(expected(keys));
    }),
    { numRuns: 30 },
  );
});

test('`createPlaces()` compares few keys where many models answer the same questions in their order', () => {
  const kept: Key[] = [];
  const places = createPlaces({ hashAt: (place) => hashOfKey(...(kept[place] ?? [0, 0, 0])) });
  let compared = 0;
  for (let model = 0; model < 60; model += 1) {
    for (let question = 0; question < 500; question += 1) {
      for (const round of [0, 1]) {
        const place = places.placeOf(hashOfKey(model, round, question), () => {
          compared += 1;
          return false;
        });
        kept[place] = [model, round, question];
      }
    }
  }
  expect(kept).toHaveLength(60_000);
  // Runs that lie over one another would be compared key by key, a model after the other.
  expect(compared).toBeLessThan(2 * kept.length);
});
