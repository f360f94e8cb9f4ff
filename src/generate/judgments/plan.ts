/** Stage 2, what is wanted and not done: which matches a judge has still to decide. */

import { contentHash } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import type { Judge, Method } from '../../judges/judge.ts';
import { hashMatch } from '../../judges/match.ts';
import type { Answer } from '../../records/answer.ts';
import { promptSetKey } from '../../records/judge-prompt.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import type { RecordIndex } from '../../store/jsonl/record-index.ts';
import { answersThis } from '../answers/plan.ts';
import { hashInputs } from './inputs.ts';
import type { MissingAnswer } from './missing.ts';
import type { JudgmentInputs, JudgmentSummary, Mode, PendingMatch } from './mode.ts';
import { type Matches, packMatches } from './pending-matches.ts';

export interface JudgmentPlan {
  pending: Matches;
  /** Judgments that are valid. */
  done: number;
  /** Of the pending ones, those that were judged on other inputs than today's. */
  stale: number;
  /** Judgments on disk that new ones will replace, stale or not. */
  replaces: number;
  /** Answers that the judge does not read, since they were had by another method. */
  ungraded: number;
  /** The `signature` of the judge's file that the judgments on disk were read from. */
  of?: string;
  /** Answers that are not there, each named once. */
  missing: Map<string, MissingAnswer>;
}

export interface JudgmentPlanInput {
  judge: Pick<Judge, 'id' | 'methodFor' | 'promptFor' | 'lacks' | 'answerMethod'>;
  questions: readonly Question[];
  readers: readonly AnswerReader[];
  judgments: RecordIndex<JudgmentSummary>;
  repeats: number;
  overwrite: boolean;
}

/** Compares the wanted matches with the judgments on disk. A judge that can't decide one of them is a UserError. */
export async function planJudgments<Record>(
  mode: Mode<Record>,
  input: JudgmentPlanInput,
): Promise<JudgmentPlan> {
  const pairings = mode.pairings(input.readers);
  const pending = packMatches(pairings, input.questions);
  const plan: JudgmentPlan = { pending, done: 0, stale: 0, replaces: 0, ungraded: 0, missing: new Map() };
  const sharedInputsOf = rememberedInputs();
  const lacking = new Map<string, Question>();
  for (const [pairing, readers] of pairings.entries()) {
    for (const [questionIndex, question] of input.questions.entries()) {
      for (const planned of matchesOf(readers, question, { plan, judge: input.judge })) {
        for (let repeat = 0; repeat < input.repeats; repeat += 1) {
          const { turn, choice, sides } = planned.match;
          const match = { question, turn, choice, repeat, sides };
          if (noteLack(match, { mode, judge: input.judge, lacking })) continue;
          const state = await stateOf({ match, hashes: planned.hashes }, { mode, input, sharedInputsOf });
          if (state === 'done') plan.done += 1;
          else pending.add({ pairing, question: questionIndex, turn, choice, repeat });
          if (state === 'stale') plan.stale += 1;
          if (state === 'stale' || state === 'replaced') plan.replaces += 1;
        }
      }
    }
  }
  if (lacking.size > 0) throw new UserError(input.judge.lacks?.message(lacking));
  return plan;
}

/** Whether the judge has no prompt for a match; each kind is kept with the first question that needs it. */
function noteLack<Record>(
  match: PendingMatch,
  {
    mode,
    judge,
    lacking,
  }: { mode: Mode<Record>; judge: JudgmentPlanInput['judge']; lacking: Map<string, Question> },
): boolean {
  if (!judge.lacks) return false;
  const kinds = mode.games(match, []).flatMap((game) => judge.lacks?.kindFor(game) ?? []);
  for (const kind of kinds) if (!lacking.has(kind)) lacking.set(kind, match.question);
  return kinds.length > 0;
}

/** The texts that a match is about: each side's answers to the turns up to the judged one, and its records. */
export async function readSides(pending: PendingMatch): Promise<{ answers: string[][]; records: Answer[] }> {
  const records = await Promise.all(pending.sides.map(({ reader, span }) => reader.read(span)));
  const answers = records.map((record) => {
    const choice = record.choices.find(({ index }) => index === pending.choice);
    return (choice?.turns ?? []).slice(0, pending.turn);
  });
  return { answers, records };
}

/** The hashes of what a judgment of a match is made from. */
export function inputsOf(
  match: Pick<PendingMatch, 'question' | 'turn'>,
  method: Method,
  answer_hashes: readonly string[],
): JudgmentInputs {
  return { ...sharedInputs(match, method), answer_hashes };
}

type SharedInputs = Omit<JudgmentInputs, 'answer_hashes'>;

/** What the judgments of all models on one question turn have in common. */
function sharedInputs(
  { question, turn }: Pick<PendingMatch, 'question' | 'turn'>,
  { hash }: Method,
): SharedInputs {
  const { question_hash, reference_hash } = hashMatch({ question, turn, answers: [] });
  return { question_hash, reference_hash, prompt_hash: hash };
}

/** `sharedInputs`, computed once for each question turn and method, however many models there are. */
function rememberedInputs(): typeof sharedInputs {
  const known = new Map<Question, Map<string, SharedInputs>>();
  return (match, method) => {
    const ofQuestion = known.get(match.question) ?? new Map<string, SharedInputs>();
    known.set(match.question, ofQuestion);
    const name = `${match.turn} ${method.hash}`;
    const found = ofQuestion.get(name) ?? sharedInputs(match, method);
    ofQuestion.set(name, found);
    return found;
  };
}

interface PlannedMatch {
  match: Omit<PendingMatch, 'repeat'> & { repeat?: number };
  /** Of each side's answers up to the judged turn. */
  hashes: string[];
}

/** Every turn of every choice that all sides have answered; what a side has not is noted as missing. */
function matchesOf(
  readers: readonly AnswerReader[],
  question: Question,
  { plan, judge: { answerMethod } }: { plan: JudgmentPlan; judge: JudgmentPlanInput['judge'] },
): PlannedMatch[] {
  const missing = (model: string, reason: string, recorded = false) => {
    const key = JSON.stringify([model, questionKey(question), reason]);
    plan.missing.set(key, { model, question, reason, ...(recorded ? { recorded } : {}) });
  };
  const noteTurn = (model: string, turn: number, given: AnswerSummary['choices'][number] | undefined) => {
    const { hashes = [], unanswered = 0 } = given ?? {};
    const recorded = turn < hashes.length + unanswered;
    const why = recorded ? ', which did not fit into the context' : '';
    missing(model, `no answer to turn ${turn + 1}${why}`, recorded);
  };
  const found = readers.flatMap((reader) => {
    const answer = reader.answers.get(questionKey(question));
    const reason = unusable(answer, question);
    if (reason !== undefined) missing(reader.model, reason);
    return reason === undefined && answer ? [{ reader, answer }] : [];
  });
  const [first] = found;
  if (!first || found.length < readers.length) return [];
  if (answerMethod !== undefined && found.some(({ answer }) => answer.method !== answerMethod)) {
    plan.ungraded += 1;
    return [];
  }
  const sides = found.map(({ reader, answer }) => ({ reader, span: answer }));
  return first.answer.choices.flatMap(({ index: choice }) =>
    [...question.turns.keys()].flatMap((turn) => {
      const hashes = found.flatMap(({ reader, answer }) => {
        const given = answer.choices.find(({ index }) => index === choice);
        const hash = given?.hashes[turn];
        if (hash === undefined) noteTurn(reader.model, turn, given);
        return hash === undefined ? [] : [hash];
      });
      if (hashes.length < found.length) return [];
      return [{ match: { question, turn: turn + 1, choice, sides }, hashes }];
    }),
  );
}

function unusable(answer: AnswerSummary | undefined, question: Question): string | undefined {
  if (!answer) return 'no answer';
  if (!answersThis(answer, question)) return 'the answer is to an earlier wording of the question';
  return answer.choices.length === 0 ? 'the answer is an error mark' : undefined;
}

async function stateOf<Record>(
  { match, hashes }: { match: PendingMatch; hashes: readonly string[] },
  {
    mode,
    input,
    sharedInputsOf,
  }: { mode: Mode<Record>; input: JudgmentPlanInput; sharedInputsOf: typeof sharedInputs },
): Promise<'done' | 'stale' | 'replaced' | 'new'> {
  const { judge, judgments, overwrite } = input;
  const [game] = mode.games(match, []);
  if (!game) throw new Error('a match has at least one game');
  // Looked up even for what is done: a judge without a method for it must fail before the first call.
  const method = judge.methodFor(game);
  const set = method.promptSet?.name;
  const keyIn = (name?: string) => mode.keyOfMatch(match, [judge.id, method.name], name);
  const judgment = judgments.entries.get(keyIn(set));
  if (!judgment) {
    // What names no set may have been asked with this one's prompts: then it counts, else it is not of this set.
    const unnamed = overwrite || promptSetKey(set).length === 0 ? undefined : judgments.entries.get(keyIn());
    if (unnamed?.promptSet !== undefined || unnamed?.methodName !== method.name) return 'new';
    return (await hasSamePrompts(unnamed, match, { mode, judge })) ? 'done' : 'new';
  }
  if (overwrite) return 'replaced';
  const same =
    judgment.inputsHash === undefined
      ? judgment.methodName === method.name && (await hasSamePrompts(judgment, match, { mode, judge }))
      : judgment.inputsHash === hashInputs({ ...sharedInputsOf(match, method), answer_hashes: hashes });
  return same ? 'done' : 'stale';
}

/** For a judgment that keeps no hashes: whether it was asked with the very texts that would be asked today. */
async function hasSamePrompts<Record>(
  judgment: JudgmentSummary,
  pending: PendingMatch,
  { mode, judge: { promptFor } }: { mode: Mode<Record>; judge: JudgmentPlanInput['judge'] },
): Promise<boolean> {
  if (!promptFor) return false;
  const games = mode.games(pending, (await readSides(pending)).answers);
  return contentHash(games.map(promptFor)) === judgment.prompts;
}
