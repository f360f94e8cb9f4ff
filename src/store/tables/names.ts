/** Names and texts that many rows bear, kept once. */

/** Gives the first of equal texts for each of them. */
export function createOnce(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return first ?? text;
  };
}

/** Numbers for names. */
export interface Names {
  /** The number of a name, from 0 in the order of first appearance. */
  numberOf: (name: string) => number;
  nameOf: (number: number) => string;
  /** All names, by number. */
  all: readonly string[];
}

export function createNames(): Names {
  const numbers = new Map<string, number>();
  const all: string[] = [];
  let last = { name: '', number: -1 };
  return {
    numberOf: (name) => {
      // Names come in runs, and two strings are compared sooner than one is hashed.
      if (last.number !== -1 && name === last.name) return last.number;
      const number = numbers.get(name) ?? all.push(name) - 1;
      if (number === all.length - 1) numbers.set(name, number);
      last = { name, number };
      return number;
    },
    nameOf: (number) => all[number] ?? '',
    all,
  };
}

/** Equal values have one number, and the first of them is kept. */
export interface Shared<Value, From> {
  /** What was met last is remembered for each `group`, a small number. */
  numberOf: (from: From, group?: number) => number;
  all: readonly Value[];
}

export interface SharedOptions<Value, From> {
  /** A text that tells values apart. */
  keyOf: (from: From) => string;
  make: (from: From) => Value;
  /** Whether a value is the one that would be made; it spares most rows the key. */
  is: (value: Value, from: From) => boolean;
}

/** How many of the values that were met last are compared before a key is made: turns and judges take turns. */
const recently = 4;

export function createShared<Value, From>(options: SharedOptions<Value, From>): Shared<Value, From> {
  const keys = createNames();
  const all: Value[] = [];
  const recentOf: number[][] = [];
  const numberOf = (from: From, group = 0): number => {
    const recent = recentOf[group] ?? [];
    for (const number of recent) {
      const value = all[number];
      if (value !== undefined && options.is(value, from)) return number;
    }
    const number = keys.numberOf(options.keyOf(from));
    if (number === all.length) all.push(options.make(from));
    recentOf[group] = [number, ...recent.filter((each) => each !== number)].slice(0, recently);
    return number;
  };
  return { numberOf, all };
}
