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
 * A check of single rows. A row is stale when its question has left the bench, or when any hash that it keeps differs
 * from that of what is on disk. What is not on disk, or has no hash, is taken as unchanged.
 */
export function createStaleCheck(onDisk: OnDisk): (row: RatingRow) => boolean {
  const check = createCheck(onDisk);
  return (row) => check(row, [{ model: row.model, hash: row.answer_hash }]);
}

/** The same for rows about two models. */
export function createPairStaleCheck(onDisk: OnDisk): (row: PairRow) => boolean {
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
  return (row: Kept, sides: readonly { model: string; hash: string | undefined }[]): boolean => {
    const question = byKey.get(questionKey(row));
    if (!question || row.turn > question.turns.length) return true;
    const now = hashesOf(question, row.turn);
    const answerHash = (model: string) => {
      const answer = answers.get(model)?.get(questionKey(row));
      return answer?.choices.find(({ index }) => index === (row.choice ?? 0))?.hashes[row.turn - 1];
    };
    return (
      differs(row.question_hash, now.question_hash) ||
      differs(row.reference_hash, now.reference_hash) ||
      sides.some(({ model, hash }) => differs(hash, answerHash(model))) ||
      differs(row.prompt_hash, prompts.get(JSON.stringify([row.prompt_set, row.judge[1]])))
    );
  };
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
