/** A small seeded generator, so that every resampled figure can be had again from its seed, on any version of Node. */

export interface Random {
  /** A whole number from 0 to 2^32 − 1. */
  uint32: () => number;
  /** A number in [0, 1), a multiple of 2^-53. */
  uniform: () => number;
  /** A whole number from 0 to `count` − 1, each equally likely. Throws a RangeError unless 1 ≤ count ≤ 2^32. */
  below: (count: number) => number;
}

/**
 * xoshiro128** 1.1 (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4)), its state
 * filled from a whole number `seed` ≥ 0 by SplitMix32. Equal seeds give equal sequences. Throws a RangeError for any
 * other seed.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`the seed must be a whole number from 0, not ${seed}`);
  }
  // The high half goes in too, so that seeds beyond 2^32 are not folded onto small ones.
  let mix = (seed ^ Math.imul(Math.floor(seed / 4294967296), 0x9e3779b9)) >>> 0;
  const word = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  return randomFromState([word(), word(), word(), word()]);
}

/** xoshiro128** from its four words of 32 bits, not all zero: what the published test vectors are given for. */
export function randomFromState(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state;
  if ((a | b | c | d) === 0) throw new RangeError('the state must not be all zero');
  const uint32 = () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  return { uint32, uniform, below: (count) => drawer(uint32, count)() };
}

/** Draws are thrown away above the largest multiple of `count`: a bare remainder would prefer small numbers. */
function drawer(uint32: () => number, count: number): () => number {
  if (!(Number.isInteger(count) && count >= 1 && count <= 4294967296)) {
    throw new RangeError(`the count must be a whole number from 1 to 2^32, not ${count}`);
  }
  const limit = 4294967296 - (4294967296 % count);
  return () => {
    let draw = uint32();
    while (draw >= limit) draw = uint32();
    return draw % count;
  };
}

/** `count` indices drawn from 0…count − 1 with replacement: one bootstrap sample, in the order drawn. */
export function resampleIndices(count: number, random: Random): Int32Array {
  const indices = new Int32Array(count);
  if (count === 0) return indices;
  const next = drawer(random.uint32, count);
  for (let draw = 0; draw < count; draw += 1) indices[draw] = next();
  return indices;
}

/**
 * How often each of 0…count − 1 was drawn in `count` draws with replacement: the same bootstrap sample as
 * `resampleIndices` from the same state. `into` is overwritten and returned, to spare an allocation a round.
 */
export function resampleMultiplicities(
  count: number,
  random: Random,
  into: Int32Array = new Int32Array(count),
): Int32Array {
  into.fill(0);
  if (count === 0) return into;
  const next = drawer(random.uint32, count);
  for (let draw = 0; draw < count; draw += 1) {
    const index = next();
    into[index] = (into[index] ?? 0) + 1;
  }
  return into;
}
