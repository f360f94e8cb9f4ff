/** One judge's part of a run: its file, its plan, its work. */

import { runEach, runPool, widthFor } from '../../client/pool.ts';
import { isDeferred, UserError } from '../../errors.ts';
import type { Shared } from '../../judges/judge.ts';
import { verdictInReasoning } from '../../judges/model/model-judge.ts';
import { type JudgePromptSet, promptSetKey } from '../../records/judge-prompt.ts';
import { type Question, type QuestionId, questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import { judgmentsFile } from '../../store/bench/paths.ts';
import { otherCaseOf } from '../../store/files/same-name.ts';
import { signature } from '../../store/files/signature.ts';
import { indexRecords, type RecordIndex } from '../../store/jsonl/record-index.ts';
import { sortFile } from '../../store/jsonl/sort.ts';
import { type JsonlWriter, openWriter } from '../../store/jsonl/writer.ts';
import { noteFailure } from '../failures.ts';
import type { WorkLine } from '../progress.ts';
import type { Runtime } from '../runtime.ts';
import { countFailed, newTally, type Tally } from '../tally.ts';
import { judgeMatch } from './judge-match.ts';
import { packedJudgments } from './judgment-columns.ts';
import type { JudgmentSummary, Mode, PendingMatch } from './mode.ts';
import type { JudgeIdentity, OpenJudge } from './open-judges.ts';
import { judgedOtherwise } from './other-settings.ts';
import { type JudgmentPlan, planJudgments } from './plan.ts';
import { planSharing } from './prompt-cache-order.ts';

export interface JudgmentJob<Record> {
  judge: OpenJudge;
  file: string;
  writer: JsonlWriter<Record>;
  plan: JudgmentPlan;
  /** The plan's pending matches, or a source that still grows. */
  matches: Iterable<PendingMatch> | AsyncIterable<PendingMatch>;
  /** What of a match's prompts the plan asks for more than once; undefined where no service keeps prompts on demand. */
  shared: ((pending: PendingMatch) => Shared) | undefined;
  /** Called for each match that has been dealt with, judged or not. */
  onSettled?: (pending: PendingMatch) => void;
  tally: Tally;
  line: WorkLine;
}

/** What every judge of a run is to decide, and how. */
export interface JudgmentInput<Record> {
  dataDir: string;
  bench: string;
  mode: Mode<Record>;
  questions: readonly Question[];
  prompts: JudgePromptSet;
  readers: readonly AnswerReader[];
  repeats: number;
  overwrite: boolean;
}

/** What a judge has still to decide. A file that holds another judge's judgments is a UserError. */
export async function planFor<Record>(
  identity: JudgeIdentity,
  input: JudgmentInput<Record>,
): Promise<JudgmentPlan> {
  const of = await signature(fileOf(identity, input));
  return { ...(await planAmong(await indexFor(identity, input), identity, input)), of };
}

/** The same, where the judgments on disk are known. */
export function planAmong<Record>(
  judgments: RecordIndex<JudgmentSummary>,
  judge: JudgeIdentity,
  { mode, questions, readers, repeats, overwrite }: JudgmentInput<Record>,
): Promise<JudgmentPlan> {
  return planJudgments(mode, { judge, questions, readers, judgments, repeats, overwrite });
}

/**
 * The judgments that a judge's file holds, and of another prompt set than the default one those that earlier versions put
 * into the default's file, too. Another judge's, and such that were made with other settings, are a UserError.
 */
export async function indexFor<Record>(
  identity: JudgeIdentity,
  input: JudgmentInput<Record>,
): Promise<RecordIndex<JudgmentSummary>> {
  const { mode } = input;
  const { keyOf, summarise } = mode;
  const file = fileOf(identity, input);
  await checkCase(file);
  const holds = `${mode.file} judgments`;
  const options = { keyOf, summarise, holds, entries: packedJudgments() };
  const earlier = fileOf({ id: identity.id }, input);
  if (earlier !== file) await indexRecords(earlier, mode.schema, options);
  const judgments = await indexRecords(file, mode.schema, options);
  checkOwn(judgments, file, { identity, overwrite: input.overwrite });
  return judgments;
}

/** Of the judgments of the judge's prompt set; those of others stand next to them. */
function checkOwn(
  { entries }: RecordIndex<JudgmentSummary>,
  file: string,
  {
    identity: { askedAs, parameters, weights, promptSet },
    overwrite,
  }: { identity: JudgeIdentity; overwrite: boolean },
): void {
  for (const { sentTo = askedAs } of ofSet(entries.values(), promptSet)) {
    if (sentTo === askedAs) continue;
    throw new UserError(
      `${file} holds the judgments of ${sentTo}, which ${askedAs} would share: give one of them another name with model_id in models.yaml`,
    );
  }
  const otherwise =
    parameters && !overwrite && judgedOtherwise(ofSet(entries.values(), promptSet), { parameters, weights });
  if (otherwise) {
    throw new UserError(
      `${file}: ${otherwise}; give --overwrite to replace them, or the judge another model_id in models.yaml to keep both`,
    );
  }
}

function* ofSet(judgments: Iterable<JudgmentSummary>, promptSet: string | undefined) {
  const [set] = promptSetKey(promptSet);
  for (const each of judgments) if (promptSetKey(each.promptSet)[0] === set) yield each;
}

async function checkCase(file: string): Promise<void> {
  const other = await otherCaseOf(file);
  if (other === undefined) return;
  throw new UserError(
    `${file} and ${other} differ in case only, and are one file on some systems: give the judge another name with model_id in models.yaml`,
  );
}

/** Takes the lock of the judge's file, then has `plan` read what it holds, unless that is what `planned` was made of. */
export async function openJudgmentJob<Record>(
  judge: OpenJudge,
  input: JudgmentInput<Record>,
  {
    runtime: { report },
    planned,
    plan = () => planFor(judge.identity, input),
  }: {
    runtime: Pick<Runtime, 'report'>;
    planned?: JudgmentPlan | undefined;
    plan?: () => Promise<JudgmentPlan>;
  },
): Promise<JudgmentJob<Record>> {
  const file = fileOf(judge.identity, input);
  const writer = await openWriter(file, input.mode.schema);
  try {
    if (writer.tornBytes > 0)
      report.warn(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
    const stands = judge.identity.weights === undefined && planned?.of === (await signature(file));
    const found = planned && stands ? planned : await plan();
    const notBegun = found.pending.length;
    const tally = newTally(judge.counted, { kept: found.done, notBegun });
    const line = report.begin(judge.counted.label, notBegun, { meter: judge.counted.calls });
    const { order, shared } = planSharing(found.pending, { ...input, ...judge });
    return { judge, file, writer, plan: found, tally, line, matches: order, shared };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** Decides what is pending. Failures of single matches are counted and named; they stop nothing but themselves. */
export async function runJudgmentJob<Record>(
  job: JudgmentJob<Record>,
  signal: AbortSignal,
  { input, runtime }: { input: JudgmentInput<Record>; runtime: Pick<Runtime, 'report' | 'now'> },
): Promise<void> {
  const { matches, shared, tally, writer, line } = job;
  const { judge, width } = job.judge;
  const { mode } = input;
  const closed = new AbortController();
  const pool = { width: widthFor(width), signal: AbortSignal.any([signal, closed.signal]) };
  const asking = { judge, clock: () => runtime.now() / 1000, shared };
  const deferred: PendingMatch[] = [];
  await runPool(matches, pool, async (pending) => {
    try {
      const judgment = await judgeMatch(pending, mode, asking);
      await writer.append(judgment);
      tally.written += 1;
      const reasons = mode.unparsedReasons(judgment);
      if (reasons.length > 0) tally[judge.answerMethod ? 'noAnswer' : 'unparsed'] += 1;
      if (reasons.includes(verdictInReasoning)) tally.hidden += 1;
    } catch (error) {
      if (isDeferred(error)) deferred.push(pending);
      const what = describe(pending);
      const failure = noteFailure(error, { who: tally.label, what, closed, report: runtime.report });
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
  // The next batch round takes up what this one has deferred.
  job.matches = closed.signal.aborted ? [] : deferred;
}

/** Puts the file in order (model, question, turn, choice, repeat), one row a match, lets go of its lock and of the judge. */
export async function closeJudgmentJob<Record extends { question_id: QuestionId }>(
  { judge: { judge }, writer, file, tally }: JudgmentJob<Record>,
  { mode, questions }: { mode: Mode<Record>; questions: readonly Question[] },
): Promise<void> {
  const position = new Map(questions.map((question, index) => [questionKey(question), index]));
  const rankOf = (record: Record) =>
    mode.rankOf(record, position.get(questionKey(record)) ?? questions.length);
  const closeFile = () =>
    writer.close(async () => {
      // A run that was killed may have written everything and put nothing in order.
      const disorder = writer.inherited && tally.kept > 0;
      if (tally.written > 0 || disorder) await sortFile(file, mode.schema, { keyOf: mode.keyOf, rankOf });
    });
  await runEach([closeFile, async () => judge.close?.()]);
}

/** Where a judge's judgments lie. */
export function fileOf<Record>(
  { id: judgeId, promptSet }: Pick<JudgeIdentity, 'id' | 'promptSet'>,
  { dataDir, bench, mode }: JudgmentInput<Record>,
): string {
  return judgmentsFile(dataDir, bench, { judgeId, mode: mode.file, promptSet });
}

function describe({ question, turn, sides }: PendingMatch): string {
  const models = sides.map(({ reader }) => reader.model).join(' and ');
  return `question ${questionKey(question)} turn ${turn} of ${models}`;
}
