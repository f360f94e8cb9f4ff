/** Loads the tables that a language is detected by. They come with the package (language-profiles/make.mjs). */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { packageDir } from './paths.ts';

/** The unpacked bytes, 1.7 MB. Throws where the file is missing. */
export function readLanguageProfiles(): ArrayBuffer {
  const packed = readFileSync(join(packageDir, 'language-profiles', 'langdetect-1.0.9.bin.br'));
  const { buffer, byteOffset, byteLength } = new Uint8Array(brotliDecompressSync(packed));
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
