/** Text as Python sees it, where JavaScript differs: white space, stripping, ASCII punctuation. */

/** What `str.isspace` and `\s` of Python's `re` take, as the inside of a character class: without U+FEFF, with U+001C to U+001F and U+0085. */
export const pythonSpace =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const space = new RegExp(`[${pythonSpace}]`);

/** `str.strip()`. A loop, because a pattern that ends in `\s+$` takes quadratic time on long runs of blanks. */
export function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && space.test(text.charAt(start))) start += 1;
  while (end > start && space.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Removes `string.punctuation`: the 32 ASCII characters that are neither letter, digit nor blank. */
export function withoutAsciiPunctuation(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '');
}

/** Removes the NULs at the end of a text, as numpy does with every string that it keeps in an array. */
export function withoutTrailingNuls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(0, end);
}
