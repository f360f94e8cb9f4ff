/** The judgment files of a bench. */

import { join } from 'node:path';
import { filesIn, type JudgmentMode } from '../bench/paths.ts';

/** The judgment files of a bench in a mode, sorted by name. */
export async function listJudgmentFiles(
  dataDir: string,
  bench: string,
  mode: JudgmentMode,
): Promise<string[]> {
  const folder = join(dataDir, 'judgments', bench);
  return (await filesIn(folder, `_${mode}.jsonl`)).map((name) => join(folder, name));
}
