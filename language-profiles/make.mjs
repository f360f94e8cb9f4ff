/**
 * Packs the language profiles of langdetect 1.0.9 (PyPI) into langdetect-1.0.9.bin.br:
 *
 *   node language-profiles/make.mjs <folder "langdetect" of the unpacked langdetect-1.0.9.tar.gz>
 *
 * The length of a JSON header in four bytes, the header, and five arrays, all numbers little-endian, as they are used:
 * the n-grams' keys, ascending (64-bit floats: UTF-16 code units as digits in base 65536); of each pair of an n-gram and
 * a language how often it was seen (32 bits); of each Chinese character from U+4E00 to U+9FFF the one that it counts as,
 * or 0 (16 bits); of each n-gram how many languages have it (8 bits); of each pair the language (8 bits).
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node language-profiles/make.mjs <folder of langdetect 1.0.9>');

const names = readdirSync(join(folder, 'profiles')).sort();
const profiles = names.map((name) => JSON.parse(readFileSync(join(folder, 'profiles', name), 'utf8')));
const ngrams = new Map();
for (const [language, { freq }] of profiles.entries()) {
  for (const [ngram, count] of Object.entries(freq)) {
    const key = [...ngram].reduce((sum, character) => sum * 65536 + character.charCodeAt(0), 0);
    const pairs = ngrams.get(key) ?? [];
    pairs.push({ language, count });
    ngrams.set(key, pairs);
  }
}
const sorted = [...ngrams].sort(([a], [b]) => a - b);
const pairs = sorted.flatMap(([, ofNgram]) => ofNgram);

const same = new Uint16Array(0xa000 - 0x4e00);
for (const line of readFileSync(join(folder, 'utils', 'messages.properties'), 'utf8').split('\n')) {
  if (!line.startsWith('NGram.KANJI_')) continue;
  const codes = [...line.matchAll(/\\u([0-9A-F]{4})/g)].map(([, hex]) => Number.parseInt(hex, 16));
  for (const code of codes) same[code - 0x4e00] = codes[0];
}

const languages = names.map((name, index) => ({ name, totals: profiles[index].n_words }));
const json = JSON.stringify({ languages, ngrams: sorted.length, pairs: pairs.length });
// The arrays start at a multiple of 8 bytes.
const header = Buffer.from(json.padEnd(Math.ceil((json.length + 4) / 8) * 8 - 4));
const length = Buffer.alloc(4);
length.writeUInt32LE(header.length);
const arrays = [
  Float64Array.from(sorted, ([key]) => key),
  Uint32Array.from(pairs, ({ count }) => count),
  same,
  Uint8Array.from(sorted, ([, ofNgram]) => ofNgram.length),
  Uint8Array.from(pairs, ({ language }) => language),
];
const bytes = Buffer.concat([length, header, ...arrays.map(({ buffer }) => Buffer.from(buffer))]);
// A higher quality saves a tenth of the size, and takes half as long again to unpack.
const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
writeFileSync(new URL('langdetect-1.0.9.bin.br', import.meta.url), packed);
