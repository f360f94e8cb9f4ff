/** The completion probe: makes benches of first halves, and says how they are to be run. */

import { makeCompletion } from '../benchmarks/completion/make.ts';
import { placementsOf } from '../benchmarks/fresh/fresh-bench.ts';
import { UserError } from '../errors.ts';
import { resolveTargets } from '../generate/resolve-targets.ts';
import type { CallSettings, ModelChoice } from '../generate/settings.ts';
import { questionKey } from '../records/question.ts';
import { completionBench } from '../results/contamination/pairs.ts';
import type { BenchPair } from '../results/contamination/value.ts';
import { completionPairs } from '../results/read/contamination/completion.ts';
import { loadContaminationProbes } from '../store/bench/probe-material.ts';
import { sampleQuestions } from '../store/bench/selection/sample.ts';
import { placeFiles } from '../store/files/place-files.ts';
import type { SharedSettings } from './settings.ts';
import type { SuitePart } from './suite.ts';

export interface CompletionSettings extends Pick<SharedSettings, 'configFile' | 'env' | 'onSecrets'> {
  /** One model. */
  model: ModelChoice;
  calls?: Partial<CallSettings> | undefined;
  /** Items of each side; 100 where it is left out. */
  limit?: number | undefined;
}

interface Where {
  dataDir: string;
  pairs: readonly BenchPair[];
  only?: readonly string[] | undefined;
}

/** What asks the model, and its id in results. */
export interface CompletionPlan {
  modelId: string;
  parts: SuitePart[];
  /** What the benches are made of, a line each. */
  report: string[];
}

const defaultLimit = 100;

/** Writes the benches of first halves, and asks nothing. No pair with questions on disk is a UserError. */
export async function planCompletion(
  where: Where,
  { model, calls = {}, limit = defaultLimit, ...shared }: CompletionSettings,
): Promise<CompletionPlan> {
  const { dataDir } = where;
  const { pairs: patterns, completion } = await loadContaminationProbes();
  const pairs = await completionPairs({ ...where, patterns });
  if (pairs.length === 0) {
    throw new UserError(
      'there is no pair of a public and a fresh bench whose questions are both here: import the public one (mt-judge import gsm8k), make a fresh one (mt-judge bench make gsm-fresh --seed <n> --count <k>), or name two with --pair <fresh>=<public>',
    );
  }
  const { configFile, env = {} } = shared;
  const resolving = { dataDir, configFile, env, calls, needsKey: false, flag: '--model' as const };
  const [target] = await resolveTargets(model, resolving);
  const plan: CompletionPlan = { modelId: target?.modelId ?? '', parts: [], report: [] };
  for (const pair of pairs) {
    const name = completionBench(pair);
    const made = await makeCompletion({ dataDir, name, pair }, completion);
    // The file is made of the two benches alone: whatever it was made of before is out of date.
    await placeFiles(placementsOf(made, dataDir), { overwrite: true, remedy: 'remove it' });
    const questionIds = (['public', 'fresh'] as const).flatMap((side) =>
      sampleQuestions(
        made.questions.filter(({ category }) => category === side),
        { count: limit, seed: 0 },
      ).map(questionKey),
    );
    plan.report.push(...made.report, `asked: ${questionIds.length}, at most ${limit} of each`);
    plan.parts.push({
      bench: { bench: name },
      settings: {
        ...shared,
        dataDir,
        bench: name,
        select: { questionIds },
        calls,
        models: model,
        judges: [],
      },
    });
  }
  return plan;
}
