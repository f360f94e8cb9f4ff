/** Runs models and judges to their end, side by side: what a model has answered goes to the judges as it arrives. */

import { runEach, runTogether } from '../../client/pool.ts';
import { type Question, type QuestionId, questionKey } from '../../records/question.ts';
import {
  type GrowingAnswerReader,
  openGrowingAnswerReader,
} from '../../store/answers/growing-answer-file.ts';
import { type AnswerJob, closeAnswerJob, openAnswerJob, runAnswerJob } from '../answers/job.ts';
import { type Containment, containErrors } from '../contain.ts';
import { closeJudgmentJob, type JudgmentInput, runJudgmentJob } from '../judgments/job.ts';
import type { JudgmentPlan } from '../judgments/plan.ts';
import { replacementLines } from '../replaced.ts';
import { type RunReport, reportOf } from '../run-report.ts';
import type { Runtime } from '../runtime.ts';
import { answerInput, type Jobs, judgmentInput } from './jobs.ts';
import { type JobPlans, planJobs } from './plan-jobs.ts';
import { createReadyMatches, type ReadyMatches } from './ready-matches.ts';
import { openStreamingJudge, type StreamingJudge } from './streaming-judge.ts';

/** A model at work, and its answers so far where they are judged. */
interface AnsweringModel {
  job: AnswerJob;
  reader: GrowingAnswerReader | undefined;
}

/** Everybody at work; fills while the run is opened, so that whatever is open can be closed. */
interface AtWork<Record> {
  models: AnsweringModel[];
  judges: StreamingJudge<Record>[];
  input: JudgmentInput<Record> | undefined;
  readyMatches: ReadyMatches | undefined;
}

/**
 * Rejects with what is wrong before the first call: bad files, bad settings. What ends the run later (a used-up budget, a
 * full disk, a bug) is the `error` of the report, next to what was done until then.
 */
export async function runJobs<Record extends { question_id: QuestionId }>(
  jobs: Jobs<Record>,
  runtime: Runtime,
): Promise<RunReport> {
  const plans = await planJobs(jobs, async (found) => found);
  const began = runtime.now();
  const atWork: AtWork<Record> = { models: [], judges: [], input: undefined, readyMatches: undefined };
  try {
    await open(atWork, { jobs, plans, runtime });
  } catch (error) {
    await close(atWork, jobs);
    throw error;
  }
  for (const line of replacementLines(plans)) runtime.report.warn(line);
  const error = await work(atWork, { jobs, runtime })
    .finally(() => close(atWork, jobs))
    .then(() => undefined, keepError);
  const judged = atWork.judges.map(({ job }) => job);
  const tallies = [...atWork.models, ...atWork.judges].map(({ job }) => job.tally);
  return reportOf({ tallies, plans: judged.map(({ plan }) => plan), error, began }, runtime);
}

/** Whatever was thrown, as a value. */
function keepError(error: unknown): { error: unknown } {
  return { error };
}

interface Around<Record> {
  jobs: Jobs<Record>;
  runtime: Runtime;
}

/** Takes all locks, and finds out who waits for what. */
async function open<Record>(
  atWork: AtWork<Record>,
  { jobs, plans, runtime }: Around<Record> & { plans: JobPlans<Record> },
): Promise<void> {
  for (const target of jobs.models) {
    const planned = plans.answers.get(target);
    const idle = planned?.pending.length === 0;
    const job = await openAnswerJob(target, answerInput(jobs), { runtime, idle, planned });
    const model: AnsweringModel = { job, reader: undefined };
    atWork.models.push(model);
    if (jobs.judging) model.reader = await openGrowingAnswerReader(job.file, target.modelId);
  }
  if (jobs.judging) await openJudging(atWork, { jobs, plans, runtime });
}

async function openJudging<Record>(
  atWork: AtWork<Record>,
  { jobs, plans, runtime }: Around<Record> & { plans: JobPlans<Record> },
): Promise<void> {
  const { judging, questions, answering } = jobs;
  if (!judging) return;
  const readers = atWork.models.flatMap(({ reader }) => reader ?? []);
  const input = judgmentInput(jobs, judging, readers);
  const awaited = new Map<unknown, Set<string>>(
    atWork.models.map(({ job, reader }) => [
      reader,
      new Set(job.plan.pending.map(({ question }) => questionKey(question))),
    ]),
  );
  const readyMatches = createReadyMatches(
    judging.mode.pairings(input.readers),
    questions,
    (reader, question) => awaited.get(reader)?.has(questionKey(question)) === true,
  );
  Object.assign(atWork, { input, readyMatches });
  const judges = await Promise.all(
    judging.judges.map((judge) =>
      judge.open({ runtime, idle: plans.judgments.get(judge)?.pending.length === 0 }),
    ),
  );
  for (const [index, resolved] of judging.judges.entries()) {
    const judge = judges[index];
    const found = plans.judgments.get(resolved);
    const planned = found && readsTheSame(found, atWork, plans) ? found : undefined;
    const expected = found?.pending ?? [];
    const stream = { runtime, readyMatches, numChoices: answering.numChoices, expected, planned };
    if (judge) atWork.judges.push(await openStreamingJudge(judge, input, stream));
  }
  for (const { model, torn } of judging.existing) {
    if (torn)
      runtime.report.warn(`the last answer of ${model} is cut off (line ${torn.number}) and is not judged`);
  }
}

/** Whether the answers that a plan was made of are those on disk, and its matches, if any, are read where they were found. */
function readsTheSame<Record>(
  plan: JudgmentPlan,
  { models }: AtWork<Record>,
  { answers }: JobPlans<Record>,
): boolean {
  const unchanged = models.every(
    ({ job }) => job.plan.pending.length === 0 && job.plan === answers.get(job.target),
  );
  return unchanged && (models.length === 0 || plan.pending.length === 0);
}

/** Once, or in a batch run round by round. */
async function work<Record>(atWork: AtWork<Record>, around: Around<Record>): Promise<void> {
  const { stopping, batching } = around.runtime;
  const contained = containErrors(around.runtime.report);
  const works = [
    ...atWork.models.map((model) =>
      contained.around(model.job.tally.label, answering(model, { atWork, contained, ...around })),
    ),
    ...atWork.judges.map((judge) =>
      contained.around(judge.job.tally.label, judging(judge, { atWork, ...around })),
    ),
  ];
  const round = () => runTogether(stopping, works);
  await contained.run(() => (batching ? batching.throughRounds(round) : round()));
}

type Work = (signal: AbortSignal) => Promise<void>;

/** Has a model answer. What is on disk goes to the judges, who read it there. */
function answering<Record>(
  { job, reader }: AnsweringModel,
  {
    atWork,
    contained,
    jobs,
    runtime,
  }: Around<Record> & { atWork: AtWork<Record>; contained: Pick<Containment, 'note'> },
): Work {
  const run = { settings: jobs.answering, asking: jobs.asking, runtime };
  const { readyMatches } = atWork;
  if (!reader || !readyMatches) return (signal) => runAnswerJob(job, signal, run);
  const settle = async (question: Question) => {
    const ready = readyMatches.settle(reader, question);
    for (const { take, end, job: judged } of atWork.judges) {
      await take(ready).catch((error: unknown) => {
        contained.note(judged.tally.label, error);
        end();
      });
    }
  };
  return async (signal) => {
    try {
      await runAnswerJob(job, signal, {
        ...run,
        onSettled: async (question, written) => {
          if (written) reader.land(written.answer, written.place);
          await settle(question);
        },
      });
    } finally {
      // What a model that was closed has left will not come: its opponents are judged without it, and it is missing.
      if (!signal.aborted) for (const { question } of job.plan.pending) await settle(question);
    }
  };
}

function judging<Record>(
  { job, end }: StreamingJudge<Record>,
  { atWork: { input }, runtime }: { atWork: AtWork<Record>; runtime: Runtime },
): Work {
  return async (signal) => {
    if (!input) return;
    // Nothing that a stopped run still waits for will come.
    signal.addEventListener('abort', end, { once: true });
    // Programs under way could take minutes. What closing fails by is met again when the job is closed.
    const letGo = () => void job.judge.judge.close?.().catch(() => undefined);
    signal.addEventListener('abort', letGo, { once: true });
    if (signal.aborted) end();
    await runJudgmentJob(job, signal, { input, runtime });
  };
}

/** Judges first: they read what the models have written. */
async function close<Record extends { question_id: QuestionId }>(
  { models, judges }: AtWork<Record>,
  { judging, all }: Jobs<Record>,
): Promise<void> {
  const closing = judges.map(({ job }) => async () => {
    if (judging) await closeJudgmentJob(job, { mode: judging.mode, questions: all });
  });
  await runEach([
    ...closing,
    ...models.map(
      ({ reader }) =>
        async () =>
          reader?.close(),
    ),
    ...models.map((model) => () => closeAnswerJob(model.job, all)),
  ]);
}
