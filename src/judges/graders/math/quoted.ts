/** An answer inside a sentence. */

/** In quotes; the beginning alone where it is long, as the record has the whole. */
export function quoted(answer: string): string {
  return `"${answer.length > longest ? `${answer.slice(0, longest)}…` : answer}"`;
}

const longest = 120;
