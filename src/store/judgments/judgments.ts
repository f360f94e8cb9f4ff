/** The judgment files of a bench. */

import { join } from 'node:path';
import { filesIn, type JudgmentMode } from '../bench/paths.ts';

/**
 * The judgment files of a bench in a mode, sorted by judge; a judge's default set comes before its other sets, whose
 * newer rows stand in files of their own.
 */
export async function listJudgmentFiles(
  dataDir: string,
  bench: string,
  mode: JudgmentMode,
): Promise<string[]> {
  const folder = join(dataDir, 'judgments', bench);
  const ending = `_${mode}.jsonl`;
  const stems = (await filesIn(folder, ending)).map((name) => name.slice(0, -ending.length)).sort();
  return stems.map((stem) => join(folder, `${stem}${ending}`));
}
