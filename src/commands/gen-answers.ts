/** Stage 1, `gen-answers`: load the questions, find what is unanswered, ask, append, report. */

import { runEach, runTogether } from '../calls/pool.ts';
import { exitCodes } from '../errors.ts';
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
import { addBatchOptions, type BatchOptions, withRerun } from './batch-options.ts';
import { runRounds } from './batching.ts';
import { describeEstimates } from './dry-run.ts';
import type { Context } from './entry.ts';
import {
  addCallOptions,
  between,
  type CallOptions,
  Command,
  count,
  mostAlike,
  Option,
  requireFlag,
  withAliases,
} from './flags.ts';
import { openSession, resolveTargets, type Session } from './session.ts';
import { emptyShardNote, type ShardOptions, shardFlag, shardOption } from './shards.ts';
import { againCommand, nextCommand, printSummary } from './summary.ts';
import { exitCodeOf, isIncomplete } from './tally.ts';

export interface GenAnswersOptions extends CallOptions, AnswerJobOptions, ShardOptions, BatchOptions {
  model: string[];
  questionId?: string[];
  category?: string[];
  questionBegin?: number;
  questionEnd?: number;
  firstN?: number;
}

export function genAnswersCommand(context: Context): Command {
  const command = addAnsweringOptions(new Command('gen-answers'))
    .description('Stage 1: have models answer the questions of a bench (answers/<bench>/<model>.jsonl)')
    .option('--overwrite', 'answer again what is answered already');
  return addBatchOptions(addCallOptions(command)).action(
    async (options: GenAnswersOptions, given: Command) => {
      requireFlag('--model', options.model, 'openai/gpt-4.1-mini, ollama/llama3.2:3b, offline/reference');
      context.exit(await genAnswers(withRerun(withAliases(options), given), context));
    },
  );
}

/** The flags that say which models answer, to what, and how. */
export function addAnsweringOptions(command: Command): Command {
  return command
    .option('--model <spec...>', '<endpoint>/<model>, or an entry of models.yaml')
    .option(
      '--model-id <id>',
      'name of the model in answers and results (default: the part behind the endpoint)',
    )
    .addOption(
      new Option('--num-choices <n>', 'answers to each question').argParser(count(1, mostAlike)).default(1),
    )
    .addOption(new Option('--temperature <t>', 'one temperature for every question').argParser(between(0, 2)))
    .addOption(new Option('--max-tokens <n>', 'limit of tokens for each reply').argParser(count(1)))
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(
      new Option('--question-begin <n>', 'from this position in the file, from 0').argParser(count(0)),
    )
    .addOption(new Option('--question-end <n>', 'up to this position, not included').argParser(count(0)))
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .addOption(shardOption());
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
  if (options.dryRun) {
    context.stdout.write(describeEstimates(await estimateAnswers(targets, questions, options), options));
    return exitCodes.done;
  }
  // Whatever is wrong with the files is found here, before anything is written.
  const idle: boolean[] = [];
  for (const target of targets) {
    idle.push((await planFor(target, questions, options)).pending.length === 0);
  }

  const session = openSession(options, context, all);
  const jobs: AnswerJob[] = [];
  let begun = false;
  try {
    for (const [index, target] of targets.entries()) {
      jobs.push(await openAnswerJob(target, { questions, options, session, idle: idle[index] }));
    }
    begun = true;
    const note = emptyShardNote(questions, options);
    if (note) session.progress.say(note);
    const works = jobs.map((job) => (signal: AbortSignal) => runAnswerJob(job, signal, { options, session }));
    await runRounds(session.batching, () => runTogether(session.stop.stopping, works));
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

function report(jobs: readonly AnswerJob[], options: GenAnswersOptions, session: Session): void {
  const tallies = jobs.map(({ tally }) => tally);
  const quiet = options.quiet === true;
  const next = isIncomplete(tallies)
    ? againCommand(session)
    : nextCommand(
        `${session.typed('gen-judgment')} --judge <endpoint>/<model>${shardFlag(options)}`,
        options,
      );
  printSummary(tallies, session, { quiet, next });
}
