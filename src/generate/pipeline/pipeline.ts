/** The part of `run` that has both stages at work: models answer, and a queue hands each judge what they have answered. */

import type { Context } from '../../cli/main.ts';
import { runEach, runTogether } from '../../client/pool.ts';
import { type Question, type QuestionId, questionKey } from '../../records/question.ts';
import {
  type GrowingAnswerReader,
  openGrowingAnswerReader,
} from '../../store/answers/growing-answer-file.ts';
import { type AnswerJob, closeAnswerJob, openAnswerJob, runAnswerJob } from '../answers/job.ts';
import { closeJudgmentJob, type JudgmentInput, runJudgmentJob } from '../judgments/job.ts';
import { missingAnswers } from '../judgments/missing.ts';
import type { Mode } from '../judgments/mode.ts';
import type { ResolvedJudge } from '../judgments/open-judges.ts';
import type { Matches } from '../judgments/pending-matches.ts';
import { openSession, type Session } from '../session.ts';
import { againCommand, modeFlags, nextCommand, printSummary } from '../summary.ts';
import { exitCodeOf, isIncomplete, type Tally } from '../tally.ts';
import type { Cast, RunOptions } from './options.ts';
import { type Arrivals, createArrivals } from './ready-matches.ts';
import { openStreamingJudge, type StreamingJudge } from './streaming-judge.ts';

/** A model at work, and its answers so far. */
interface AnsweringModel {
  job: AnswerJob;
  reader: GrowingAnswerReader;
}

/** Everybody at work; fills while the run is opened, so that whatever is open can be closed. */
interface Company<Record> {
  models: AnsweringModel[];
  judges: StreamingJudge<Record>[];
}

/** How is judged, and what each judge will have to, once everything is answered. */
export interface Foreseen<Record> {
  mode: Mode<Record>;
  plans: ReadonlyMap<ResolvedJudge, Matches>;
}

/** Runs both stages to their end; resolves to the exit code. */
export async function runStages<Record extends { question_id: QuestionId }>(
  cast: Cast,
  { mode, plans }: Foreseen<Record>,
  context: Context,
): Promise<number> {
  const { all, options } = cast;
  const session = openSession(options, context, all);
  const company: Company<Record> = { models: [], judges: [] };
  let begun = false;
  try {
    const { input, arrivals } = await open(company, { cast, mode, plans, session });
    begun = true;
    const works = [
      ...company.models.map((each) => answering(each, { company, arrivals, options, session })),
      ...company.judges.map((each) => judging(each, { input, session })),
    ];
    await runTogether(session.stop.stopping, works);
  } finally {
    await close(company, { all, mode }).finally(() => {
      session.end();
      if (begun) report(company, options, session);
    });
  }
  const missing = missingAnswers(
    company.judges.map(({ job }) => job),
    options,
  );
  return exitCodeOf(talliesOf(company), session, missing.length);
}

/** Takes all locks, and finds out who waits for what. */
async function open<Record>(
  company: Company<Record>,
  { cast, mode, plans, session }: Foreseen<Record> & { cast: Cast; session: Session },
): Promise<{ input: JudgmentInput<Record>; arrivals: Arrivals }> {
  const { questions, prompts, options, standing } = cast;
  const awaited = new Map<unknown, Set<string>>();
  for (const target of cast.models) {
    const job = await openAnswerJob(target, { questions, options, session });
    // Closed with the others, even when its answers cannot be opened.
    const opening = openGrowingAnswerReader(job.file, target.modelId);
    const reader = await opening.catch(async (error: unknown) => {
      await job.writer.close();
      throw error;
    });
    company.models.push({ job, reader });
    awaited.set(reader, new Set(job.plan.pending.map(({ question }) => questionKey(question))));
  }
  const readers = [...standing, ...company.models.map(({ reader }) => reader)];
  const arrivals = createArrivals(
    mode.pairings(readers),
    questions,
    (reader, question) => awaited.get(reader)?.has(questionKey(question)) === true,
  );
  const input = { mode, questions, prompts, readers, options };
  for (const judge of cast.judges) {
    const seat = await judge.open(session);
    const stream = { session, arrivals, numChoices: options.numChoices, foreseen: plans.get(judge) ?? [] };
    company.judges.push(await openStreamingJudge(seat, input, stream));
  }
  for (const { model, torn } of standing) {
    if (torn)
      session.progress.say(`the last answer of ${model} is cut off (line ${torn.number}) and is not judged`);
  }
  return { input, arrivals };
}

type Work = (signal: AbortSignal) => Promise<void>;

interface Around<Record> {
  company: Company<Record>;
  arrivals: Arrivals;
  options: RunOptions;
  session: Session;
}

/** Has a model answer. What is on disk goes to the judges, who read it there. */
function answering<Record>(
  { job, reader }: AnsweringModel,
  { company, arrivals, options, session }: Around<Record>,
): Work {
  const settle = async (question: Question) => {
    const ready = arrivals.settle(reader, question);
    for (const { take } of company.judges) await take(ready);
  };
  return async (signal) => {
    await runAnswerJob(job, signal, {
      ...{ options, session },
      onSettled: async (question, written) => {
        if (written) reader.land(written.answer, written.place);
        await settle(question);
      },
    });
    // What a model that was closed has left will not come: its opponents are judged without it, and it is missing.
    if (!signal.aborted) for (const { question } of job.plan.pending) await settle(question);
  };
}

function judging<Record>(
  { job, queue }: StreamingJudge<Record>,
  { input, session }: { input: JudgmentInput<Record>; session: Session },
): Work {
  return async (signal) => {
    // Nothing that a stopped run still waits for will come.
    signal.addEventListener('abort', queue.end, { once: true });
    if (signal.aborted) queue.end();
    await runJudgmentJob(job, signal, { input, session });
  };
}

/** Judges first: they read what the models have written. */
async function close<Record extends { question_id: QuestionId }>(
  { models, judges }: Company<Record>,
  { all, mode }: { all: readonly Question[]; mode: Mode<Record> },
): Promise<void> {
  await runEach([
    ...judges.map(
      ({ job }) =>
        () =>
          closeJudgmentJob(job, { mode, questions: all }),
    ),
    ...models.map(({ reader }) => reader.close),
    ...models.map(
      ({ job }) =>
        () =>
          closeAnswerJob(job, all),
    ),
  ]);
}

function talliesOf<Record>({ models, judges }: Company<Record>): Tally[] {
  return [...models, ...judges].map(({ job }) => job.tally);
}

function report<Record>(company: Company<Record>, options: RunOptions, session: Session): void {
  const missing = missingAnswers(
    company.judges.map(({ job }) => job),
    options,
  );
  for (const each of missing) session.progress.say(`not judged: ${each}`);
  const tallies = talliesOf(company);
  const complete = !isIncomplete(tallies) && missing.length === 0;
  const next = complete
    ? nextCommand(`${session.typed('show-results')}${modeFlags(options)} --by category`, options)
    : againCommand(session);
  printSummary(tallies, session, { quiet: options.quiet === true, next });
}
