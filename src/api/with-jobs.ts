/** From settings to jobs: reads the bench, the prompts and models.yaml, and checks everything before anything is sent. */

import { UserError } from '../errors.ts';
import { checkDistinctFiles } from '../generate/answers/job.ts';
import { openAllAnswers, openOtherAnswers } from '../generate/judgments/existing-answers.ts';
import { resolveJudges } from '../generate/judgments/open-judges.ts';
import { pairMode } from '../generate/judgments/pairwise.ts';
import { singleMode } from '../generate/judgments/single.ts';
import type { Jobs, Judging } from '../generate/pipeline/jobs.ts';
import { type ResolveSettings, resolveTargets } from '../generate/resolve-targets.ts';
import type { JudgingSettings } from '../generate/settings.ts';
import { checkJudgePrompts } from '../judges/model/check-prompts.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import type { QuestionId } from '../records/question.ts';
import { loadJudgePrompts } from '../store/bench/judge-prompts.ts';
import { judgePromptsFile, questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../store/bench/questions.ts';
import { shardName } from '../store/bench/shard.ts';
import { type AnySettings, withDefaults } from './settings.ts';

/** Takes jobs of either kind of judgment. */
export type UseJobs<Result> = <Record extends { question_id: QuestionId }>(
  jobs: Jobs<Record>,
) => Promise<Result>;

/** Hands the jobs to `use`; the answers that they read are open until that is done. */
export async function withJobs<Result>(
  settings: AnySettings,
  { sends, use }: { /** False for a count. */ sends: boolean; use: UseJobs<Result> },
): Promise<Result> {
  const { place, select, overwrite, env, calls, answering, judging, ...choice } = withDefaults(settings);
  if (choice.judges) checkJudging(judging);
  if (choice.judges && !choice.models) checkModelList(judging);
  const all = await loadQuestions(await questionsFile(place.dataDir, place.bench));
  const questions = selectQuestions(all, select);
  noteEmptyShard(questions, settings);
  const prompts = choice.judges && (await readJudgePrompts(place.dataDir, judging.judgePrompts));
  const needsKey = sends && calls.cache !== 'replay' && settings.batch?.kind !== 'file';
  const resolving: ResolveSettings = {
    dataDir: place.dataDir,
    configFile: settings.configFile,
    env,
    calls,
    needsKey,
  };
  const models = choice.models ? await resolveTargets(choice.models, resolving) : [];
  const { judges: judgeChoice } = choice;
  const judges =
    judgeChoice && prompts
      ? await resolveJudges(judgeChoice.specs, {
          prompts,
          resolveModels: (specs) => resolveTargets({ ...judgeChoice, specs }, resolving),
          concurrency: calls.concurrency,
          timeoutMs: calls.timeoutMs,
        })
      : [];
  checkDistinctFiles(models, place);
  const named = choice.models?.modelId !== undefined;
  const jobs = { ...place, all, questions, overwrite, models, answering, named };
  if (!prompts) return use(jobs);
  // No model has answers to an empty shard, and none is missing.
  if (questions.length === 0 && models.length === 0) return use(jobs);
  const existing = choice.models
    ? await openOtherAnswers(place, judging, models)
    : await openAllAnswers(place, judging);
  try {
    return await judged(judging, { judges, prompts, existing }, { jobs, use });
  } finally {
    for (const reader of existing) await reader.close();
  }
}

/** The jobs with their judging, in the mode that is asked for. */
function judged<Result>(
  { mode, baseline, repeats }: JudgingSettings,
  among: Omit<Judging<never>, 'mode' | 'repeats'>,
  { jobs, use }: { jobs: Jobs<never>; use: UseJobs<Result> },
): Promise<Result> {
  const shared = { ...among, repeats };
  if (mode === 'single') return use({ ...jobs, judging: { ...shared, mode: singleMode } });
  return use({ ...jobs, judging: { ...shared, mode: pairMode(baseline) } });
}

/** A baseline is needed in one mode, and of no use in the others. */
function checkJudging({ mode, baseline }: JudgingSettings): void {
  if (mode === 'pairwise-baseline' && baseline === undefined) {
    throw new UserError('--mode pairwise-baseline needs a --baseline: the model that all others meet');
  }
  if (mode !== 'pairwise-baseline' && baseline !== undefined) {
    throw new UserError(`--baseline goes with --mode pairwise-baseline, not with ${mode}`);
  }
}

function checkModelList({ mode, modelList }: JudgingSettings): void {
  if (mode === 'pairwise-all' && modelList !== undefined && modelList.length < 2) {
    throw new UserError(`--mode pairwise-all needs two models, but --model-list names ${modelList.length}`);
  }
}

function noteEmptyShard(questions: readonly unknown[], { select, onProgress }: AnySettings): void {
  if (!select?.shard || questions.length > 0) return;
  const text = `shard ${shardName(select.shard)} holds none of the selected questions: there is nothing to do`;
  onProgress?.({ kind: 'message', level: 'info', text });
}

/** The set of judge prompts, checked before anything is sent. */
export async function readJudgePrompts(dataDir: string, name: string): Promise<JudgePromptSet> {
  const file = await judgePromptsFile(dataDir, name);
  const set = await loadJudgePrompts(file, name);
  checkJudgePrompts(set, file);
  return set;
}
