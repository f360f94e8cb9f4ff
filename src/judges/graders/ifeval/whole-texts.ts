/**
 * The kinds of instruction about the whole response: its language, its case, how it starts and ends, whether there are
 * two of them.
 */

import { z } from 'zod';
import {
  compared,
  type Finding,
  filledText,
  type Kind,
  kind,
  limitOf,
  noArguments,
  relation,
  threshold,
} from './kind.ts';
import { isBlank, isLower, isUpper, strip } from './python/text.ts';
import { wordTokens } from './word-tokens.ts';

/** Those that the official checker knows: any other is an error there. */
const languages = [
  ...[
    'en',
    'es',
    'pt',
    'ar',
    'hi',
    'fr',
    'ru',
    'de',
    'ja',
    'it',
    'bn',
    'uk',
    'th',
    'ur',
    'ta',
    'te',
    'bg',
    'ko',
  ],
  ...['pl', 'he', 'fa', 'vi', 'ne', 'sw', 'kn', 'mr', 'gu', 'pa', 'ml', 'fi'],
] as const;

const needsLanguage = { needsLanguage: true };

/** A text without letters, in which no language can be detected, counts as following. */
const responseLanguage = kind(
  z.strictObject({ language: z.enum(languages) }),
  ({ language }) =>
    (text, detectLanguage) => {
      const detected = detectLanguage(text);
      return {
        followed: (detected ?? language) === language,
        found: `${languageFound(detected)}, ${language} asked`,
      };
    },
  needsLanguage,
);

function languageFound(detected: string | undefined): string {
  return detected === undefined ? 'no letters' : `language ${detected}`;
}

const englishCapital = kind(
  noArguments,
  () => (text, detectLanguage) =>
    isUpper(text) ? english(detectLanguage(text)) : { followed: false, found: 'not all capital letters' },
  needsLanguage,
);

const englishLowercase = kind(
  noArguments,
  () => (text, detectLanguage) =>
    isLower(text) ? english(detectLanguage(text)) : { followed: false, found: 'not all lower-case letters' },
  needsLanguage,
);

function english(detected: string | undefined): Finding {
  return { followed: (detected ?? 'en') === 'en', found: languageFound(detected) };
}

const capitalWordFrequency = kind(
  z.strictObject({ capital_frequency: threshold, capital_relation: relation }),
  ({ capital_frequency, capital_relation: asked }, random) => {
    const limit = limitOf(capital_frequency, random, [1, 20]);
    return (text) => compared(wordTokens(text).filter(isUpper).length, asked, limit, 'words in capitals');
  },
);

const twoResponses = kind(noArguments, () => (text) => {
  const parts = text.split('******');
  const [first, second, ...more] = parts.filter((part) => !isBlank(part)).map((part) => strip(part));
  if (parts.slice(1, -1).some(isBlank)) return { followed: false, found: 'a blank response between ******' };
  const two = first !== undefined && second !== undefined && more.length === 0;
  if (!two) return { followed: false, found: 'not two responses with ****** between' };
  return {
    followed: first !== second,
    found: first === second ? 'twice the same response' : 'two responses',
  };
});

const repeatPrompt = kind(
  z.strictObject({ prompt_to_repeat: z.string().min(1) }),
  ({ prompt_to_repeat: prompt }) =>
    (text) => {
      const followed = strip(text).toLowerCase().startsWith(strip(prompt).toLowerCase());
      return { followed, found: followed ? 'starts with the request' : 'does not start with the request' };
    },
);

/** Straight double quotes around the response are taken off first. */
const endChecker = kind(z.strictObject({ end_phrase: filledText }), ({ end_phrase: phrase }) => (text) => {
  const followed = strip(strip(text), '"').toLowerCase().endsWith(strip(phrase).toLowerCase());
  return { followed, found: followed ? 'ends with the phrase' : 'does not end with the phrase' };
});

const quotation = kind(noArguments, () => (text) => {
  const inner = strip(text);
  const followed = inner.length > 1 && inner.startsWith('"') && inner.endsWith('"');
  return { followed, found: followed ? 'in double quotes' : 'not in double quotes' };
});

const noComma = kind(noArguments, () => (text) => {
  const followed = !text.includes(',');
  return { followed, found: followed ? 'no comma' : 'a comma' };
});

export const wholeTextKinds = {
  'language:response_language': responseLanguage,
  'change_case:english_capital': englishCapital,
  'change_case:english_lowercase': englishLowercase,
  'change_case:capital_word_frequency': capitalWordFrequency,
  'combination:two_responses': twoResponses,
  'combination:repeat_prompt': repeatPrompt,
  'startend:end_checker': endChecker,
  'startend:quotation': quotation,
  'punctuation:no_comma': noComma,
} satisfies Record<string, Kind>;
