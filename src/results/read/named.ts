/** The judges and models that flags name, as the ids that judgments are read by. */

import { idsNamed, type Known } from '../../store/bench/selection/named-ids.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { readPairs } from '../../store/judgments/pairs.ts';
import { readSingles } from '../../store/judgments/singles.ts';
import type { ReportOptions } from '../settings.ts';

type Named = Pick<
  ReportOptions,
  'dataDir' | 'bench' | 'inputFile' | 'mode' | 'judge' | 'modelList' | 'baseline' | 'compare' | 'anchor'
>;

/** The same options, whatever name they give a judge or a model by. */
export async function withIds<Options extends Named>(options: Options): Promise<Options> {
  const { judge, modelList, baseline, compare, anchor } = options;
  const known = knownTo(options);
  const found: Pick<Named, 'judge' | 'modelList' | 'baseline' | 'compare' | 'anchor'> = {};
  if (judge) found.judge = await idsNamed(judge, known);
  if (modelList) found.modelList = await idsNamed(modelList, known);
  if (compare) found.compare = await idsNamed(compare, known);
  if (baseline !== undefined) found.baseline = await idNamed(baseline, known);
  if (anchor) found.anchor = { ...anchor, model: await idNamed(anchor.model, known) };
  return { ...options, ...found };
}

/** Ids of judges and models in the single judgments of benches. */
export async function idsIn(
  dataDir: string,
  benches: readonly string[],
): Promise<{ judges: readonly string[]; models: readonly string[] }> {
  const files = await Promise.all(benches.map((bench) => listJudgmentFiles(dataDir, bench, 'single')));
  const { columns } = await readSingles(files.flat());
  return { judges: columns.judge.values, models: columns.model.values };
}

/** The same as one list. */
export async function allIdsIn(dataDir: string, benches: readonly string[]): Promise<string[]> {
  const { judges, models } = await idsIn(dataDir, benches);
  return [...judges, ...models];
}

async function idNamed(name: string, known: Known): Promise<string> {
  const [id = name] = await idsNamed([name], known);
  return id;
}

function knownTo({ dataDir, bench, inputFile, mode }: Named): Known {
  const ids = async () => {
    if (mode === 'single' && inputFile === undefined) return allIdsIn(dataDir, [bench]);
    const kind = mode === 'single' ? 'single' : 'pair';
    const files = inputFile === undefined ? await listJudgmentFiles(dataDir, bench, kind) : [inputFile];
    if (mode === 'single') {
      const { columns } = await readSingles(files);
      return [...columns.judge.values, ...columns.model.values];
    }
    const { pairs, votes } = await readPairs(files);
    const { judge, model_1, model_2 } = pairs.columns;
    const { judge: voter, model_a, model_b } = votes.columns;
    const sides = [model_1, model_2, model_a, model_b].flatMap(({ values }) => [...values]);
    return [...judge.values, ...[...voter.values].filter((name) => name !== undefined), ...sides];
  };
  return { ids, dataDir };
}
