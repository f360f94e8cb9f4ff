/** The part of `gen-judgment` that works on one judge: its file, its plans, its run. */

import { runPool } from '../calls/pool.ts';
import { ProviderError } from '../errors.ts';
import type { Judge } from '../judge/judge.ts';
import { answerSchema } from '../records/answer.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import { type SingleJudgment, singleJudgmentKey, singleJudgmentSchema } from '../records/judgment.ts';
import { type Question, questionKey } from '../records/question.ts';
import { judgeMatch } from '../stages/judge.ts';
import { type JudgmentPlan, type PendingMatch, planJudgments, toMatch } from '../stages/plan-judgments.ts';
import { indexAnswers, modelIdOf } from '../store/answers.ts';
import { type JsonlWriter, openWriter } from '../store/jsonl-writer.ts';
import { indexSingleJudgments } from '../store/judgments.ts';
import { judgmentsFile } from '../store/paths.ts';
import { openRecords } from '../store/record-index.ts';
import { reorganise } from '../store/reorganise.ts';
import type { Session } from './session.ts';
import type { Tally } from './summary.ts';

export interface JudgmentJobOptions {
  bench: string;
  dataDir: string;
  repeats: number;
  overwrite?: true;
}

/** A judge, and how many calls it may have under way. */
export interface JudgeSeat {
  judge: Judge;
  width: number;
}

/** What one judge has to decide about one model. */
export interface ModelPlan extends JudgmentPlan {
  model: string;
  answersFile: string;
}

/** One judge's share of a run. */
export interface JudgmentJob {
  seat: JudgeSeat;
  file: string;
  writer: JsonlWriter<SingleJudgment>;
  plans: ModelPlan[];
  tally: Tally;
}

export interface JudgmentInput {
  questions: readonly Question[];
  prompts: JudgePromptSet;
  answerFiles: readonly string[];
  options: JudgmentJobOptions;
}

/** What a judge has still to decide, model by model. */
export async function planFor(judgeId: string, input: JudgmentInput): Promise<ModelPlan[]> {
  const { questions, prompts, options } = input;
  const file = judgmentsFile(options.dataDir, options.bench, { judgeId, mode: 'single' });
  const judgments = await indexSingleJudgments(file);
  const plans: ModelPlan[] = [];
  for (const answersFile of input.answerFiles) {
    const answers = await indexAnswers(answersFile);
    const model = modelIdOf(answersFile, answers.entries.values().next().value?.modelId);
    const records = await openRecords(answersFile, answerSchema);
    try {
      const plan = await planJudgments({
        ...{ judgeId, model, questions, answers, judgments, prompts },
        repeats: options.repeats,
        overwrite: options.overwrite === true,
        readAnswer: records.read,
      });
      plans.push({ ...plan, model, answersFile });
    } finally {
      await records.close();
    }
  }
  return plans;
}

/** Takes the lock of the judge's file, then looks at what it holds. */
export async function openJudgmentJob(
  seat: JudgeSeat,
  input: JudgmentInput,
  session: Session,
): Promise<JudgmentJob> {
  const { bench, dataDir } = input.options;
  const judgeId = seat.judge.id;
  const file = judgmentsFile(dataDir, bench, { judgeId, mode: 'single' });
  const writer = await openWriter(file, singleJudgmentSchema);
  try {
    const { say } = session.progress;
    if (writer.tornBytes > 0) say(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
    const plans = await planFor(judgeId, input);
    const sum = (field: 'done' | 'stale') => plans.reduce((total, plan) => total + plan[field], 0);
    const pending = plans.reduce((total, plan) => total + plan.pending.length, 0);
    if (sum('stale') > 0) say(`${judgeId}: ${sum('stale')} judgments are stale and are made again`);
    const tally = { label: judgeId, written: 0, kept: sum('done'), failed: 0, notBegun: pending };
    return { seat, file, writer, plans, tally };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** Decides what is pending. Failures of single matches are counted and named; they stop nothing but themselves. */
export async function runJudgmentJob(
  job: JudgmentJob,
  signal: AbortSignal,
  { prompts, session }: { prompts: JudgePromptSet; session: Session },
): Promise<void> {
  const { seat, plans, tally } = job;
  const closed = new AbortController();
  const line = session.progress.add(`judge ${seat.judge.id}`, tally.notBegun);
  const pool = { width: seat.width, signal: AbortSignal.any([signal, closed.signal]) };
  for (const plan of plans) {
    const records = await openRecords(plan.answersFile, answerSchema);
    const decide = async (pending: PendingMatch) => {
      const answer = await records.read(pending.answer);
      const match = toMatch(pending, plan.model, answer);
      const { clock } = session;
      await job.writer.append(
        await judgeMatch(match, { judge: seat.judge, prompts, demoAnswer: answer.demo === true, clock }),
      );
      tally.written += 1;
    };
    const work = async (pending: PendingMatch) => {
      try {
        await decide(pending);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        if (error.kind === 'cancelled') return;
        if (error.closesModel) closed.abort();
        tally.failed += 1;
        const what = `question ${questionKey(pending.question)} turn ${pending.turn} of ${plan.model}`;
        session.progress.say(`failed: judge ${seat.judge.id}, ${what}: ${error.message}`);
      }
      tally.notBegun -= 1;
      line.tick();
    };
    await runPool(plan.pending, pool, work).finally(records.close);
  }
}

/** Puts the file in order (model, question, turn, choice, repeat), one row a match, and lets go of its lock. */
export async function closeJudgmentJob(
  { writer, file, tally }: JudgmentJob,
  questions: readonly Question[],
): Promise<void> {
  const position = new Map(questions.map((question, index) => [questionKey(question), index]));
  const rankOf = ({ model, turn, choice = 0, repeat = 0, ...row }: SingleJudgment) => [
    model,
    position.get(questionKey(row)) ?? questions.length,
    turn,
    choice,
    repeat,
  ];
  await writer.close(async () => {
    if (tally.written > 0) await reorganise(file, singleJudgmentSchema, { keyOf: singleJudgmentKey, rankOf });
  });
}
