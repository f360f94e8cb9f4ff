/** Gathers the grades of continuations of public and fresh texts. */

import { join } from 'node:path';
import type { PairPattern } from '../../../records/bench/contamination.ts';
import { filesIn, packageDir } from '../../../store/bench/paths.ts';
import type { CompletionEvidence } from '../../contamination/completion.ts';
import { completionBench, pairsAmong } from '../../contamination/pairs.ts';
import type { BenchPair } from '../../contamination/value.ts';
import { readJudgedBench } from './bench-scores.ts';

interface PairQuery {
  dataDir: string;
  patterns: readonly PairPattern[];
  /** Named by the user. */
  pairs: readonly BenchPair[];
  /** Only pairs with one of these on either side. */
  only?: readonly string[] | undefined;
}

/** The pairs of two different texts whose questions are both there; and those that the user has named, as they are. */
export async function completionPairs({ dataDir, patterns, pairs, only }: PairQuery): Promise<BenchPair[]> {
  const folders = [dataDir, packageDir].map((folder) => join(folder, 'questions'));
  const files = (await Promise.all(folders.map((folder) => filesIn(folder, '.jsonl')))).flat();
  const benches = [...new Set(files)].map((file) => file.slice(0, -'.jsonl'.length)).sort();
  const isWanted = (pair: BenchPair) =>
    only?.some((name) => name === pair.fresh || name === pair.public) ?? true;
  const declared = pairsAmong(benches, patterns).filter(
    (pair) => !pair.same_questions && benches.includes(pair.public) && isWanted(pair),
  );
  const names = new Set(declared.map(completionBench));
  return [...declared, ...pairs.filter((pair) => !names.has(completionBench(pair)))];
}

/** What is on disk of the model; nothing where it was never asked. */
export async function gatherCompletion(query: PairQuery & { model: string }): Promise<CompletionEvidence[]> {
  const { dataDir, model } = query;
  const evidence: CompletionEvidence[] = [];
  for (const pair of await completionPairs(query)) {
    const bench = completionBench(pair);
    const judged = await readJudgedBench(dataDir, { bench });
    if (!judged.models.has(model)) continue;
    for (const judge of judged.judges.filter((id) => id.startsWith('completion:'))) {
      const { demo, scores, rows } = await judged.read(judge, model);
      evidence.push({ pair, bench, judge, demo, model, scores, rows });
    }
  }
  return evidence;
}
