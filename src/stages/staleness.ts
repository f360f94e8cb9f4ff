/** Tells which judgments no longer fit the questions, answers, references and prompts that lie on disk. */

import { hashMatch } from '../judge/match.ts';
import { hashPrompt } from '../judge/prompt.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import { type Question, questionKey } from '../records/question.ts';
import type { AnswerSummary } from '../store/answers.ts';
import type { PairRow } from '../store/pair-rows.ts';
import type { RatingRow } from '../store/ratings.ts';

export interface OnDisk {
  questions: readonly Question[];
  /** Answers by model, then by question; a model that is absent cannot be checked. */
  answers: ReadonlyMap<string, ReadonlyMap<string, AnswerSummary>>;
  /** Prompt sets by name; a set that is absent has not changed, or cannot be checked. */
  promptSets: ReadonlyMap<string, JudgePromptSet>;
}

/**
 * Why a row is stale: `changed`, when a hash that it keeps differs from that of what is on disk, or its answer has been
 * taken away; `gone`, when the bench has no such question or turn any more, or the answer no such choice, so that nobody
 * expects a judgment there.
 */
export type Staleness = 'changed' | 'gone';

/**
 * A check of single rows; undefined for one that is current. A model without any answers at hand cannot be checked, and
 * neither can what a row keeps no hash of.
 */
export function createStaleCheck(onDisk: OnDisk): (row: RatingRow) => Staleness | undefined {
  const check = createCheck(onDisk);
  return (row) => check(row, [{ model: row.model, hash: row.answer_hash }]);
}

/** The same for rows about two models. */
export function createPairStaleCheck(onDisk: OnDisk): (row: PairRow) => Staleness | undefined {
  const check = createCheck(onDisk);
  return (row) =>
    check(row, [
      { model: row.model_1, hash: row.answer_1_hash },
      { model: row.model_2, hash: row.answer_2_hash },
    ]);
}

/** What single and pair judgments keep alike. */
type Kept = Pick<RatingRow, keyof RatingRow & keyof PairRow>;

function createCheck({ questions, answers, promptSets }: OnDisk) {
  const byKey = new Map(questions.map((question) => [questionKey(question), question]));
  const hashes = new Map<string, ReturnType<typeof hashMatch>>();
  const hashesOf = (question: Question, turn: number) => {
    const name = `${turn} ${questionKey(question)}`;
    const known = hashes.get(name) ?? hashMatch({ question, turn, answers: [] });
    hashes.set(name, known);
    return known;
  };
  const prompts = promptHashes(promptSets);
  const stalenessOfSide = (row: Kept, { model, hash }: Side): Staleness | undefined => {
    const known = answers.get(model);
    if (!known) return undefined;
    const answer = known.get(questionKey(row));
    if (!answer) return 'changed';
    const now = answer.choices.find(({ index }) => index === (row.choice ?? 0))?.hashes[row.turn - 1];
    if (now === undefined) return 'gone';
    return differs(hash, now) ? 'changed' : undefined;
  };
  return (row: Kept, sides: readonly Side[]): Staleness | undefined => {
    const question = byKey.get(questionKey(row));
    if (!question || row.turn > question.turns.length) return 'gone';
    const now = hashesOf(question, row.turn);
    const changed =
      differs(row.question_hash, now.question_hash) ||
      differs(row.reference_hash, now.reference_hash) ||
      differs(row.prompt_hash, prompts.get(JSON.stringify([row.prompt_set, row.judge[1]])));
    const ofSides = sides.map((side) => stalenessOfSide(row, side));
    if (ofSides.includes('gone')) return 'gone';
    return changed || ofSides.includes('changed') ? 'changed' : undefined;
  };
}

/** A model of a row, and the hash that the row keeps of its answer. */
interface Side {
  model: string;
  hash: string | undefined;
}

function promptHashes(sets: ReadonlyMap<string, JudgePromptSet>): Map<string, string> {
  return new Map(
    [...sets.values()].flatMap(({ name, prompts }) =>
      prompts.map((prompt) => [JSON.stringify([name, prompt.name]), hashPrompt(prompt)] as const),
    ),
  );
}

function differs(kept: string | null | undefined, now: string | null | undefined): boolean {
  return kept !== undefined && now !== undefined && kept !== now;
}
