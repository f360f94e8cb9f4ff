/** `mt-judge run`: both generating stages at once, a judge on each answer as it lands, and the results at the end. */

import { Command, requireFlag, withAliases } from '../cli/flags.ts';
import type { Context } from '../cli/main.ts';
import { guesses } from '../client/cost/reply-length.ts';
import { exitCodes, UserError } from '../errors.ts';
import { estimateAnswers } from '../generate/answers/estimate.ts';
import { checkDistinctFiles, planFor as planAnswersOf } from '../generate/answers/job.ts';
import { describeEstimates } from '../generate/dry-run.ts';
import { estimateJudgments } from '../generate/judgments/estimate.ts';
import { planFor } from '../generate/judgments/job.ts';
import type { Mode } from '../generate/judgments/mode.ts';
import { type ResolvedJudge, resolveJudges } from '../generate/judgments/open-judges.ts';
import { checkBaseline, checkedJudgePrompts } from '../generate/judgments/options.ts';
import { pairMode } from '../generate/judgments/pairwise.ts';
import type { Matches } from '../generate/judgments/pending-matches.ts';
import { singleMode } from '../generate/judgments/single.ts';
import { addRunOptions, type Cast, judgeCallOptions, type RunOptions } from '../generate/pipeline/options.ts';
import { runStages } from '../generate/pipeline/pipeline.ts';
import { promiseAnswers } from '../generate/pipeline/placeholder-answers.ts';
import { resolveTargets } from '../generate/session.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { Question, QuestionId } from '../records/question.ts';
import { type AnswerReader, openAnswerReader } from '../store/answers/answer-file.ts';
import { answerFilesOf, listAnswerFiles } from '../store/answers/answers.ts';
import { openGrowingAnswerReader } from '../store/answers/growing-answer-file.ts';
import { answersFile, fileStem, questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../store/bench/questions.ts';

export function runCommand(context: Context): Command {
  const command = addRunOptions(new Command('run')).description(
    'Both generating stages at once: judges start on answers as they land; then the results',
  );
  return command.action(async (options: RunOptions) => {
    requireFlag('--model', options.model, 'openai/gpt-4.1-mini, ollama/llama3.2:3b, offline/reference');
    requireFlag('--judge', options.judge, 'openai/gpt-4.1, anthropic/claude-sonnet-4-5, offline/judge');
    context.exit(await run(withAliases(options), context));
  });
}

/** Runs both stages and shows the results; resolves to the exit code. */
async function run(options: RunOptions, context: Context): Promise<number> {
  checkBaseline(options);
  const all = await loadQuestions(await questionsFile(options.dataDir, options.bench));
  const { questionId, category, questionBegin, questionEnd, firstN, shard } = options;
  const questions = selectQuestions(all, {
    ...{
      questionIds: questionId,
      categories: category,
      begin: questionBegin,
      end: questionEnd,
      firstN,
      shard,
    },
  });
  const prompts = await checkedJudgePrompts(options);
  const models = await resolveTargets(options.model, options, context);
  checkDistinctFiles(models, options);
  const judges = await resolveJudges(options.judge, {
    prompts,
    resolveModels: (specs) => resolveTargets(specs, judgeCallOptions(options), context),
    concurrency: options.concurrency,
    timeout: options.timeout,
  });
  const standing = await openStanding(models, options);
  const cast = { all, questions, prompts, models, judges, standing, options };
  try {
    const { mode, baseline } = options;
    const code =
      mode === 'single'
        ? await perform(cast, singleMode, context)
        : await perform(cast, pairMode(mode === 'pairwise-baseline' ? baseline : undefined), context);
    const shows = code === exitCodes.done || code === exitCodes.incomplete;
    if (shows && !options.quiet && !options.dryRun) await showJudged(options, context);
    return code;
  } finally {
    for (const reader of standing) await reader.close();
  }
}

/** Checks whatever can be checked, and then runs, unless only a count was asked for. */
async function perform<Record extends { question_id: QuestionId }>(
  cast: Cast,
  mode: Mode<Record>,
  context: Context,
): Promise<number> {
  const { models, judges, standing, questions, prompts, options } = cast;
  const promised: AnswerReader[] = [];
  const plans = new Map<ResolvedJudge, Matches>();
  try {
    for (const model of models) promised.push(await openPromised(model, questions, options));
    const input = { mode, questions, prompts, readers: [...standing, ...promised], options };
    if (options.dryRun) {
      const answers = await estimateAnswers(models, questions, options);
      const judgments = await estimateJudgments(judges, input, options);
      context.stdout.write(describeEstimates([...answers, ...judgments], options));
      return exitCodes.done;
    }
    // Whatever is wrong with the files is found here, before anything is written.
    for (const judge of judges) plans.set(judge, (await planFor(judge, input)).pending);
  } finally {
    for (const reader of promised) await reader.close();
  }
  return runStages(cast, { mode, plans }, context);
}

/** What a model has answered, and what it is about to. */
async function openPromised(
  target: ModelTarget,
  questions: readonly Question[],
  options: RunOptions,
): Promise<AnswerReader> {
  const { pending } = await planAnswersOf(target, questions, options);
  const file = answersFile(options.dataDir, options.bench, target.modelId);
  // About as long as an answer may be expected to be, for the estimate of what judging it takes.
  const text = 'word '.repeat((guesses.answer.plain.low + guesses.answer.plain.high) / 2);
  return promiseAnswers(await openGrowingAnswerReader(file, target.modelId), {
    ...{ pending, numChoices: options.numChoices, text },
  });
}

/** The answers on disk that are judged beside those of this run: of `--model-list`, and the baseline's. */
async function openStanding(models: readonly ModelTarget[], options: RunOptions): Promise<AnswerReader[]> {
  const { dataDir, bench, baseline, modelList = [], mode } = options;
  const own = new Set(models.map(({ modelId }) => fileStem(modelId)));
  const listed = [...modelList, ...(baseline === undefined ? [] : [baseline])];
  const wanted = [...new Set(listed)].filter((id) => !own.has(fileStem(id)));
  if (mode !== 'single' && models.length + wanted.length < 2) {
    throw new UserError(
      `--mode ${mode} needs two models: name another with --model, or with --model-list one that has answers`,
    );
  }
  const unanswered = baseline !== undefined && !modelList.includes(baseline) && wanted.includes(baseline);
  if (
    unanswered &&
    !(await listAnswerFiles(dataDir, bench)).includes(answersFile(dataDir, bench, baseline))
  ) {
    throw new UserError(
      `no answers of the baseline "${baseline}" (--baseline): name it with --model, or run gen-answers for it`,
    );
  }
  const files = wanted.length > 0 ? await answerFilesOf(dataDir, bench, wanted) : [];
  const readers: AnswerReader[] = [];
  for (const file of files) readers.push(await openAnswerReader(file));
  return readers;
}

/** The leaderboard as `show-results` shows it of the same bench. */
async function showJudged({ bench, dataDir, mode, baseline }: RunOptions, context: Context): Promise<void> {
  const shown = { bench, dataDir, format: 'table' } as const;
  const { listJudgmentFiles } = await import('../store/judgments/judgments.ts');
  // Where every call has failed there is nothing to show, and the summary has said why.
  if ((await listJudgmentFiles(dataDir, bench, mode === 'single' ? 'single' : 'pair')).length === 0) return;
  if (mode === 'single') {
    const { showResults } = await import('./show-results.ts');
    await showResults({ ...shown, mode, interval: 't', self: true }, context);
    return;
  }
  const { showPairwise } = await import('./show-pairwise.ts');
  await showPairwise({ ...shown, ...(baseline === undefined ? {} : { baseline }) }, context);
}
