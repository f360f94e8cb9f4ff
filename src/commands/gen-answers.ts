/** Stage 1, `gen-answers`: load the questions, find what is unanswered, ask, append, report. */

import { runEach, runTogether } from '../calls/pool.ts';
import { exitCodes } from '../errors.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { Question } from '../records/question.ts';
import { questionsFile } from '../store/paths.ts';
import { loadQuestions, selectQuestions } from '../store/questions.ts';
import { estimateAnswers } from './answer-estimate.ts';
import {
  type AnswerJob,
  type AnswerJobOptions,
  checkDistinctFiles,
  closeAnswerJob,
  openAnswerJob,
  planFor,
  runAnswerJob,
} from './answer-jobs.ts';
import { describeEstimates, type Estimate } from './dry-run.ts';
import type { Context } from './entry.ts';
import {
  addCallOptions,
  between,
  type CallOptions,
  Command,
  count,
  Option,
  requireFlag,
  withAliases,
} from './flags.ts';
import { openForesight } from './foresight.ts';
import { openSession, resolveTargets, type Session } from './session.ts';
import { emptyShardNote, type ShardOptions, shardFlag, shardOption } from './shards.ts';
import { exitCodeOf, nextCommand, printSummary } from './summary.ts';

export interface GenAnswersOptions extends CallOptions, AnswerJobOptions, ShardOptions {
  model: string[];
  questionId?: string[];
  category?: string[];
  questionBegin?: number;
  questionEnd?: number;
  firstN?: number;
}

export function genAnswersCommand(context: Context): Command {
  const command = new Command('gen-answers')
    .description('Stage 1: have models answer the questions of a bench (answers/<bench>/<model>.jsonl)')
    .option('--model <spec...>', '<endpoint>/<model>, or an entry of models.yaml')
    .option(
      '--model-id <id>',
      'name of the model in answers and results (default: the part behind the endpoint)',
    )
    .addOption(new Option('--num-choices <n>', 'answers to each question').argParser(count(1)).default(1))
    .addOption(new Option('--temperature <t>', 'one temperature for every question').argParser(between(0, 2)))
    .addOption(new Option('--max-tokens <n>', 'limit of tokens for each reply').argParser(count(1)))
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(
      new Option('--question-begin <n>', 'from this position in the file, from 0').argParser(count(0)),
    )
    .addOption(new Option('--question-end <n>', 'up to this position, not included').argParser(count(0)))
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .addOption(shardOption())
    .option('--overwrite', 'answer again what is answered already');
  return addCallOptions(command).action(async (options: GenAnswersOptions) => {
    requireFlag('--model', options.model, 'openai/gpt-4.1-mini, ollama/llama3.2:3b, offline/reference');
    context.exit(await genAnswers(withAliases(options), context));
  });
}

/** Runs the stage; resolves to its exit code. */
export async function genAnswers(options: GenAnswersOptions, context: Context): Promise<number> {
  const all = await loadQuestions(await questionsFile(options.dataDir, options.bench));
  const { questionId, category, questionBegin, questionEnd, firstN, shard } = options;
  const questions = selectQuestions(all, {
    questionIds: questionId,
    categories: category,
    begin: questionBegin,
    end: questionEnd,
    firstN,
    shard,
  });
  const targets = await resolveTargets(options.model, options, context);
  checkDistinctFiles(targets, options);
  if (options.dryRun) return dryRun(targets, questions, { options, context });
  // Whatever is wrong with the files is found here, before anything is written.
  for (const target of targets) await planFor(target, questions, options);

  const session = openSession(options, context, all);
  const jobs: AnswerJob[] = [];
  let begun = false;
  try {
    const clients = await Promise.all(targets.map(session.clientFor));
    for (const [target, client] of zip(targets, clients)) {
      jobs.push(await openAnswerJob(target, client, { questions, options, session }));
    }
    begun = true;
    const note = emptyShardNote(questions, options);
    if (note) session.progress.say(note);
    await runTogether(
      session.stop.stopping,
      jobs.map((job) => (signal) => runAnswerJob(job, signal, { options, session })),
    );
  } finally {
    await runEach(jobs.map((job) => () => closeAnswerJob(job, all))).finally(() => {
      session.end();
      if (begun) report(jobs, options, session);
    });
  }
  return exitCodeOf(
    jobs.map(({ tally }) => tally),
    session,
  );
}

async function dryRun(
  targets: readonly ModelTarget[],
  questions: readonly Question[],
  { options, context }: { options: GenAnswersOptions; context: Context },
): Promise<number> {
  const find = openForesight(options);
  const estimates: Estimate[] = [];
  for (const target of targets) estimates.push(await estimateAnswers(target, questions, { options, find }));
  context.stdout.write(describeEstimates(estimates, options));
  return exitCodes.done;
}

function report(jobs: readonly AnswerJob[], options: GenAnswersOptions, session: Session): void {
  const tallies = jobs.map(({ tally }) => tally);
  const quiet = options.quiet === true;
  const left = tallies.some(({ failed, notBegun }) => failed + notBegun > 0);
  const next = left
    ? 'next: run the same command again; it asks only for what is missing'
    : nextCommand(`gen-judgment --judge <endpoint>/<model>${shardFlag(options)}`, options);
  printSummary(tallies, session, { noun: 'answers', quiet, next });
}

function zip<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((item, index) => {
    const other = right[index];
    return other === undefined ? [] : [[item, other] as [A, B]];
  });
}
