/** The part of `gen-answers` that works on one model: its file, its plan, its run. */

import type { ProgressLine } from '../../cli/progress/progress.ts';
import type { Client } from '../../client/client.ts';
import { runPool, widthFor } from '../../client/pool.ts';
import { isDeferred, UserError } from '../../errors.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { type Answer, answerKey, answerSchema } from '../../records/answer.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { indexAnswers } from '../../store/answers/answers.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { openRecords } from '../../store/jsonl/record-index.ts';
import { reorganise } from '../../store/jsonl/sort.ts';
import { type JsonlWriter, openWriter, type Place } from '../../store/jsonl/writer.ts';
import { noteFailure } from '../failures.ts';
import type { Session } from '../session.ts';
import { countFailed, newTally, type Tally } from '../tally.ts';
import { answerQuestion } from './converse.ts';
import { askedOtherwise } from './other-settings.ts';
import { type AnswerPlan, longestFirst, type PendingAnswer, planAnswers } from './plan.ts';

export interface AnswerJobOptions {
  bench: string;
  dataDir: string;
  /** Set where the user has named the model, and so answers for its identity. */
  modelId?: string;
  numChoices: number;
  temperature?: number;
  maxTokens?: number;
  overwrite?: true;
}

/** One model's share of a run. */
export interface AnswerJob {
  target: ModelTarget;
  client: Client;
  file: string;
  writer: JsonlWriter<Answer>;
  plan: AnswerPlan;
  /** What the next round of the run is to answer: at first all that the plan has pending. */
  pending: readonly PendingAnswer[];
  tally: Tally;
  line: ProgressLine;
}

/** Two models with one file would mix their answers: a UserError. */
export function checkDistinctFiles(targets: readonly ModelTarget[], options: AnswerJobOptions): void {
  const owners = new Map<string, ModelTarget>();
  for (const target of targets) {
    const file = answersFile(options.dataDir, options.bench, target.modelId);
    const owner = owners.get(file);
    if (owner) {
      throw new UserError(
        `${owner.endpoint}/${owner.model} and ${target.endpoint}/${target.model} would share ${file}: name them apart with entries in models.yaml`,
      );
    }
    owners.set(file, target);
  }
}

/** What a model has still to answer. A file that holds another model's answers is a UserError. */
export async function planFor(
  target: ModelTarget,
  questions: readonly Question[],
  options: AnswerJobOptions,
): Promise<AnswerPlan> {
  const file = answersFile(options.dataDir, options.bench, target.modelId);
  const answers = await indexAnswers(file);
  const asked = `${target.endpoint}/${target.model}`;
  for (const { modelId, sentTo } of answers.entries.values()) {
    if (modelId === target.modelId && (sentTo === undefined || sentTo === asked || options.modelId)) continue;
    const other = modelId === target.modelId ? sentTo : modelId;
    throw new UserError(
      `${file} holds the answers of "${other}", which ${asked} would share: give one of them another name with --model-id`,
    );
  }
  return planAnswers(questions, answers, {
    numChoices: options.numChoices,
    overwrite: options.overwrite === true,
  });
}

/** Takes the lock of the model's file, then looks at what it holds. */
export async function openAnswerJob(
  target: ModelTarget,
  {
    questions,
    options,
    session,
    idle = false,
  }: {
    questions: readonly Question[];
    options: AnswerJobOptions;
    session: Session;
    /** True where nothing is known to be asked. */
    idle?: boolean | undefined;
  },
): Promise<AnswerJob> {
  const meter = session.meterFor({ label: target.modelId, stage: 'answers' });
  const client = await session.clientFor(target, meter, idle);
  const file = answersFile(options.dataDir, options.bench, target.modelId);
  const writer = await openWriter(file, answerSchema);
  try {
    const { say } = session.progress;
    if (writer.tornBytes > 0) say(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
    if (options.temperature !== undefined && !target.rules.temperature) {
      say(
        `${target.modelId} takes no temperature, so --temperature is not sent to it (rules in models.yaml)`,
      );
    }
    const plan = await planFor(target, questions, options);
    if (plan.stale > 0)
      say(
        `${target.modelId}: ${plan.stale} ${plan.stale === 1 ? 'question has' : 'questions have'} changed since answered, and will be asked again`,
      );
    if (plan.done > 0) {
      for (const line of await askedOtherwise(file, questions, { target, asked: options })) say(line);
    }
    const notBegun = plan.pending.length;
    const tally = newTally(target.modelId, { noun: 'answers', kept: plan.done, notBegun });
    const calls = plan.pending.reduce(
      (sum, each) => sum + each.question.turns.length * each.choices.length,
      0,
    );
    const line = session.progress.add(target.modelId, notBegun, { meter, each: calls / notBegun });
    return { target, client, file, writer, plan, pending: plan.pending, tally, line };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

export interface AnswerRun {
  options: AnswerJobOptions;
  session: Session;
  /** Told of each question that has been dealt with: where its record stands now, or undefined when it failed. */
  onSettled?: (question: Question, written: { answer: Answer; place: Place } | undefined) => Promise<void>;
}

/** Answers what is pending. Failures of single questions are counted and named; they stop nothing but themselves. */
export async function runAnswerJob(
  job: AnswerJob,
  signal: AbortSignal,
  { options, session, onSettled }: AnswerRun,
): Promise<void> {
  const { target, tally, line } = job;
  const closed = new AbortController();
  const pool = { width: widthFor(target.concurrency), signal: AbortSignal.any([signal, closed.signal]) };
  const { failures, progress } = session;
  const deferred: PendingAnswer[] = [];
  await runPool(longestFirst(job.pending), pool, async (pending) => {
    const { question } = pending;
    try {
      const answer = await answerPending(pending, job, { options, session });
      const place = await job.writer.append(answer);
      tally.written += 1;
      await onSettled?.(question, { answer, place });
    } catch (error) {
      if (isDeferred(error)) deferred.push(pending);
      const what = `question ${questionKey(question)}`;
      const failure = noteFailure(error, {
        ...{ who: target.modelId, what, closed, say: progress.say, failures },
      });
      if (!failure) return;
      countFailed(tally, failure.kind);
      line.fail();
      await onSettled?.(question, undefined);
    }
    tally.notBegun -= 1;
    line.tick();
  });
  if (closed.signal.aborted) line.end();
  // The next round of a batch run takes up what this one has deferred.
  job.pending = closed.signal.aborted ? [] : deferred;
}

/** Puts the file in the order of its bench, one record a question, and lets go of its lock. */
export async function closeAnswerJob(
  { writer, file, tally }: AnswerJob,
  questions: readonly Question[],
): Promise<void> {
  const position = new Map(questions.map((question, index) => [questionKey(question), index]));
  const rankOf = (answer: Answer) => [position.get(answerKey(answer)) ?? questions.length];
  await writer.close(async () => {
    // A run that was killed may have written everything and put nothing in order.
    const disorder = writer.inherited && tally.kept > 0;
    if (tally.written > 0 || disorder) await reorganise(file, answerSchema, { keyOf: answerKey, rankOf });
  });
}

async function answerPending(
  { question, choices, keep }: PendingAnswer,
  { target, client, file }: AnswerJob,
  { options, session }: { options: AnswerJobOptions; session: Session },
): Promise<Answer> {
  const kept = keep ? await readAnswer(file, keep) : undefined;
  const { temperature, maxTokens } = options;
  return answerQuestion(
    question,
    { missing: choices, kept: kept?.choices ?? [] },
    { target, client, temperature, maxTokens, clock: session.clock },
  );
}

async function readAnswer(file: string, span: NonNullable<PendingAnswer['keep']>): Promise<Answer> {
  const records = await openRecords(file, answerSchema);
  return records.read(span).finally(records.close);
}
