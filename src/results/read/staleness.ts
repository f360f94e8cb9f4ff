/** Tells which judgments no longer fit the questions, references and prompts that lie on disk. */

import { hashMatch } from '../../judges/match.ts';
import { hashPrompt } from '../../judges/model/prompt.ts';
import { differs } from '../../judges/staleness.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { sharedColumns } from '../../store/judgments/columns.ts';

export interface OnDisk {
  questions: readonly Question[];
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
  const byKey = new Map(questions.map((question) => [questionKey(question), question]));
  const asked = columns.question.values.map((key) => byKey.get(key));
  const hashes = asked.map((): ReturnType<typeof hashMatch>[] => []);
  const prompts = promptHashes(promptSets);
  const hashesOf = (number: number, question: Question, turn: number) => {
    const known = hashes[number]?.[turn] ?? hashMatch({ question, turn, answers: [] });
    if (hashes[number]) hashes[number][turn] = known;
    return known;
  };
  const { question_hash, reference_hash, prompt_hash, prompt_set, prompt } = columns;
  return (row) => {
    const number = columns.question.numberAt(row);
    const [question, turn] = [asked[number], columns.turn.at(row)];
    if (!question || turn > question.turns.length) return 'gone';
    const kept = { question_hash: question_hash.at(row), reference_hash: reference_hash.at(row) };
    // Hashes are dear, and FastChat's records keep none.
    const isKept = kept.question_hash !== undefined || kept.reference_hash !== undefined;
    if (isKept && differs(kept, hashesOf(number, question, turn))) return 'changed';
    if (prompts.size === 0) return undefined;
    const now = prompts.get(prompt_set.at(row))?.get(prompt.at(row));
    return differs({ prompt_hash: prompt_hash.at(row) }, { prompt_hash: now }) ? 'changed' : undefined;
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
