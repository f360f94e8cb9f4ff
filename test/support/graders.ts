/** Golden verdicts and data files that lie next to the repository, where they do; they are no part of it. */

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = new URL('../../../shared/graders/', import.meta.url);

export const goldenAreHere = existsSync(folder);

/** Records of a `.jsonl`, `.jsonl.gz` or `.json` file. */
export function readShared<T>(path: string): T[] {
  const bytes = readFileSync(new URL(path, folder));
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  if (path.endsWith('.json')) return JSON.parse(text) as T[];
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as T);
}
