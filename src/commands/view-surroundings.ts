/** Tells whether what judgments are compared with has changed: the questions and the answers. */

import { stat } from 'node:fs/promises';
import { listAnswerFiles } from '../store/answers.ts';
import { questionsFile } from '../store/paths.ts';

/** A look that is true where anything is other than at the look before. */
export function followSurroundings({
  dataDir,
  bench,
}: {
  dataDir: string;
  bench: string;
}): () => Promise<boolean> {
  let before = '';
  return async () => {
    const files = [await questionsFile(dataDir, bench), ...(await listAnswerFiles(dataDir, bench))];
    const now = JSON.stringify(await Promise.all(files.map(signature)));
    const changed = now !== before;
    before = now;
    return changed;
  };
}

async function signature(file: string): Promise<string> {
  const known = await stat(file).catch(() => undefined);
  return known ? `${file} ${known.ino} ${known.size} ${known.mtimeMs}` : file;
}
