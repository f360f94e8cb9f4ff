/** From settings to jobs: reads the bench, the prompts and models.yaml, and checks everything before anything is sent. */

import { UserError } from '../errors.ts';
import { checkDistinctFiles } from '../generate/answers/plan-for.ts';
import type { UseJobs } from '../generate/pipeline/jobs.ts';
import { type ResolveSettings, resolveTargets } from '../generate/resolve-targets.ts';
import type { JudgingSettings } from '../generate/settings.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { sampleText } from '../records/bench/sample.ts';
import { imagesUpTo, type Question, questionKey } from '../records/question.ts';
import { withGroups } from '../store/bench/bench-file.ts';
import { questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, type Selection, sampleOf, selectQuestions } from '../store/bench/questions.ts';
import { shardName } from '../store/bench/selection/shard.ts';
import { readAsking } from './asking.ts';
import { type AnySettings, withDefaults } from './settings.ts';

/** Hands the jobs to `use`; the answers that they read are open until that is done. */
export async function withJobs<Result>(
  settings: AnySettings,
  { sends, use }: { /** False for a count. */ sends: boolean; use: UseJobs<Result> },
): Promise<Result> {
  const { place, overwrite, calls, answering, judging: named, ...choice } = withDefaults(settings);
  if (choice.judges) checkJudging(named, choice.models !== undefined);
  const { all, questions } = await readQuestions(settings);
  // Loaded where something is judged: answering alone starts faster without.
  const parts = choice.judges && (await import('./judging.ts'));
  const prompts = await parts?.readJudgePrompts(
    place.dataDir,
    named.judgePrompts ?? (await parts.promptSetOf(place, settings)),
  );
  const resolving = resolvingOf(settings, sends);
  const models = choice.models ? await resolveTargets(choice.models, { ...resolving, flag: '--model' }) : [];
  const { configFile } = settings;
  const judging = (await parts?.withModelIds(named, { ...place, configFile, models })) ?? named;
  const judgesFor =
    choice.judges && parts && prompts
      ? await parts.chooseJudges(choice.judges, { place, judging, calls, prompts, resolving })
      : undefined;
  checkDistinctFiles(models, place);
  checkImages(questions, models);
  const isNamed = choice.models?.modelId !== undefined;
  const asking =
    choice.models && (await readAsking(all, { place, answering, batch: Boolean(settings.batch) }));
  const jobs = { ...place, all, questions, overwrite, models, answering, asking, named: isNamed };
  if (!parts || !prompts || !judgesFor) return use(jobs);
  // No model has answers to an empty shard, and none is missing.
  if (questions.length === 0 && models.length === 0) return use(jobs);
  const existing = choice.models
    ? await parts.openOtherAnswers(place, judging, models)
    : await parts.openAllAnswers(place, judging);
  try {
    const asked = models.length > 0 ? [answering.method ?? 'generate'] : [];
    const judges = await judgesFor(new Set([...asked, ...parts.methodsIn(existing, questions)]));
    checkImages(
      questions,
      judges.flatMap(({ target }) => target ?? []),
    );
    return await parts.withMode(judging, { judges, prompts, existing }, { jobs, use });
  } finally {
    for (const reader of existing) await reader.close();
  }
}

/** All questions of the bench, and the selected ones. */
async function readQuestions(settings: AnySettings) {
  const { place, select: given } = withDefaults(settings);
  const all = await loadQuestions(await questionsFile(place.dataDir, place.bench));
  const select = await withGroups(given, place);
  const questions = selectQuestions(all, select);
  noteSample(all, select, settings);
  noteEmptyShard(questions, settings);
  return { all, questions };
}

/** How models are looked up; `sends`: false for a count. */
function resolvingOf(settings: AnySettings, sends: boolean): Omit<ResolveSettings, 'flag'> {
  const { place, env, calls } = withDefaults(settings);
  const { configFile, batch, onSecrets } = settings;
  const needsKey = sends && calls.cache !== 'replay' && batch?.kind !== 'file';
  return { dataDir: place.dataDir, configFile, env, calls, needsKey, onSecrets };
}

/** A model that takes texts alone would answer a question that it has not seen. */
function checkImages(questions: readonly Question[], targets: readonly ModelTarget[]): void {
  const shown = questions.find((question) => imagesUpTo(question, question.turns.length).length > 0);
  const blind = shown && targets.find(({ images }) => images === false);
  if (!blind) return;
  const why = blind.provider === 'offline' ? 'a demo' : 'images: false in models.yaml';
  throw new UserError(
    `question ${questionKey(shown)} has an image, and ${blind.endpoint}/${blind.model} takes texts alone (${why}): leave out one of them`,
  );
}

/** A baseline is needed in one mode, and of no use in the others; of models on disk alone two must be named for pairs. */
function checkJudging({ mode, baseline, modelList }: JudgingSettings, hasModels: boolean): void {
  if (mode === 'pairwise-baseline' && baseline === undefined) {
    throw new UserError('--mode pairwise-baseline needs a --baseline: the model that all others meet');
  }
  if (mode !== 'pairwise-baseline' && baseline !== undefined) {
    throw new UserError(`--baseline goes with --mode pairwise-baseline, not with ${mode}`);
  }
  if (!hasModels && mode === 'pairwise-all' && modelList !== undefined && modelList.length < 2) {
    throw new UserError(`--mode pairwise-all needs two models, but --model-list names ${modelList.length}`);
  }
}

/** Figures of a part must not be taken for those of the whole. */
function noteSample(
  all: readonly Question[],
  select: Selection,
  { onProgress }: Pick<AnySettings, 'onProgress'>,
): void {
  const sample = sampleOf(all, select);
  if (sample) onProgress?.({ kind: 'message', level: 'warning', text: sampleText(sample) });
}

function noteEmptyShard(questions: readonly unknown[], { select, onProgress }: AnySettings): void {
  if (!select?.shard || questions.length > 0) return;
  const text = `shard ${shardName(select.shard)} holds none of the selected questions: there is nothing to do`;
  onProgress?.({ kind: 'message', level: 'info', text });
}
