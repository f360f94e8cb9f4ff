/**
 * Unpacks the fonts that `--chart x.png` draws its letters with: Inter, in the alphabets that are derived from Greek. The
 * package has them as WOFF, which is the font's tables, each deflated; the rasteriser reads fonts as they are.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

const names = ['latin-400', 'latin-ext-400', 'greek-400', 'cyrillic-400'];

export function unpackFonts(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const woff = readFileSync(`node_modules/@fontsource/inter/files/inter-${name}-normal.woff`);
    writeFileSync(`${folder}/inter-${name}.ttf`, unpack(woff));
  }
}

/** W3C, WOFF File Format 1.0: a header of 44 bytes, then 20 bytes a table; an sfnt has 12, then 16 a table. */
function unpack(woff) {
  const count = woff.readUInt16BE(12);
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  for (const [at, value] of [count, power * 16, Math.log2(power), (count - power) * 16].entries()) {
    head.writeUInt16BE(value, 4 + at * 2);
  }
  const tables = [];
  let offset = head.length;
  for (let table = 0; table < count; table += 1) {
    const entry = 44 + table * 20;
    const [from, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field));
    const bytes = woff.subarray(from, from + packed);
    const whole = packed < length ? inflateSync(bytes) : bytes;
    const target = 12 + table * 16;
    woff.copy(head, target, entry, entry + 4);
    woff.copy(head, target + 4, entry + 16, entry + 20);
    head.writeUInt32BE(offset, target + 8);
    head.writeUInt32BE(length, target + 12);
    tables.push(whole, Buffer.alloc((4 - (length % 4)) % 4));
    offset += Math.ceil(length / 4) * 4;
  }
  return Buffer.concat([head, ...tables]);
}
