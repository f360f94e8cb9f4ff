/** The comparison of candidates with their base as a function. Nothing is printed, nothing is written. */

import type { Margins } from '../results/compare/settings.ts';
import type { CompareValue } from '../results/compare/value.ts';
import { compareModels } from '../results/show/compare.ts';

/** Whatever has a default may be left out. */
export interface CompareModelsSettings {
  /** The current folder where it is left out. */
  dataDir?: string;
  /** Model ids, as in results. */
  base: string;
  candidates: readonly string[];
  /** All that both have results for where they are left out. */
  benches?: readonly string[];
  judges?: readonly string[];
  judgePrompts?: string;
  /** `key=value` on what the questions' records say, as `--filter` takes them. */
  filters?: readonly string[];
  /** In points of each bench's scale; 0.01 of accuracy and 0.2 of a score from 1 to 10 where they are left out. */
  margins?: Margins;
  allowDifferentSettings?: boolean;
  /** In gigabytes, by model id. */
  sizes?: Readonly<Record<string, number>>;
  /** Of the permutation test; 1 where it is left out. */
  seed?: number;
  /** Is given a line for each thing that was left out. */
  onWarning?: (line: string) => void;
}

/** What `mt-judge compare --format json` prints. Rejects with a UserError for bad input. */
export async function compare({
  dataDir = '.',
  margins = {},
  allowDifferentSettings = false,
  sizes = {},
  seed = 1,
  onWarning,
  ...given
}: CompareModelsSettings): Promise<CompareValue> {
  const settings = { ...given, dataDir, margins, allowDifferentSettings, sizes, seed };
  const { value, notes } = await compareModels(settings);
  for (const note of notes) onWarning?.(note.text);
  return value;
}
