/** English number words: "eighteen", "two hundred and five", "minus forty-two thousand". */

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';

const small = new Map<string, number>([
  ...units.split(' ').map((word, value) => [word, value] as const),
  ...tens.split(' ').map((word, index) => [word, 20 + 10 * index] as const),
]);

const large = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

export interface WrittenNumber {
  start: number;
  end: number;
  value: number;
}

/** The numbers written in words, in order; "and" belongs to one only after "hundred" or more. */
export function scanNumberWords(text: string): WrittenNumber[] {
  const found: WrittenNumber[] = [];
  const names = [...small.keys(), 'hundred', ...large.keys()].join('|');
  const run = new RegExp(
    `\\b(?:(?:minus|negative) )?(?:${names})\\b(?:(?:[ -]|(?<=hundred|thousand|million|billion) and )(?:${names})\\b)*`,
    'gi',
  );
  for (const match of text.matchAll(run)) {
    const value = amount(match[0].toLowerCase().split(/[ -]/));
    if (value !== undefined) found.push({ start: match.index, end: match.index + match[0].length, value });
  }
  return found;
}

/** Undefined for words that make no number, such as "two three". */
function amount(words: readonly string[]): number | undefined {
  const negative = words[0] === 'minus' || words[0] === 'negative';
  let total = 0;
  let part = 0;
  /** What the next word must be smaller than: after "twenty" comes a unit, after "thousand" at most hundreds. */
  let room = Number.POSITIVE_INFINITY;
  for (const word of words.slice(negative ? 1 : 0)) {
    if (word === 'and') continue;
    const value = small.get(word);
    const factor = large.get(word);
    if (value !== undefined) {
      if (value >= room || (part > 0 && value === 0)) return undefined;
      part += value;
      room = value >= 20 ? 10 : 0;
    } else if (factor !== undefined) {
      if (part === 0 && total > 0) return undefined;
      total += (part || 1) * factor;
      [part, room] = [0, Number.POSITIVE_INFINITY];
    } else {
      if (part > 99) return undefined;
      [part, room] = [(part || 1) * 100, 100];
    }
  }
  return (negative ? -1 : 1) * (total + part);
}
