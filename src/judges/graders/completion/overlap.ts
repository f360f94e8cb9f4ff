/** How much of one text stands in another, by words. */

export interface Word {
  /** Lower-cased, punctuation left out. */
  text: string;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[.,'’]\p{N}+)*/gu)].map(({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

/** Length of the longest common subsequence, in words. Time grows with the product of the lengths. */
export function commonSubsequence(a: readonly Word[], b: readonly Word[]): number {
  let above = new Uint32Array(b.length + 1);
  for (const { text } of a) {
    const row = new Uint32Array(b.length + 1);
    for (let at = 1; at <= b.length; at += 1) {
      row[at] =
        b[at - 1]?.text === text ? (above[at - 1] ?? 0) + 1 : Math.max(above[at] ?? 0, row[at - 1] ?? 0);
    }
    above = row;
  }
  return above[b.length] ?? 0;
}

/** The longest run of words of `a` that stands in `b` as it is: the first one, from `start`, `length` words. */
export function commonRun(a: readonly Word[], b: readonly Word[]): { start: number; length: number } {
  let above = new Uint32Array(b.length + 1);
  let longest = { start: 0, length: 0 };
  for (const [place, { text }] of a.entries()) {
    const row = new Uint32Array(b.length + 1);
    for (let at = 1; at <= b.length; at += 1) {
      if (b[at - 1]?.text !== text) continue;
      const length = (above[at - 1] ?? 0) + 1;
      row[at] = length;
      if (length > longest.length) longest = { start: place - length + 1, length };
    }
    above = row;
  }
  return longest;
}
