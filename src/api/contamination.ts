/** The probes for contamination as a function. Nothing is printed. */

import { readPair } from '../results/contamination/pairs.ts';
import type { ContaminationValue } from '../results/contamination/value.ts';
import { probeContamination } from '../results/show/contamination.ts';

/** Whatever has a default may be left out. */
export interface ContaminationSettings {
  /** The current folder where it is left out. */
  dataDir?: string | undefined;
  /** Model id, as in results. */
  model: string;
  /** Only pairs with one of these on either side. */
  benches?: readonly string[] | undefined;
  /** `<fresh>=<public>`, next to the pairs that the package declares. */
  pairs?: readonly string[] | undefined;
  judges?: readonly string[] | undefined;
  judgePrompts?: string | undefined;
  allowDifferentSettings?: boolean | undefined;
  /** Is given a line for each thing that was left out. */
  onWarning?: ((line: string) => void) | undefined;
}

/** What `mt-judge contamination --format json` prints. Rejects with a UserError for bad input. */
export async function contamination({
  dataDir = '.',
  pairs = [],
  benches: only,
  allowDifferentSettings = false,
  onWarning,
  ...given
}: ContaminationSettings): Promise<ContaminationValue> {
  const settings = { ...given, dataDir, only, pairs: pairs.map(readPair), allowDifferentSettings };
  const { value, notes } = await probeContamination(settings);
  for (const note of notes) onWarning?.(note);
  return value;
}
