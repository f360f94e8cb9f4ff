/** One model's part of a run that answers: its file, its plan, its work. */

import type { Client } from '../../client/client.ts';
import { runPool, widthFor } from '../../client/pool.ts';
import { isDeferred } from '../../errors.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { type Answer, answerKey, answerSchema } from '../../records/answer.ts';
import { weightsOf } from '../../records/calls/served-by.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { signature } from '../../store/files/signature.ts';
import { openRecords } from '../../store/jsonl/record-index.ts';
import { sortFile } from '../../store/jsonl/sort.ts';
import { type JsonlWriter, openWriter, type Place } from '../../store/jsonl/writer.ts';
import { noteFailure } from '../failures.ts';
import type { WorkLine } from '../progress.ts';
import type { Runtime } from '../runtime.ts';
import { countFailed, newTally, type Tally } from '../tally.ts';
import { orderByPrefix } from './asking/prefix-order.ts';
import { probeScoring } from './asking/probe.ts';
import type { Scoring } from './asking/score.ts';
import { answerQuestion } from './converse.ts';
import { type AnswerPlan, longestFirst, type PendingAnswer } from './plan.ts';
import { type AnswerInput, planFor } from './plan-for.ts';
import { noteUnanswered } from './unanswered.ts';

export interface AnswerJob {
  target: ModelTarget;
  client: Client;
  file: string;
  writer: JsonlWriter<Answer>;
  plan: AnswerPlan;
  /** How the server is asked for log-probabilities, where it is. */
  scoring: Scoring | undefined;
  /** What the next batch round is to answer: at first all that the plan has pending. */
  pending: readonly PendingAnswer[];
  tally: Tally;
  line: WorkLine;
}

/**
 * Takes the lock of the model's file, then reads what it holds, unless that is what `planned` was made of. `idle`: nothing is
 * known to be asked.
 */
export async function openAnswerJob(
  target: ModelTarget,
  input: AnswerInput,
  { runtime, idle, planned }: { runtime: Runtime; idle: boolean; planned: AnswerPlan | undefined },
): Promise<AnswerJob> {
  const { report } = runtime;
  const counted = runtime.count({ label: target.modelId, stage: 'answers' });
  const client = await runtime.clientFor(target, counted.calls, idle);
  const file = answersFile(input.dataDir, input.bench, target.modelId);
  const writer = await openWriter(file, answerSchema);
  try {
    if (writer.tornBytes > 0)
      report.warn(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
    const served = idle ? undefined : await runtime.servedBy(target);
    const weights = weightsOf(served);
    const stands = weights === undefined && planned?.of === (await signature(file));
    const plan = planned && stands ? planned : await planFor(target, input, weights);
    for (const line of notesOn(plan, { target, input })) report.warn(line);
    const notBegun = plan.pending.length;
    const scoring = notBegun > 0 ? await probeScoring(input.asking, target, client) : undefined;
    const calls = plan.pending.reduce(
      (sum, each) => sum + each.question.turns.length * each.choices.length,
      0,
    );
    const line = report.begin(target.modelId, notBegun, { meter: counted.calls, each: calls / notBegun });
    const tally = newTally(counted, { kept: plan.done, notBegun });
    return { target, client, file, writer, plan, scoring, pending: plan.pending, tally, line };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** What of the settings and of the answers on disk is worth a line. */
function notesOn(
  { mixed, unanswered }: AnswerPlan,
  { target: { modelId, rules }, input }: { target: ModelTarget; input: AnswerInput },
): string[] {
  const notes: string[] = [];
  if (input.settings.temperature !== undefined && !rules.temperature) {
    notes.push(`${modelId} takes no temperature, so --temperature is not sent to it (rules in models.yaml)`);
  }
  if (mixed !== undefined) notes.push(mixed);
  if (unanswered > 0) {
    const which = unanswered === 1 ? 'answer on disk lacks' : 'answers on disk lack';
    notes.push(
      `${modelId}: ${unanswered} ${which} a turn that did not fit into the context; --retry-failed asks for it again`,
    );
  }
  return notes;
}

interface AnswerRun extends Pick<AnswerInput, 'settings' | 'asking'> {
  runtime: Runtime;
  /** Called for each question that has been dealt with: with its record's place, or undefined when it failed. */
  onSettled?: (question: Question, written: { answer: Answer; place: Place } | undefined) => Promise<void>;
}

/** Answers what is pending. Failures of single questions are counted and named; they stop nothing but themselves. */
export async function runAnswerJob(
  job: AnswerJob,
  signal: AbortSignal,
  { onSettled, ...run }: AnswerRun,
): Promise<void> {
  const { target, tally, line } = job;
  const closed = new AbortController();
  const pool = { width: widthFor(target.concurrency), signal: AbortSignal.any([signal, closed.signal]) };
  const deferred: PendingAnswer[] = [];
  const answer = async (pending: PendingAnswer) => {
    const { question } = pending;
    try {
      const record = await answerPending(pending, job, run);
      const place = await job.writer.append(record);
      tally.written += 1;
      noteUnanswered(record, pending, { job, report: run.runtime.report });
      await onSettled?.(question, { answer: record, place });
    } catch (error) {
      if (isDeferred(error)) deferred.push(pending);
      const what = `question ${questionKey(question)}`;
      const failure = noteFailure(error, { who: target.modelId, what, closed, report: run.runtime.report });
      if (!failure) return;
      countFailed(tally, failure.kind);
      line.fail();
      await onSettled?.(question, undefined);
    }
    tally.notBegun -= 1;
    line.tick();
  };
  const { asking } = run;
  const { order, follow } = orderByPrefix(longestFirst(job.pending), { asking, width: target.concurrency });
  await runPool(order, pool, (pending) => follow(pending, () => answer(pending)));
  if (closed.signal.aborted) line.end();
  // The next batch round takes up what this one has deferred.
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
    if (tally.written > 0 || disorder) await sortFile(file, answerSchema, { keyOf: answerKey, rankOf });
  });
}

async function answerPending(
  { question, choices, keep }: PendingAnswer,
  { target, client, file, scoring }: AnswerJob,
  { settings, asking, runtime }: Omit<AnswerRun, 'onSettled'>,
): Promise<Answer> {
  const kept = keep ? await readAnswer(file, keep) : undefined;
  const asked = { missing: choices, kept: kept?.choices ?? [] };
  return answerQuestion(question, asked, { target, client, settings, asking, scoring, now: runtime.now });
}

/** A record whose choices are kept. */
export async function readAnswer(file: string, span: NonNullable<PendingAnswer['keep']>): Promise<Answer> {
  const records = await openRecords(file, answerSchema);
  return records.read(span).finally(records.close);
}
