/** Options that speak of other options, so that they mean something else in another place. */

export type Movable =
  /** Any place is as good as another. */
  | { kind: 'free' }
  /** Speaks of all options before it: right in the last places alone. */
  | { kind: 'last' }
  /** Speaks of single options by label or place: nothing of the question may move. */
  | { kind: 'bound' };

/** Longer ones are sentences that say "all of them" of something else. */
const longest = 80;

const ofAll =
  /\b(?:all|none|any|neither|either|each|both)\s+(?:of\s+)?(?:the\s+)?(?:above|these|those|them|answers|options|choices|other answers|preceding|foregoing)\b|\bno(?:ne)? (?:answer|option) is (?:right|correct)\b/i;

/** Single options by label, each of which stands with another one or with a word like "both". */
const byLabel =
  /\b(?:[Bb]oth|[Ee]ither|[Nn]either|[Oo]nly|[Oo]ptions?|[Aa]nswers?|[Cc]hoices?)\s+\(?[A-H]\)?(?:\s*(?:,|and\b|or\b|nor\b|&)|\s*\.?$)|^\(?[A-H]\)?\s*(?:,|and\b|or\b|nor\b|&)\s*\(?[A-H]\)?(?!\w)|\([A-H]\)\s*(?:and|or|&)\s*\([A-H]\)/;

const byPlace =
  /\b(?:two|three) of the above\b|\bthe (?:first|second|third|last) (?:two|three|option|answer)s?\b|\babove (?:two|three)\b/i;

/** The kind of an option by its text. "Both A and B" and "the first two" are bound, "none of the above" is last. */
export function movability(option: string): Movable {
  if (option.length > longest) return { kind: 'free' };
  if (byLabel.test(option) || byPlace.test(option)) return { kind: 'bound' };
  return ofAll.test(option) ? { kind: 'last' } : { kind: 'free' };
}

/** Whether the question itself names its options by letter. */
export function namesOptions(question: string): boolean {
  return /\b(?:options?|answers?|choices?)\s+\(?[A-H]\)?(?=\W|$)/.test(question);
}
