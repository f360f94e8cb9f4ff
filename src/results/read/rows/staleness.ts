/** Tells which judgments no longer fit the questions, references and prompts that lie on disk. */

import { hashMatch, type MatchHashes } from '../../../judges/match.ts';
import { hashPrompt } from '../../../judges/model/prompt.ts';
import { differs } from '../../../judges/staleness.ts';
import type { JudgePromptSet } from '../../../records/judge-prompt.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import type { sharedColumns } from '../../../store/judgments/columns.ts';

/** Questions as rows are compared with them. A place is that of a question, in any order from 0. */
export interface HashedQuestions {
  placeOf: (question: string) => number | undefined;
  turnsAt: (place: number) => number;
  /** Of a question up to a turn, from 1. */
  hashesAt: (place: number, turn: number) => Pick<MatchHashes, 'question_hash' | 'reference_hash'>;
}

export interface OnDisk {
  questions: HashedQuestions;
  /** Prompt sets by name; a set that is absent has not changed, or cannot be checked. */
  promptSets: ReadonlyMap<string, JudgePromptSet>;
}

/**
 * Why a row is stale: `changed`, when a hash that it keeps differs from that of what is on disk, or its answer has been
 * taken away; `gone`, when the bench has no such question or turn any more, or the answer no such choice, so that nobody
 * expects a judgment there.
 */
export type Staleness = 'changed' | 'gone';

/** A check of rows by question, reference and prompt. What a row keeps no hash of cannot be checked. */
export function createStaleCheck(
  columns: ReturnType<typeof sharedColumns>,
  { questions, promptSets }: OnDisk,
): (row: number) => Staleness | undefined {
  const places = columns.question.values.map(questions.placeOf);
  const prompts = promptHashes(promptSets);
  const { question_hash, reference_hash, prompt_hash, prompt_set, prompt } = columns;
  return (row) => {
    const [place, turn] = [places[columns.question.numberAt(row)], columns.turn.at(row)];
    if (place === undefined || turn > questions.turnsAt(place)) return 'gone';
    const kept = { question_hash: question_hash.at(row), reference_hash: reference_hash.at(row) };
    // Hashes are dear, and FastChat's records keep none.
    const isKept = kept.question_hash !== undefined || kept.reference_hash !== undefined;
    if (isKept && differs(kept, questions.hashesAt(place, turn))) return 'changed';
    if (prompts.size === 0) return undefined;
    const now = prompts.get(prompt_set.at(row))?.get(prompt.at(row));
    return differs({ prompt_hash: prompt_hash.at(row) }, { prompt_hash: now }) ? 'changed' : undefined;
  };
}

/** Questions that are in memory: hashed when a row asks, and once. */
export function hashedWhenAsked(questions: readonly Question[]): HashedQuestions {
  const places = new Map(questions.map((question, place) => [questionKey(question), place]));
  const hashes = questions.map((): MatchHashes[] => []);
  return {
    placeOf: (question) => places.get(question),
    turnsAt: (place) => questions[place]?.turns.length ?? 0,
    hashesAt: (place, turn) => {
      const [own = [], question] = [hashes[place], questions[place]];
      if (!question) throw new Error(`no question has the place ${place}`);
      const known = own[turn] ?? hashMatch({ question, turn, answers: [] });
      own[turn] = known;
      return known;
    },
  };
}

/** By the name of the set and that of the prompt. */
function promptHashes(
  sets: ReadonlyMap<string, JudgePromptSet>,
): Map<string | undefined, Map<string, string>> {
  return new Map(
    [...sets.values()].map(({ name, prompts }) => [
      name,
      new Map(prompts.map((prompt) => [prompt.name, hashPrompt(prompt)])),
    ]),
  );
}
