/** The tables that tell languages from each other: n-grams of characters, and how often each was seen in each language. */

import { z } from 'zod';

export interface LanguageProfiles {
  languages: readonly Language[];
  /** The keys of the n-grams, ascending: UTF-16 code units as digits in base 65536. */
  keys: Float64Array;
  /** By hash of the key, 1 more than the n-gram's index, or 0 where there is none. */
  slots: Uint32Array;
  /** Where the pairs of each n-gram start; the last element is the count of all. */
  starts: Uint32Array;
  /** Of each pair the language, an index into `languages`, and how often the n-gram was seen in it. */
  pairLanguages: Uint8Array;
  pairCounts: Uint32Array;
  /** Of the Chinese characters from U+4E00 on, the one that each counts as, or 0. */
  sameAs: Uint16Array;
}

interface Language {
  name: string;
  /** How many n-grams of one, two and three characters were seen. */
  totals: readonly number[];
}

const headerSchema = z.object({
  languages: z.array(z.object({ name: z.string(), totals: z.array(z.number()) })),
  ngrams: z.int(),
  pairs: z.int(),
});
const firstChinese = 0x4e00;
const chineseCount = 0x5200;
/** Three times as many slots as there are n-grams. */
const slotBits = 18;
const lastSlot = 2 ** slotBits - 1;

/** Takes apart what language-profiles/make.mjs packs, without a copy. */
export function openProfiles(buffer: ArrayBuffer): LanguageProfiles {
  const headerLength = new DataView(buffer).getUint32(0, true);
  const header = new TextDecoder().decode(new Uint8Array(buffer, 4, headerLength));
  const { languages, ngrams, pairs } = headerSchema.parse(JSON.parse(header));
  let at = 4 + headerLength;
  const next = (bytes: number) => {
    at += bytes;
    return at - bytes;
  };
  const keys = new Float64Array(buffer, next(8 * ngrams), ngrams);
  const pairCounts = new Uint32Array(buffer, next(4 * pairs), pairs);
  const sameAs = new Uint16Array(buffer, next(2 * chineseCount), chineseCount);
  const lengths = new Uint8Array(buffer, next(ngrams), ngrams);
  const pairLanguages = new Uint8Array(buffer, next(pairs), pairs);
  const starts = new Uint32Array(ngrams + 1);
  for (let i = 0; i < ngrams; i += 1) starts[i + 1] = (starts[i] ?? 0) + (lengths[i] ?? 0);
  return { languages, keys, slots: hashed(keys), starts, pairLanguages, pairCounts, sameAs };
}

/** Where the n-gram of this key is, or −1 for one in no profile. */
export function findNgram({ keys, slots }: LanguageProfiles, key: number): number {
  let slot = slotOf(key);
  let index = (slots[slot] ?? 0) - 1;
  while (index !== -1 && keys[index] !== key) {
    slot = (slot + 1) & lastSlot;
    index = (slots[slot] ?? 0) - 1;
  }
  return index;
}

/** A hash table with open addressing. */
function hashed(keys: Float64Array): Uint32Array {
  const slots = new Uint32Array(lastSlot + 1);
  for (let index = 0; index < keys.length; index += 1) {
    let slot = slotOf(keys[index] ?? 0);
    while (slots[slot] !== 0) slot = (slot + 1) & lastSlot;
    slots[slot] = index + 1;
  }
  return slots;
}

/** Keys have up to 48 bits, of which `|` takes the lower 32. */
function slotOf(key: number): number {
  return Math.imul((key | 0) ^ Math.imul((key / 4294967296) | 0, 0x85ebca6b), 0x9e3779b1) >>> (32 - slotBits);
}

/** How many characters the n-gram of this key has. */
export function ngramLength(key: number): number {
  if (key < 65536) return 1;
  return key < 65536 ** 2 ? 2 : 3;
}

/** The Chinese character that this one counts as, or the character itself. Takes and gives code points. */
export function sameCharacter({ sameAs }: LanguageProfiles, code: number): number {
  return sameAs[code - firstChinese] || code;
}
