/** Loads the tables that a language is detected by. They come with the package (language-profiles/make.mjs). */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageDir } from './paths.ts';

/** The unpacked bytes, 0.7 MB. Throws where the file is missing. */
export function readLanguageProfiles(): Uint8Array {
  return gunzipSync(readFileSync(join(packageDir, 'language-profiles', 'langdetect-1.0.9.bin.gz')));
}
