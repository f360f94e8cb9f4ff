/**
 * What Python's `str` and `re` mean by white space, words and case, which the official checker is written in. Checked
 * code point by code point against Python 3.11 (Unicode 14): only characters that later Unicode versions added differ,
 * and U+0295, which that version calls lower case.
 */

/** For the inside of a character class. Not JavaScript's `\s`, which has U+FEFF and lacks U+001C–U+001F and U+0085. */
export const spaceClass =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** Python's `\w`, for the inside of a character class: combining marks are no part of it. */
export const wordClass = '\\p{L}\\p{N}_';

/** Python's `\b` and `\B`. */
export const boundary = `(?:(?<=[${wordClass}])(?![${wordClass}])|(?<![${wordClass}])(?=[${wordClass}]))`;
export const noBoundary = `(?:(?<=[${wordClass}])(?=[${wordClass}])|(?<![${wordClass}])(?![${wordClass}]))`;

const endsInWord = new RegExp(`[${wordClass}]$`, 'u');
const startsInWord = new RegExp(`^[${wordClass}]`, 'u');
const space = new RegExp(`[${spaceClass}]`, 'u');
const word = new RegExp(`[${wordClass}]+`, 'gu');
const upperOrTitle = /[\p{Uppercase}\p{Lt}]/u;
const lowerOrTitle = /[\p{Lowercase}\p{Lt}]/u;

export function isSpace(character: string): boolean {
  return space.test(character);
}

/** Whether Python's `\b` matches at this index, which must not be the middle of a surrogate pair. */
export function isBoundary(text: string, index: number): boolean {
  const isWordBefore = endsInWord.test(text.slice(Math.max(0, index - 2), index));
  return isWordBefore !== startsInWord.test(text.slice(index, index + 2));
}

/** Python's `str.strip()`, or with `characters` `str.strip(characters)`. */
export function strip(text: string, characters?: string): string {
  return stripEnd(stripStart(text, characters), characters);
}

/** Python's `str.lstrip()`. */
export function stripStart(text: string, characters?: string): string {
  let start = 0;
  while (start < text.length && isStripped(text.charAt(start), characters)) start += 1;
  return text.slice(start);
}

/** Python's `str.rstrip()`. */
export function stripEnd(text: string, characters?: string): string {
  let end = text.length;
  while (end > 0 && isStripped(text.charAt(end - 1), characters)) end -= 1;
  return text.slice(0, end);
}

function isStripped(character: string, characters: string | undefined): boolean {
  return characters === undefined ? isSpace(character) : characters.includes(character);
}

/** Python's `not text.strip()`. */
export function isBlank(text: string): boolean {
  return strip(text) === '';
}

/** Python's `str.isupper()`: at least one cased character, and none that is lower or title case. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !lowerOrTitle.test(text);
}

/** Python's `str.islower()`. */
export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !upperOrTitle.test(text);
}

/** Python's `len(re.findall(r"\w+", text))`. */
export function countWords(text: string): number {
  return text.match(word)?.length ?? 0;
}

/** How many separate places `part` has in `text`, Python's `str.count`. `part` must not be empty. */
export function countOf(part: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}
