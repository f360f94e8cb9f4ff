/** Stage 2, `gen-judgment`: load the answers, find what is not judged, ask the judges, append, report. */

import {
  addCallOptions,
  type CallOptions,
  Command,
  count,
  Option,
  requireFlag,
  withAliases,
} from '../cli/flags.ts';
import type { Context } from '../cli/main.ts';
import { runEach, runTogether } from '../client/pool.ts';
import { exitCodes, UserError } from '../errors.ts';
import { addBatchOptions, type BatchOptions, withRerun } from '../generate/batch/options.ts';
import { describeEstimates } from '../generate/dry-run.ts';
import { estimateJudgments } from '../generate/judgments/estimate.ts';
import {
  closeJudgmentJob,
  type JudgmentInput,
  type JudgmentJob,
  openJudgmentJob,
  planFor,
  runJudgmentJob,
} from '../generate/judgments/job.ts';
import { missingAnswers } from '../generate/judgments/missing.ts';
import { type ResolvedJudge, resolveJudges } from '../generate/judgments/open-judges.ts';
import {
  addJudgingOptions,
  checkBaseline,
  checkedJudgePrompts,
  type JudgingOptions,
} from '../generate/judgments/options.ts';
import { pairMode } from '../generate/judgments/pairwise.ts';
import { singleMode } from '../generate/judgments/single.ts';
import { runRounds } from '../generate/rounds.ts';
import { openSession, resolveTargets, type Session } from '../generate/session.ts';
import { mergeHint, type ShardOptions, shardOption, skipEmptyShard } from '../generate/shards.ts';
import { againCommand, modeFlags, nextCommand, printSummary } from '../generate/summary.ts';
import { exitCodeOf, isIncomplete } from '../generate/tally.ts';
import type { Question, QuestionId } from '../records/question.ts';
import { type AnswerReader, openAnswerReader } from '../store/answers/answer-file.ts';
import { answerFilesOf } from '../store/answers/answers.ts';
import { questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../store/bench/questions.ts';

export interface GenJudgmentOptions extends CallOptions, JudgingOptions, ShardOptions, BatchOptions {
  modelList?: string[];
  questionId?: string[];
  category?: string[];
  firstN?: number;
}

export function genJudgmentCommand(context: Context): Command {
  const command = addJudgingOptions(new Command('gen-judgment'))
    .description(
      'Stage 2: have judges decide on the answers (judgments/<bench>/<judge>_single.jsonl, …_pair.jsonl)',
    )
    .option('--model-list <id...>', 'only these models (default: every model with answers)')
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .addOption(shardOption())
    .option('--overwrite', 'judge again what is judged already');
  return addBatchOptions(addCallOptions(command)).action(
    async (options: GenJudgmentOptions, given: Command) => {
      requireFlag('--judge', options.judge, 'openai/gpt-4.1, anthropic/claude-sonnet-4-5, offline/judge');
      context.exit(await genJudgment(withRerun(withAliases(options), given), context));
    },
  );
}

/** Runs the stage; resolves to its exit code. */
export async function genJudgment(options: GenJudgmentOptions, context: Context): Promise<number> {
  checkBaseline(options);
  const { mode: modeName, modelList } = options;
  if (modeName === 'pairwise-all' && modelList !== undefined && modelList.length < 2) {
    throw new UserError(`--mode pairwise-all needs two models, but --model-list names ${modelList.length}`);
  }
  const all = await loadQuestions(await questionsFile(options.dataDir, options.bench));
  const { questionId, category, firstN, shard } = options;
  const questions = selectQuestions(all, { questionIds: questionId, categories: category, firstN, shard });
  const prompts = await checkedJudgePrompts(options);
  const judges = await resolveJudges(options.judge, {
    prompts,
    resolveModels: (specs) => resolveTargets(specs, options, context),
    concurrency: options.concurrency,
    timeout: options.timeout,
  });
  // No model has answers to an empty shard, and none is missing.
  if (questions.length === 0) return skipEmptyShard(options, context);
  const readers = await openReaders(options);
  const run = { questions, prompts, readers, options };
  try {
    if (options.mode === 'single')
      return await judgeAll({ ...run, mode: singleMode }, { all, judges, context });
    const mode = pairMode(options.mode === 'pairwise-baseline' ? options.baseline : undefined);
    return await judgeAll({ ...run, mode }, { all, judges, context });
  } finally {
    for (const reader of readers) await reader.close();
  }
}

interface Input<Record> extends JudgmentInput<Record> {
  options: GenJudgmentOptions;
}

interface Around {
  /** Every question of the bench, selected or not. */
  all: readonly Question[];
  judges: readonly ResolvedJudge[];
  context: Context;
}

async function judgeAll<Record extends { question_id: QuestionId }>(
  input: Input<Record>,
  { all, judges, context }: Around,
): Promise<number> {
  const { options, mode } = input;
  if (options.dryRun) {
    context.stdout.write(describeEstimates(await estimateJudgments(judges, input, options), options));
    return exitCodes.done;
  }
  // Whatever is wrong with the files is found here, before anything is written.
  const idle: boolean[] = [];
  for (const judge of judges) idle.push((await planFor(judge, input)).pending.length === 0);

  const session = openSession(options, context, all);
  const jobs: JudgmentJob<Record>[] = [];
  let begun = false;
  try {
    for (const seat of await Promise.all(judges.map(({ open }, index) => open(session, idle[index])))) {
      jobs.push(await openJudgmentJob(seat, input, session));
    }
    begun = true;
    for (const { model, torn } of input.readers) {
      if (torn)
        session.progress.say(
          `the last answer of ${model} is cut off (line ${torn.number}) and is not judged`,
        );
    }
    const works = jobs.map((job) => (signal: AbortSignal) => runJudgmentJob(job, signal, { input, session }));
    await runRounds(session.batching, () => runTogether(session.stop.stopping, works));
  } finally {
    await runEach(jobs.map((job) => () => closeJudgmentJob(job, { mode, questions: all }))).finally(() => {
      session.end();
      if (begun) report(jobs, options, session);
    });
  }
  const tallies = jobs.map(({ tally }) => tally);
  return exitCodeOf(tallies, session, missingAnswers(jobs).length);
}

/** The answers of the models that are wanted, the baseline among them. */
async function openReaders(options: GenJudgmentOptions): Promise<AnswerReader[]> {
  const { dataDir, bench, baseline, modelList, mode } = options;
  const wanted = modelList && baseline !== undefined ? [...new Set([...modelList, baseline])] : modelList;
  const files = await answerFilesOf(dataDir, bench, wanted);
  const readers: AnswerReader[] = [];
  for (const file of files) readers.push(await openAnswerReader(file));
  const models = readers.map(({ model }) => model);
  if (baseline !== undefined && !models.includes(baseline)) {
    throw new UserError(
      `no answers of the baseline "${baseline}" (--baseline): there are ${models.join(', ')}`,
    );
  }
  if (mode !== 'single' && models.length < 2) {
    throw new UserError(
      `--mode ${mode} needs the answers of two models, but there are those of ${models.join()} alone`,
    );
  }
  return readers;
}

function report<Record>(
  jobs: readonly JudgmentJob<Record>[],
  options: GenJudgmentOptions,
  session: Session,
): void {
  const tallies = jobs.map(({ tally }) => tally);
  const missing = missingAnswers(jobs, options);
  for (const each of missing) session.progress.say(`not judged: ${each}`);
  const next = isIncomplete(tallies)
    ? againCommand(session)
    : missing.length > 0
      ? `next: run ${session.typed('gen-answers')} for what is missing, then this command again: ${session.again}`
      : (mergeHint(options, session.typed) ??
        nextCommand(`${session.typed('show-results')}${modeFlags(options)}`, options));
  printSummary(tallies, session, { quiet: options.quiet === true, next });
}
