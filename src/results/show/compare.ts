/** A base against its candidates: gathers, compares, and puts them in order. */

import { UserError } from '../../errors.ts';
import { compareCandidate } from '../compare/compare.ts';
import type { CompareSettings } from '../compare/settings.ts';
import type { CandidateComparison, CompareNote, CompareValue } from '../compare/value.ts';
import { gatherEvidence } from '../read/compare/benches.ts';

/** The comparison, and what is worth a line next to it. Models without common questions are a UserError. */
export async function compareModels(
  settings: CompareSettings,
): Promise<{ value: CompareValue; notes: CompareNote[] }> {
  const { base, candidates, sizes } = settings;
  if (candidates.includes(base)) throw new UserError(`${base} cannot be compared with itself`);
  const { findings, different, notes } = await gatherEvidence(settings);
  const compared = candidates.map((model) =>
    compareCandidate({ model, sizeGb: sizes[model] ?? null, findings: findings.get(model) ?? [] }),
  );
  const value = {
    base,
    base_size_gb: sizes[base] ?? null,
    demo: compared.some(({ benches }) => benches.some(({ demo }) => demo)),
    different_settings: different,
    candidates: bySize(compared),
  };
  return { value, notes };
}

/** Largest first where the sizes are known; else in the order given. */
function bySize(candidates: readonly CandidateComparison[]): CandidateComparison[] {
  return [...candidates].sort((a, b) => (b.size_gb ?? 0) - (a.size_gb ?? 0));
}
