/** A base against its candidates: gathers, compares, and puts them in order. */

import { UserError } from '../../errors.ts';
import { idsNamed } from '../../store/bench/selection/named-ids.ts';
import { compareCandidate } from '../compare/compare.ts';
import type { CompareSettings } from '../compare/settings.ts';
import type { CandidateComparison, CompareNote, CompareValue } from '../compare/value.ts';
import { benchesIn, gatherEvidence } from '../read/compare/benches.ts';
import { allIdsIn } from '../read/named.ts';

/** The comparison, and what is worth a line next to it. Models without common questions are a UserError. */
export async function compareModels(
  given: CompareSettings,
): Promise<{ value: CompareValue; notes: CompareNote[] }> {
  const settings = await withIds(given);
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

/** The same, whatever name models and judges are given by. */
async function withIds(settings: CompareSettings): Promise<CompareSettings> {
  const { dataDir, benches } = settings;
  const known = { dataDir, ids: async () => allIdsIn(dataDir, benches ?? (await benchesIn(dataDir))) };
  const [base = settings.base, ...candidates] = await idsNamed(
    [settings.base, ...settings.candidates],
    known,
  );
  const judges = settings.judges && (await idsNamed(settings.judges, known));
  return { ...settings, base, candidates: [...new Set(candidates)], judges };
}

/** Largest first where the sizes are known; else in the order given. */
function bySize(candidates: readonly CandidateComparison[]): CandidateComparison[] {
  return [...candidates].sort((a, b) => (b.size_gb ?? 0) - (a.size_gb ?? 0));
}
