/** The kinds of instruction about words and letters: `keywords:…`. */

import { z } from 'zod';
import type { PythonRandom } from '../../../stats/python/random.ts';
import { compared, filledText, type Kind, kind, limitOf, patternText, relation, threshold } from './kind.ts';
import { pythonPattern } from './python/regex.ts';
import { countOf, isBoundary, strip } from './python/text.ts';

const flags = { ignoreCase: true };

/** Each keyword is searched as a pattern, anywhere in a word: "a.b" is found in "axb". */
const existence = kind(
  z.strictObject({ keywords: z.array(patternText((keyword) => pythonPattern(keyword, flags))).min(1) }),
  ({ keywords }) =>
    (text) => {
      const missing = keywords.filter(({ compiled }) => text.search(compiled.regex) === -1);
      const found = missing.length === 0 ? 'every keyword found' : `not found: ${list(missing)}`;
      return { followed: missing.length === 0, found };
    },
);

const frequency = kind(
  z.strictObject({
    keyword: patternText((keyword) => pythonPattern(strip(keyword), flags)),
    frequency: threshold,
    relation,
  }),
  ({ keyword, frequency: given, relation: asked }, random) => {
    const limit = limitOf(given, random, [1, 3]);
    const things = `times ${keyword.text}`;
    return (text) => compared(text.match(keyword.compiled.regex)?.length ?? 0, asked, limit, things);
  },
);

/** Unlike keywords these are searched as whole words: "sadness" may hold "sad". */
const forbiddenWords = kind(
  z.strictObject({ forbidden_words: z.array(patternText(wholeWord)).min(1) }),
  ({ forbidden_words: words }) =>
    (text) => {
      const used = words.filter(({ compiled: occurs }) => occurs(text));
      return { followed: used.length === 0, found: `forbidden words found: ${list(used) || 'none'}` };
    },
);

/** Whether the pattern matches between word boundaries, which for a plain word are not compiled: that takes long. */
function wholeWord(word: string): (text: string) => boolean {
  if (/[\\^$.*+?()[\]{}|]/.test(word)) {
    const { regex } = pythonPattern(`\\b${word}\\b`, flags);
    return (text) => text.search(regex) !== -1;
  }
  const { regex } = pythonPattern(word, flags);
  return (text) => {
    regex.lastIndex = 0;
    for (let match = regex.exec(text); match; match = regex.exec(text)) {
      const { index } = match;
      if (isBoundary(text, index) && isBoundary(text, index + match[0].length)) return true;
      // The next place may overlap this one, but must not be the middle of a surrogate pair.
      regex.lastIndex = index + String.fromCodePoint(text.codePointAt(index) ?? 0).length;
    }
    return false;
  };
}

function list(patterns: readonly { text: string }[]): string {
  return patterns.map(({ text }) => text).join(', ');
}

/** Python's `string.ascii_letters`. */
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Counted in the lower-cased text. For anything but a letter from a to z, as in two questions of the dataset (keys 1122
 * and 1129), the official checker draws a letter at random and counts that.
 */
const letterFrequency = kind(
  z.strictObject({
    letter: filledText.refine((letter) => [...letter.toLowerCase()].length === 1, 'must be one character'),
    let_frequency: threshold,
    let_relation: relation,
  }),
  ({ letter: given, let_frequency, let_relation: asked }, random) => {
    const letter = countedLetter(given, random);
    const limit = limitOf(let_frequency, random, [1, 10]);
    const things =
      letter === given.toLowerCase() ? `times ${letter}` : `times ${letter} (drawn for ${given})`;
    return (text) => compared(countOf(letter, text.toLowerCase()), asked, limit, things);
  },
);

function countedLetter(given: string, random: PythonRandom): string {
  const letter = given.toLowerCase();
  return /^[a-z]$/.test(letter) ? letter : letters.charAt(random.choice(letters.length)).toLowerCase();
}

export const keywordKinds = {
  'keywords:existence': existence,
  'keywords:frequency': frequency,
  'keywords:forbidden_words': forbiddenWords,
  'keywords:letter_frequency': letterFrequency,
} satisfies Record<string, Kind>;
