/** Stage 1, `gen-answers`: load the questions, find what is unanswered, ask, append, report. */

import { addCallOptions, Command, requireFlag, withAliases } from '../cli/flags.ts';
import type { Context } from '../cli/main.ts';
import { runEach, runTogether } from '../client/pool.ts';
import { exitCodes } from '../errors.ts';
import { estimateAnswers } from '../generate/answers/estimate.ts';
import {
  type AnswerJob,
  checkDistinctFiles,
  closeAnswerJob,
  openAnswerJob,
  planFor,
  runAnswerJob,
} from '../generate/answers/job.ts';
import { addAnsweringOptions, type GenAnswersOptions } from '../generate/answers/options.ts';
import { addBatchOptions, withRerun } from '../generate/batch/options.ts';
import { describeEstimates } from '../generate/dry-run.ts';
import { runRounds } from '../generate/rounds.ts';
import { openSession, resolveTargets, type Session } from '../generate/session.ts';
import { emptyShardNote, shardFlag } from '../generate/shards.ts';
import { againCommand, nextCommand, printSummary } from '../generate/summary.ts';
import { exitCodeOf, isIncomplete } from '../generate/tally.ts';
import { questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../store/bench/questions.ts';

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
