/** The tables that languages are told apart by, in arrays: n-grams of characters and how likely each is in each language. */

export interface LanguageProfiles {
  languages: readonly string[];
  /** The keys of the n-grams, ascending: UTF-16 code units as digits in base 65536. */
  keys: Float64Array;
  /** Where the entries of each n-gram start; the last element is the count of all. */
  starts: Uint32Array;
  /** Of each entry the language, an index into `languages`, and the n-gram's share of those of its length. */
  entryLanguages: Uint8Array;
  shares: Float64Array;
  /** For Chinese characters that count as another one: that one's code unit. */
  sameAs: ReadonlyMap<number, number>;
}

const twoUnits = 65536;
const threeUnits = 65536 ** 2;

/** Decodes what language-profiles/make.mjs packs. */
export function decodeProfiles(bytes: Uint8Array): LanguageProfiles {
  const number = reader(bytes);
  const languages: string[] = [];
  const totals: number[][] = [];
  for (let left = number(); left > 0; left -= 1) {
    languages.push(String.fromCharCode(...times(number(), number)));
    totals.push(times(3, number));
  }
  const keys = new Float64Array(number());
  for (let i = 0, key = 0; i < keys.length; i += 1) {
    key += number();
    keys[i] = key;
  }
  const starts = new Uint32Array(keys.length + 1);
  for (let i = 0; i < keys.length; i += 1) starts[i + 1] = (starts[i] ?? 0) + number();
  const entryLanguages = new Uint8Array(starts[keys.length] ?? 0);
  for (let i = 0; i < entryLanguages.length; i += 1) entryLanguages[i] = number();
  const shares = new Float64Array(entryLanguages.length);
  for (let i = 0; i < keys.length; i += 1) {
    const length = lengthOf(keys[i] ?? 0);
    for (let entry = starts[i] ?? 0; entry < (starts[i + 1] ?? 0); entry += 1) {
      const total = totals[entryLanguages[entry] ?? 0]?.[length - 1] ?? 1;
      shares[entry] = number() / total;
    }
  }
  return { languages, keys, starts, entryLanguages, shares, sameAs: decodeGroups(number) };
}

/** Where the n-gram of this key is, or −1 for one in no profile. */
export function findNgram(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const there = keys[middle] ?? 0;
    if (there === key) return middle;
    if (there < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function lengthOf(key: number): number {
  if (key < twoUnits) return 1;
  return key < threeUnits ? 2 : 3;
}

/** Each group's characters count as its first. */
function decodeGroups(number: () => number): Map<number, number> {
  const sameAs = new Map<number, number>();
  for (let left = number(); left > 0; left -= 1) {
    const [first = 0, ...others] = times(number(), number);
    for (const other of others) sameAs.set(other, first);
  }
  return sameAs;
}

function times(count: number, number: () => number): number[] {
  return Array.from({ length: count }, number);
}

function reader(bytes: Uint8Array): () => number {
  let at = 0;
  return () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
}
