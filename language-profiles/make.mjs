/**
 * Packs the language profiles of langdetect 1.0.9 (PyPI) into langdetect-1.0.9.bin.gz:
 *
 *   node language-profiles/make.mjs <folder "langdetect" of the unpacked langdetect-1.0.9.tar.gz>
 *
 * Three tables one after the other, of numbers in base 128, low digits first, each but the last of a number plus 128:
 * the languages (name, how many n-grams of one, two and three characters its profile was made of), the n-grams in
 * ascending order of their key (keys as differences, how many languages have each, which, how often), and the Chinese
 * characters that count as one. The key of an n-gram is its UTF-16 code units as digits in base 65536.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node language-profiles/make.mjs <folder of langdetect 1.0.9>');

const names = readdirSync(join(folder, 'profiles')).sort();
const profiles = names.map((name) => JSON.parse(readFileSync(join(folder, 'profiles', name), 'utf8')));
const ngrams = new Map();
for (const [language, { freq }] of profiles.entries()) {
  for (const [ngram, count] of Object.entries(freq)) {
    const key = [...ngram].reduce((sum, character) => sum * 65536 + character.charCodeAt(0), 0);
    ngrams.set(key, [...(ngrams.get(key) ?? []), { language, count }]);
  }
}
const sorted = [...ngrams].sort(([a], [b]) => a - b);
const entries = sorted.flatMap(([, counts]) => counts);

const bytes = [];
put(names.length);
for (const [index, name] of names.entries()) {
  for (const number of [name.length, ...Buffer.from(name), ...profiles[index].n_words]) put(number);
}
put(sorted.length);
for (const [index, [key]] of sorted.entries()) put(key - (sorted[index - 1]?.[0] ?? 0));
for (const [, counts] of sorted) put(counts.length);
for (const { language } of entries) put(language);
for (const { count } of entries) put(count);
const groups = readFileSync(join(folder, 'utils', 'messages.properties'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('NGram.KANJI_'))
  .map((line) => [...line.matchAll(/\\u([0-9A-F]{4})/g)].map(([, hex]) => Number.parseInt(hex, 16)));
put(groups.length);
for (const group of groups) for (const number of [group.length, ...group]) put(number);

writeFileSync(
  new URL('langdetect-1.0.9.bin.gz', import.meta.url),
  gzipSync(Buffer.from(bytes), { level: 9 }),
);

function put(number) {
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}
