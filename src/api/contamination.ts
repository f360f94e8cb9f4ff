/** The probes for contamination as a function. Nothing is printed. */

import { readPair } from '../results/contamination/pairs.ts';
import type { ContaminationValue } from '../results/contamination/value.ts';
import { probeContamination } from '../results/show/contamination.ts';
import { type CompletionPlan, type CompletionSettings, planCompletion } from './completion.ts';

/** Which benches are looked at. Whatever has a default may be left out. */
interface Benches {
  /** The current folder where it is left out. */
  dataDir?: string | undefined;
  /** `<fresh>=<public>`, next to the pairs that the package declares. */
  pairs?: readonly string[] | undefined;
  /** Only pairs with one of these on either side. */
  benches?: readonly string[] | undefined;
}

export interface ContaminationSettings extends Benches {
  /** Model id, as in results. */
  model: string;
  judges?: readonly string[] | undefined;
  judgePrompts?: string | undefined;
  allowDifferentSettings?: boolean | undefined;
  /** Of the permutation test; 1 where it is left out. */
  seed?: number | undefined;
  /** Is given a line for each thing that was left out. */
  onWarning?: ((line: string) => void) | undefined;
}

/** What `mt-judge contamination --format json` prints, from what is on disk. Rejects with a UserError for bad input. */
export async function contamination({
  dataDir = '.',
  pairs = [],
  benches: only,
  allowDifferentSettings = false,
  seed = 1,
  onWarning,
  ...given
}: ContaminationSettings): Promise<ContaminationValue> {
  const settings = { ...given, dataDir, only, pairs: pairs.map(readPair), allowDifferentSettings, seed };
  const { value, notes } = await probeContamination(settings);
  for (const note of notes) onWarning?.(note);
  return value;
}

/**
 * Writes a bench of first halves for each pair, `questions/completion-<public>-<fresh>.jsonl` and `.yaml`, and asks
 * nothing. Each part's settings are those of `run`, after which `contamination` has the answers.
 */
export function prepareCompletion(
  { dataDir = '.', pairs = [], benches: only }: Benches,
  settings: CompletionSettings,
): Promise<CompletionPlan> {
  return planCompletion({ dataDir, pairs: pairs.map(readPair), only }, settings);
}
