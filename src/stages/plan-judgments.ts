/** Stage 2, what is wanted and not done: which matches a judge has still to decide. */

import { contentHash } from '../content-hash.ts';
import { hashMatch, type SingleMatch } from '../judge/match.ts';
import { choosePrompt, fillPrompt, hashPrompt } from '../judge/prompt.ts';
import type { Answer } from '../records/answer.ts';
import type { JudgePrompt, JudgePromptSet } from '../records/judge-prompt.ts';
import { singleJudgmentKey } from '../records/judgment.ts';
import { type Question, questionKey } from '../records/question.ts';
import type { AnswerSummary } from '../store/answers.ts';
import type { JudgmentSummary } from '../store/judgments.ts';
import type { RecordIndex, Span } from '../store/record-index.ts';
import { answersThis } from './plan-answers.ts';

/** A match by its coordinates; its texts are read when its turn comes. */
export interface PendingMatch {
  question: Question;
  turn: number;
  choice: number;
  repeat: number;
  answer: Span;
}

export interface JudgmentPlan {
  pending: PendingMatch[];
  /** Judgments that stand. */
  done: number;
  /** Of the pending ones, those that were judged on other texts than today's. */
  stale: number;
  /** Questions without a usable answer. */
  missing: { question: Question; reason: string }[];
}

export interface JudgmentPlanInput {
  judgeId: string;
  model: string;
  questions: readonly Question[];
  answers: RecordIndex<AnswerSummary>;
  judgments: RecordIndex<JudgmentSummary>;
  prompts: JudgePromptSet;
  repeats: number;
  overwrite: boolean;
  /** Reads an answer; needed only for judgments without hashes. */
  readAnswer: (span: Span) => Promise<Answer>;
}

export async function planJudgments(input: JudgmentPlanInput): Promise<JudgmentPlan> {
  const plan: JudgmentPlan = { pending: [], done: 0, stale: 0, missing: [] };
  for (const question of input.questions) {
    const answer = input.answers.entries.get(questionKey(question));
    const reason = unusable(answer, question);
    if (reason !== undefined) plan.missing.push({ question, reason });
    else if (answer) await planAnswer(plan, { question, answer, input });
  }
  return plan;
}

/** A match of one turn of one choice, from the answer's record. */
export function toMatch(pending: PendingMatch, model: string, answer: Answer): SingleMatch {
  const { question, turn, choice, repeat } = pending;
  const turns = answer.choices.find(({ index }) => index === choice)?.turns ?? [];
  return { type: 'single', question, turn, model, choice, repeat, answers: turns.slice(0, turn) };
}

function unusable(answer: AnswerSummary | undefined, question: Question): string | undefined {
  if (!answer) return 'no answer';
  if (!answersThis(answer, question)) return 'the answer is to an earlier wording of the question';
  return answer.choices.length === 0 ? 'the answer is an error mark' : undefined;
}

interface PlannedAnswer {
  question: Question;
  answer: AnswerSummary & Span;
  input: JudgmentPlanInput;
}

async function planAnswer(plan: JudgmentPlan, { question, answer, input }: PlannedAnswer): Promise<void> {
  const { offset, length, number } = answer;
  for (const { index: choice, hashes } of answer.choices) {
    for (const turn of question.turns.keys()) {
      if (hashes[turn] === undefined)
        plan.missing.push({ question, reason: `no answer to turn ${turn + 1}` });
      if (hashes[turn] === undefined) continue;
      const coordinates = { question, turn: turn + 1, choice, answer: { offset, length, number } };
      for (let repeat = 0; repeat < input.repeats; repeat += 1) {
        const pending = { ...coordinates, repeat };
        const state = await stateOf(pending, hashes[turn], input);
        if (state === 'done') plan.done += 1;
        else plan.pending.push(pending);
        if (state === 'stale') plan.stale += 1;
      }
    }
  }
}

async function stateOf(
  pending: PendingMatch,
  answer_hash: string,
  input: JudgmentPlanInput,
): Promise<'done' | 'stale' | 'new'> {
  const { judgeId, model } = input;
  const { question, turn } = pending;
  // Chosen even for what is done: a set without a fitting prompt must fail before the first call.
  const prompt = choosePrompt(input.prompts, { type: 'single', model, answers: [], ...pending });
  const key = singleJudgmentKey({
    ...pending,
    question_id: question.question_id,
    model,
    judge: [judgeId, prompt.name],
  });
  const judgment = input.judgments.entries.get(key);
  if (!judgment) return 'new';
  if (input.overwrite) return 'stale';
  if (!judgment.hashes) return (await samePrompt(judgment, pending, { prompt, input })) ? 'done' : 'stale';
  const now = { ...hashMatch({ question, turn, answers: [] }), answer_hash, prompt_hash: hashPrompt(prompt) };
  return contentHash(now) === contentHash(judgment.hashes) ? 'done' : 'stale';
}

/** For a judgment that keeps no hashes: whether it was asked with the very text that would be asked today. */
async function samePrompt(
  judgment: JudgmentSummary,
  pending: PendingMatch,
  { prompt, input }: { prompt: JudgePrompt; input: JudgmentPlanInput },
): Promise<boolean> {
  if (judgment.promptName !== prompt.name) return false;
  const match = toMatch(pending, input.model, await input.readAnswer(pending.answer));
  return contentHash(fillPrompt(prompt, match).user) === judgment.userPromptHash;
}
