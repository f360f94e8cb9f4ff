/** The kinds of instruction about words and letters: `keywords:…`. */

import { z } from 'zod';
import {
  compared,
  compiled,
  filledText,
  type Kind,
  kind,
  limitOf,
  type PatternUse,
  patternText,
  relation,
  threshold,
} from './kind.ts';
import type { PythonRandom } from './python-random.ts';
import { countOf, strip } from './python-text.ts';

const flags = { ignoreCase: true };
const asKeyword: PatternUse = { flags, source: (keyword) => keyword };
const asCountedKeyword: PatternUse = { flags, source: (keyword) => strip(keyword) };
const asWholeWord: PatternUse = { flags, source: (word) => `\\b${word}\\b` };

/** Each keyword is searched as a pattern, anywhere in a word: "a.b" is found in "axb". */
const existence = kind(
  z.strictObject({ keywords: z.array(patternText(asKeyword)).min(1) }),
  ({ keywords }) => {
    const patterns = keywords.map((keyword) => ({ keyword, ...compiled(keyword, asKeyword) }));
    return (text) => {
      const missing = patterns.filter(({ regex }) => text.search(regex) === -1).map(({ keyword }) => keyword);
      const found = missing.length === 0 ? 'every keyword found' : `not found: ${missing.join(', ')}`;
      return { followed: missing.length === 0, found };
    };
  },
);

const frequency = kind(
  z.strictObject({ keyword: patternText(asCountedKeyword), frequency: threshold, relation }),
  ({ keyword, frequency: given, relation: asked }, random) => {
    const { regex } = compiled(keyword, asCountedKeyword);
    const limit = limitOf(given, random, [1, 3]);
    return (text) => compared(text.match(regex)?.length ?? 0, asked, limit, `times ${strip(keyword)}`);
  },
);

/** Unlike keywords these must not be found as whole words only: "sadness" may hold "sad". */
const forbiddenWords = kind(
  z.strictObject({ forbidden_words: z.array(patternText(asWholeWord)).min(1) }),
  ({ forbidden_words: words }) => {
    const patterns = words.map((word) => ({ word, ...compiled(word, asWholeWord) }));
    return (text) => {
      const used = patterns.filter(({ regex }) => text.search(regex) !== -1).map(({ word }) => word);
      return { followed: used.length === 0, found: `forbidden words found: ${used.join(', ') || 'none'}` };
    };
  },
);

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
