/** Places of rows by their keys, where the keys lie in columns: no text and no object for each of a million rows. */

export interface PlacesOptions {
  /** A whole number made of the key of the row at a place: see `hashOfKey`. */
  hashAt: (place: number) => number;
}

export interface Places {
  /**
   * The place of the row whose key has this hash and which `isIt` tells to be the one, or else the next free place, which
   * is taken by it: the row must be put there before another is looked for.
   */
  placeOf: (hash: number, isIt: (place: number) => boolean) => number;
}

const fewest = 1 << 8;

/** How far it is to the slot that is tried next: odd, so that all are met, and beyond any run of neighbours. */
const far = 0x9e3779b1;

/** A table with open addressing: slots hold places, counted from 1, and at least half of them are free. */
export function createPlaces({ hashAt }: PlacesOptions): Places {
  let slots = new Uint32Array(fewest);
  let count = 0;
  const grow = () => {
    slots = new Uint32Array(2 * slots.length);
    for (let place = 0; place < count; place += 1) {
      let slot = hashAt(place) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + far) & (slots.length - 1);
      slots[slot] = place + 1;
    }
  };
  return {
    placeOf: (hash, isIt) => {
      if (2 * (count + 1) > slots.length) grow();
      let slot = hash & (slots.length - 1);
      for (let kept = slots[slot] ?? 0; kept !== 0; kept = slots[slot] ?? 0) {
        if (isIt(kept - 1)) return kept - 1;
        slot = (slot + far) & (slots.length - 1);
      }
      count += 1;
      slots[slot] = count;
      return count - 1;
    },
  };
}

/**
 * A whole number made of a key: of rows that differ in the question alone the numbers, and so the slots, are neighbours as
 * their questions are. Files go through the questions in their order, and memory that was just touched is near at hand.
 */
export function hashOfKey(models: number, round: number, question: number): number {
  return (mix(models, round) + question) >>> 0;
}

/** Two numbers as one; the order counts. (The constants are the golden ratio's and Murmur's.) */
export function mix(one: number, other: number): number {
  let mixed = Math.imul(Math.imul(one, far) ^ other, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
