/** Whether a judgment was made of other inputs than those of today: the one rule of planning and of results. */

/** The content hashes that a judgment keeps of its inputs, each over the turns up to the judged one. */
export interface InputHashes {
  question_hash?: string | undefined;
  /** Null where the question has no reference. */
  reference_hash?: string | null | undefined;
  prompt_hash?: string | undefined;
  /** One for each side. */
  answer_hashes?: readonly (string | undefined)[] | undefined;
}

/** True where any hash that both know is not the same; what either does not know cannot be compared. */
export function differs(kept: InputHashes, now: InputHashes): boolean {
  return (
    isOther(kept.question_hash, now.question_hash) ||
    isOther(kept.reference_hash, now.reference_hash) ||
    isOther(kept.prompt_hash, now.prompt_hash) ||
    (kept.answer_hashes?.some((hash, side) => isOther(hash, now.answer_hashes?.[side])) ?? false)
  );
}

function isOther(kept: string | null | undefined, now: string | null | undefined): boolean {
  return kept !== undefined && now !== undefined && kept !== now;
}
