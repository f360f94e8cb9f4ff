/**
 * Python's `random.Random`: the Mersenne Twister MT19937 (Matsumoto & Nishimura 1998, ACM TOMS 8(1)), seeded by
 * `init_by_array`, and the draws that langdetect and `sample` make of it. Equal seeds give Python's sequences (3.2 to 3.14).
 */

export interface PythonRandom {
  /** `random()`: a number in [0, 1) with 53 random bits. */
  random: () => number;
  /** `gauss(0, 1)`: by pairs, as Python draws it. */
  gauss: () => number;
  /** The index that `choice` takes of a sequence with `count` elements, 1 ≤ count < 2^32. */
  choice: (count: number) => number;
  /** Whether anything was drawn. */
  isUsed: () => boolean;
}

const size = 624;
const shift = 397;

/** `random.Random(seed)` for a whole number from 0 to 2^32 − 1. */
export function pythonRandom(seed: number): PythonRandom {
  return drawingFrom(() => seededState(seed));
}

/** As many generators as wanted with one seed, each at its start: seeding takes long for a few draws. */
export function pythonRandoms(seed: number): () => PythonRandom {
  const state = seededState(seed);
  return () => drawingFrom(() => state.slice());
}

function drawingFrom(startState: () => Uint32Array): PythonRandom {
  let state: Uint32Array | undefined;
  // Most questions draw nothing, so that seeding waits.
  const next = words(() => {
    state ??= startState();
    return state;
  });
  const random = () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  let second: number | undefined;
  const gauss = () => {
    if (second !== undefined) {
      const kept = second;
      second = undefined;
      return kept;
    }
    const angle = random() * 2 * Math.PI;
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    second = Math.sin(angle) * radius;
    return Math.cos(angle) * radius;
  };
  const choice = (count: number) => {
    const unused = Math.clz32(count);
    let index = next() >>> unused;
    while (index >= count) index = next() >>> unused;
    return index;
  };
  return { random, gauss, choice, isUsed: () => state !== undefined };
}

/** `init_by_array([seed])` of the reference implementation, and the first twist. */
function seededState(seed: number): Uint32Array {
  const state = new Uint32Array(size);
  state[0] = 19650218;
  for (let i = 1; i < size; i += 1) state[i] = Math.imul(1812433253, mixed(state, i)) + i;
  let at = 1;
  for (let k = 0; k < size; k += 1) {
    state[at] = ((state[at] ?? 0) ^ Math.imul(mixed(state, at), 1664525)) + seed;
    at = advanced(state, at);
  }
  for (let k = 0; k < size - 1; k += 1) {
    state[at] = ((state[at] ?? 0) ^ Math.imul(mixed(state, at), 1566083941)) - at;
    at = advanced(state, at);
  }
  state[0] = 0x80000000;
  twist(state);
  return state;
}

function mixed(state: Uint32Array, at: number): number {
  const before = state[at - 1] ?? 0;
  return before ^ (before >>> 30);
}

function advanced(state: Uint32Array, at: number): number {
  if (at + 1 < size) return at + 1;
  state[0] = state[size - 1] ?? 0;
  return 1;
}

/** The tempered outputs, whole numbers from 0 to 2^32 − 1. */
function words(stateNow: () => Uint32Array): () => number {
  let at = 0;
  return () => {
    const state = stateNow();
    if (at === size) {
      twist(state);
      at = 0;
    }
    let word = state[at] ?? 0;
    at += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < size; i += 1) {
    const pair = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % size] ?? 0) & 0x7fffffff);
    state[i] = (state[(i + shift) % size] ?? 0) ^ (pair >>> 1) ^ (pair & 1 ? 0x9908b0df : 0);
  }
}
