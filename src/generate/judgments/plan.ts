/** Stage 2, what is wanted and not done: which matches a judge has still to decide. */

import { contentHash } from '../../content-hash.ts';
import { hashMatch } from '../../judges/match.ts';
import { choosePrompt, fillPrompt, hashPrompt } from '../../judges/model/prompt.ts';
import type { Answer } from '../../records/answer.ts';
import type { JudgePrompt, JudgePromptSet } from '../../records/judge-prompt.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import type { RecordIndex } from '../../store/jsonl/record-index.ts';
import { answersThis } from '../answers/plan.ts';
import type { Foundation, JudgmentSummary, Mode, PendingMatch } from './mode.ts';
import { type Matches, packMatches } from './pending-matches.ts';

export interface JudgmentPlan {
  pending: Matches;
  /** Judgments that stand. */
  done: number;
  /** Of the pending ones, those that were judged on other texts than today's. */
  stale: number;
  /** Answers that are not there, each named once. */
  missing: Map<string, { model: string; question: Question; reason: string }>;
}

export interface JudgmentPlanInput {
  judgeId: string;
  questions: readonly Question[];
  readers: readonly AnswerReader[];
  judgments: RecordIndex<JudgmentSummary>;
  prompts: JudgePromptSet;
  repeats: number;
  overwrite: boolean;
}

/** Compares the wanted matches with the judgments on disk. A set without a prompt for one of them is a UserError. */
export async function planJudgments<Record>(
  mode: Mode<Record>,
  input: JudgmentPlanInput,
): Promise<JudgmentPlan> {
  const lineUps = mode.lineUps(input.readers);
  const pending = packMatches(lineUps, input.questions);
  const plan: JudgmentPlan = { pending, done: 0, stale: 0, missing: new Map() };
  const basisOf = rememberedBasis();
  for (const [lineUpIndex, lineUp] of lineUps.entries()) {
    for (const [questionIndex, question] of input.questions.entries()) {
      for (const planned of matchesOf(lineUp, question, plan)) {
        for (let repeat = 0; repeat < input.repeats; repeat += 1) {
          const { turn, choice, sides } = planned.match;
          const match = { question, turn, choice, repeat, sides };
          const state = await stateOf({ match, hashes: planned.hashes }, { mode, input, basisOf });
          if (state === 'done') plan.done += 1;
          else pending.add({ lineUp: lineUpIndex, question: questionIndex, turn, choice, repeat });
          if (state === 'stale') plan.stale += 1;
        }
      }
    }
  }
  return plan;
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

/** The hashes that a judgment of a match rests on. */
export function foundationOf(
  { question, turn }: Pick<PendingMatch, 'question' | 'turn'>,
  prompt: JudgePrompt,
  answer_hashes: readonly string[],
): Foundation {
  return { ...basis({ question, turn }, prompt), answer_hashes };
}

/** What the judgments of all models on one question turn rest on alike. */
function basis(
  { question, turn }: Pick<PendingMatch, 'question' | 'turn'>,
  prompt: JudgePrompt,
): Omit<Foundation, 'answer_hashes'> {
  const { question_hash, reference_hash } = hashMatch({ question, turn, answers: [] });
  return { question_hash, reference_hash, prompt_hash: hashPrompt(prompt) };
}

/** `basis`, worked out once for each question turn and prompt, however many models there are. */
function rememberedBasis(): typeof basis {
  const known = new Map<Question, Map<string, ReturnType<typeof basis>>>();
  return (match, prompt) => {
    const ofQuestion = known.get(match.question) ?? new Map<string, ReturnType<typeof basis>>();
    known.set(match.question, ofQuestion);
    const name = `${match.turn} ${prompt.name}`;
    const found = ofQuestion.get(name) ?? basis(match, prompt);
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
function matchesOf(lineUp: readonly AnswerReader[], question: Question, plan: JudgmentPlan): PlannedMatch[] {
  const missing = (model: string, reason: string) =>
    plan.missing.set(JSON.stringify([model, questionKey(question), reason]), { model, question, reason });
  const found = lineUp.flatMap((reader) => {
    const answer = reader.answers.get(questionKey(question));
    const reason = unusable(answer, question);
    if (reason !== undefined) missing(reader.model, reason);
    return reason === undefined && answer ? [{ reader, answer }] : [];
  });
  const [first] = found;
  if (!first || found.length < lineUp.length) return [];
  const sides = found.map(({ reader, answer }) => ({ reader, span: answer }));
  return first.answer.choices.flatMap(({ index: choice }) =>
    [...question.turns.keys()].flatMap((turn) => {
      const hashes = found.flatMap(({ reader, answer }) => {
        const hash = answer.choices.find(({ index }) => index === choice)?.hashes[turn];
        if (hash === undefined) missing(reader.model, `no answer to turn ${turn + 1}`);
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
  { mode, input, basisOf }: { mode: Mode<Record>; input: JudgmentPlanInput; basisOf: typeof basis },
): Promise<'done' | 'stale' | 'new'> {
  // Chosen even for what is done: a set without a fitting prompt must fail before the first call.
  const [game] = mode.games(match, []);
  if (!game) throw new Error('a match has at least one game');
  const prompt = choosePrompt(input.prompts, game);
  const judgment = input.judgments.entries.get(mode.keyOfMatch(match, [input.judgeId, prompt.name]));
  if (!judgment || input.overwrite) return 'new';
  const same =
    judgment.restsOn === undefined
      ? await samePrompts(judgment, match, { mode, prompt })
      : judgment.restsOn === contentHash({ ...basisOf(match, prompt), answer_hashes: hashes });
  return same ? 'done' : 'stale';
}

/** For a judgment that keeps no hashes: whether it was asked with the very texts that would be asked today. */
async function samePrompts<Record>(
  judgment: JudgmentSummary,
  pending: PendingMatch,
  { mode, prompt }: { mode: Mode<Record>; prompt: JudgePrompt },
): Promise<boolean> {
  if (judgment.promptName !== prompt.name) return false;
  const games = mode.games(pending, (await readSides(pending)).answers);
  return contentHash(games.map((game) => fillPrompt(prompt, game).user)) === judgment.prompts;
}
