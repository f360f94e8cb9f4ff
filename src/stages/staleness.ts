/** Tells which judgments no longer fit the questions, answers, references and prompts that lie on disk. */

import { hashMatch } from '../judge/match.ts';
import { hashPrompt } from '../judge/prompt.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import { type Question, questionKey } from '../records/question.ts';
import type { AnswerSummary } from '../store/answers.ts';
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
export function createStaleCheck({ questions, answers, promptSets }: OnDisk): (row: RatingRow) => boolean {
  const byKey = new Map(questions.map((question) => [questionKey(question), question]));
  const hashes = new Map<string, ReturnType<typeof hashMatch>>();
  const hashesOf = (question: Question, turn: number) => {
    const name = `${turn} ${questionKey(question)}`;
    const known = hashes.get(name) ?? hashMatch({ question, turn, answers: [] });
    hashes.set(name, known);
    return known;
  };
  const prompts = promptHashes(promptSets);
  return (row) => {
    const question = byKey.get(questionKey(row));
    if (!question || row.turn > question.turns.length) return true;
    const now = hashesOf(question, row.turn);
    const answer = answers.get(row.model)?.get(questionKey(row));
    const choice = answer?.choices.find(({ index }) => index === (row.choice ?? 0));
    return (
      differs(row.question_hash, now.question_hash) ||
      differs(row.reference_hash, now.reference_hash) ||
      differs(row.answer_hash, choice?.hashes[row.turn - 1]) ||
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
