/** The part of `gen-judgment` that works for one judge: its file, its plan, its run. */

import type { ProgressLine } from '../../cli/progress/progress.ts';
import type { Meter } from '../../client/meter.ts';
import { runPool, widthFor } from '../../client/pool.ts';
import { isDeferred, UserError } from '../../errors.ts';
import type { Judge } from '../../judges/judge.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { type Question, type QuestionId, questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import { judgmentsFile } from '../../store/bench/paths.ts';
import { indexRecords, type RecordIndex } from '../../store/jsonl/record-index.ts';
import { reorganise } from '../../store/jsonl/sort.ts';
import { type JsonlWriter, openWriter } from '../../store/jsonl/writer.ts';
import { noteFailure } from '../failures.ts';
import type { Session } from '../session.ts';
import { countFailed, newTally, type Tally } from '../tally.ts';
import { judgeMatch } from './judge-match.ts';
import { packedJudgments } from './judgment-columns.ts';
import type { JudgmentSummary, Mode, PendingMatch } from './mode.ts';
import { type JudgmentPlan, planJudgments } from './plan.ts';
import { planSharing, type Shared } from './prompt-cache-order.ts';

export interface JudgmentJobOptions {
  bench: string;
  dataDir: string;
  repeats: number;
  overwrite?: true;
}

/** What a judge goes by, and who stands behind the name. */
export interface JudgeIdentity {
  id: string;
  /** Endpoint and model: `openai/gpt-4.1`. */
  askedAs: string;
}

/** A judge, and how many matches it may have under way. */
export interface JudgeSeat {
  identity: JudgeIdentity;
  judge: Judge;
  width: number;
  /** True where the service keeps what it is told to keep of a prompt. */
  keepsPrompts?: boolean;
  /** The fewest tokens that it then keeps. */
  fewestKept?: number;
  /** Of the calls it makes. */
  meter: Meter;
}

/** One judge's share of a run. */
export interface JudgmentJob<Record> {
  seat: JudgeSeat;
  file: string;
  writer: JsonlWriter<Record>;
  plan: JudgmentPlan;
  /** The plan's pending matches, or a source that still grows. */
  matches: Iterable<PendingMatch> | AsyncIterable<PendingMatch>;
  /** What of a match's prompts the plan asks for more than once; undefined where no service is to be told. */
  shared: ((pending: PendingMatch) => Shared) | undefined;
  /** Told of each match that has been dealt with, judged or not. */
  onSettled?: (pending: PendingMatch) => void;
  tally: Tally;
  line: ProgressLine;
}

export interface JudgmentInput<Record> {
  mode: Mode<Record>;
  questions: readonly Question[];
  prompts: JudgePromptSet;
  readers: readonly AnswerReader[];
  options: JudgmentJobOptions;
}

/** What a judge has still to decide. A file that holds another judge's judgments is a UserError. */
export async function planFor<Record>(
  identity: JudgeIdentity,
  input: JudgmentInput<Record>,
): Promise<JudgmentPlan> {
  return planAmong(await indexFor(identity, input), identity, input);
}

/** The same, where the judgments on disk are known. */
export function planAmong<Record>(
  judgments: RecordIndex<JudgmentSummary>,
  { id: judgeId }: JudgeIdentity,
  { mode, questions, prompts, readers, options }: JudgmentInput<Record>,
): Promise<JudgmentPlan> {
  const overwrite = options.overwrite === true;
  return planJudgments(mode, {
    ...{ judgeId, questions, readers, judgments, prompts, overwrite },
    repeats: options.repeats,
  });
}

/** The judgments that a judge's file holds. Another judge's are a UserError. */
export async function indexFor<Record>(
  { id: judgeId, askedAs }: JudgeIdentity,
  input: JudgmentInput<Record>,
): Promise<RecordIndex<JudgmentSummary>> {
  const { mode } = input;
  const { keyOf, summarise } = mode;
  const file = fileOf(judgeId, input);
  const holds = `${mode.file} judgments`;
  const judgments = await indexRecords(file, mode.schema, {
    keyOf,
    summarise,
    holds,
    entries: packedJudgments(),
  });
  for (const { sentTo = askedAs } of judgments.entries.values()) {
    if (sentTo === askedAs) continue;
    throw new UserError(
      `${file} holds the judgments of ${sentTo}, which ${askedAs} would share: give one of them another name with model_id in models.yaml`,
    );
  }
  return judgments;
}

/** Takes the lock of the judge's file, then has `plan` look at what it holds. */
export async function openJudgmentJob<Record>(
  seat: JudgeSeat,
  input: JudgmentInput<Record>,
  session: Session,
  plan: () => Promise<JudgmentPlan> = () => planFor(seat.identity, input),
): Promise<JudgmentJob<Record>> {
  const judgeId = seat.judge.id;
  const file = fileOf(judgeId, input);
  const writer = await openWriter(file, input.mode.schema);
  try {
    const { say } = session.progress;
    if (writer.tornBytes > 0) say(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
    const found = await plan();
    if (found.stale > 0)
      say(
        `${judgeId}: ${found.stale} ${found.stale === 1 ? 'judgment is stale and is' : 'judgments are stale and are'} made again`,
      );
    const notBegun = found.pending.length;
    const label = `judge ${judgeId}`;
    const tally = newTally(label, { noun: 'judgments', kept: found.done, notBegun });
    const line = session.progress.add(label, notBegun, seat);
    const { order, shared } = planSharing(found.pending, { ...input, ...seat });
    return { seat, file, writer, plan: found, tally, line, matches: order, shared };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** Decides what is pending. Failures of single matches are counted and named; they stop nothing but themselves. */
export async function runJudgmentJob<Record>(
  job: JudgmentJob<Record>,
  signal: AbortSignal,
  { input, session }: { input: JudgmentInput<Record>; session: Session },
): Promise<void> {
  const { seat, matches, shared, tally, writer, line } = job;
  const { mode, prompts } = input;
  const closed = new AbortController();
  const pool = { width: widthFor(seat.width), signal: AbortSignal.any([signal, closed.signal]) };
  const { failures, progress } = session;
  const deferred: PendingMatch[] = [];
  await runPool(matches, pool, async (pending) => {
    try {
      const asking = { judge: seat.judge, prompts, clock: session.clock, shared };
      const judgment = await judgeMatch(pending, mode, asking);
      await writer.append(judgment);
      tally.written += 1;
      if (mode.isUnparsed(judgment)) tally.unparsed += 1;
    } catch (error) {
      if (isDeferred(error)) deferred.push(pending);
      const what = describe(pending);
      const failure = noteFailure(error, {
        ...{ who: tally.label, what, closed, failures },
        say: progress.say,
      });
      if (!failure) return;
      countFailed(tally, failure.kind);
      line.fail();
    } finally {
      job.onSettled?.(pending);
    }
    tally.notBegun -= 1;
    line.tick();
  });
  if (closed.signal.aborted) line.end();
  // The next round of a batch run takes up what this one has deferred.
  job.matches = closed.signal.aborted ? [] : deferred;
}

/** Puts the file in order (model, question, turn, choice, repeat), one row a match, and lets go of its lock. */
export async function closeJudgmentJob<Record extends { question_id: QuestionId }>(
  { writer, file, tally }: JudgmentJob<Record>,
  { mode, questions }: { mode: Mode<Record>; questions: readonly Question[] },
): Promise<void> {
  const position = new Map(questions.map((question, index) => [questionKey(question), index]));
  const rankOf = (record: Record) =>
    mode.rankOf(record, position.get(questionKey(record)) ?? questions.length);
  await writer.close(async () => {
    // A run that was killed may have written everything and put nothing in order.
    const disorder = writer.inherited && tally.kept > 0;
    if (tally.written > 0 || disorder) await reorganise(file, mode.schema, { keyOf: mode.keyOf, rankOf });
  });
}

function fileOf<Record>(judgeId: string, { options, mode }: JudgmentInput<Record>): string {
  return judgmentsFile(options.dataDir, options.bench, { judgeId, mode: mode.file });
}

function describe({ question, turn, sides }: PendingMatch): string {
  const models = sides.map(({ reader }) => reader.model).join(' and ');
  return `question ${questionKey(question)} turn ${turn} of ${models}`;
}
