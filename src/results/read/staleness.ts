/** Tells which judgments no longer fit the questions, answers, references and prompts that lie on disk. */

import { hashMatch } from '../../judges/match.ts';
import { hashPrompt } from '../../judges/model/prompt.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { HashedAnswer } from '../../store/answers/hashes.ts';
import type { KeptPair } from '../../store/judgments/pair-table.ts';
import type { KeptRow } from '../../store/judgments/rating-rows.ts';

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

/** What single and pair judgments keep alike. */
type Kept = Pick<KeptRow, Exclude<keyof KeptRow & keyof KeptPair, 'answerHash'>>;

/** A check of single rows by question, reference and prompt. What a row keeps no hash of cannot be checked. */
export function createStaleCheck({ questions, promptSets }: OnDisk): (row: Kept) => Staleness | undefined {
  const byKey = new Map(
    questions.map((question) => [questionKey(question), { question, hashes: noHashes() }]),
  );
  const prompts = promptHashes(promptSets);
  let last = { key: '', known: byKey.get('') };
  return (row) => {
    // The turns of a question come one after the other.
    const key = questionKey(row);
    if (key !== last.key) last = { key, known: byKey.get(key) };
    const { question, hashes } = last.known ?? {};
    if (!question || !hashes || row.turn > question.turns.length) return 'gone';
    const now = hashes[row.turn] ?? hashMatch({ question, turn: row.turn, answers: [] });
    hashes[row.turn] = now;
    const changed =
      differs(row.question_hash, now.question_hash) ||
      differs(row.reference_hash, now.reference_hash) ||
      (prompts.size > 0 && differs(row.prompt_hash, prompts.get(row.prompt_set)?.get(row.judge[1])));
    return changed ? 'changed' : undefined;
  };
}

/** Of a question's turns, by turn: made when a row asks for them. */
function noHashes(): ReturnType<typeof hashMatch>[] {
  return [];
}

/** A row by the answer of one of its models; `hash` is what the row keeps of it. */
export function stalenessOfSide(
  { choice: wanted = 0, turn }: Pick<Kept, 'choice' | 'turn'>,
  hash: string | undefined,
  { choices }: HashedAnswer,
): Staleness | undefined {
  const choice = choices.find(({ index }) => index === wanted);
  if (!choice || turn > choice.turns) return 'gone';
  return hash === undefined || choice.hasHash(turn, hash) ? undefined : 'changed';
}

/** Of two reasons the one that counts: nobody expects what is gone, whether it has changed or not. */
export function weightier(one: Staleness | undefined, other: Staleness | undefined): Staleness | undefined {
  return one === 'gone' ? one : (other ?? one);
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

function differs(kept: string | null | undefined, now: string | null | undefined): boolean {
  return kept !== undefined && now !== undefined && kept !== now;
}
