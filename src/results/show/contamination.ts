/** The probes for contamination on what is on disk: gathers, compares, and puts them together. */

import { UserError } from '../../errors.ts';
import { loadContaminationProbes } from '../../store/bench/probe-material.ts';
import { idsNamed } from '../../store/bench/selection/named-ids.ts';
import { compareCompletion } from '../contamination/completion.ts';
import { compareFresh } from '../contamination/fresh.ts';
import type { BenchPair, ContaminationValue } from '../contamination/value.ts';
import { benchesIn } from '../read/compare/benches.ts';
import { gatherCompletion } from '../read/contamination/completion.ts';
import { gatherFresh } from '../read/contamination/fresh.ts';
import { allIdsIn } from '../read/named.ts';

export interface ProbeSettings {
  dataDir: string;
  /** As in results. */
  model: string;
  /** Only pairs with one of these on either side. */
  only?: readonly string[] | undefined;
  /** Next to those that the package declares. */
  pairs: readonly BenchPair[];
  judges?: readonly string[] | undefined;
  judgePrompts?: string | undefined;
  allowDifferentSettings: boolean;
  /** Of the permutation test. */
  seed: number;
}

/** What was found, and what is worth a line next to it. A model without results for any pair, or for one that was named, is a UserError. */
export async function probeContamination(
  given: ProbeSettings,
): Promise<{ value: ContaminationValue; notes: string[] }> {
  const { dataDir, seed } = given;
  const { pairs: patterns } = await loadContaminationProbes();
  const all = await benchesIn(dataDir);
  const benches = all.filter((bench) => !bench.startsWith('completion-'));
  const known = { dataDir, ids: () => allIdsIn(dataDir, all) };
  const [model = given.model] = await idsNamed([given.model], known);
  const judges = given.judges && (await idsNamed(given.judges, known));
  const settings = { ...given, model, judges };
  const gathered = await gatherFresh({ ...settings, benches, patterns });
  const fresh = gathered.evidence.flatMap((each) => compareFresh(each) ?? []);
  const completion = (await gatherCompletion({ ...settings, patterns })).flatMap(
    (each) => compareCompletion(each, seed) ?? [],
  );
  const isProbed = (pair: BenchPair) =>
    completion.some((each) => each.pair.fresh === pair.fresh && each.pair.public === pair.public);
  const missing = gathered.missing.find(({ pair }) => !isProbed(pair));
  if (missing) throw new UserError(`${missing.reason} (--pair)`);
  if (fresh.length === 0 && completion.length === 0)
    throw new UserError(nothingFound(model, gathered.lacking));
  const value = {
    model,
    demo: [...fresh, ...completion].some(({ demo }) => demo),
    different_settings: gathered.different,
    fresh,
    completion,
  };
  return { value, notes: [...gathered.lacking, ...gathered.notes] };
}

function nothingFound(model: string, lacking: readonly string[]): string {
  const what = `${model} has no results for a pair of a public and a fresh bench`;
  const way =
    lacking.length > 0
      ? lacking.join('; ')
      : 'make a fresh one (mt-judge bench make gsm-fresh --seed <n> --count <k>), run both benches, or name two with --pair <fresh>=<public>';
  return `${what}: ${way}`;
}
