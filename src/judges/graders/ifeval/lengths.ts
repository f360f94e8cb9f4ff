/** The kinds of instruction about how much is written: `length_constraints:…`. */

import { z } from 'zod';
import {
  compared,
  exactly,
  type Finding,
  filledText,
  type Kind,
  kind,
  limitOf,
  relation,
  threshold,
} from './kind.ts';
import { countWords, isBlank, isSpace, spaceClass, strip, stripStart } from './python/text.ts';
import { splitSentences } from './sentences.ts';

/** How much of a response's first word a finding quotes. */
const maxShown = 40;
const divider = new RegExp(`[${spaceClass}]?\\*{3}[${spaceClass}]?`, 'u');

const numberWords = kind(
  z.strictObject({ num_words: threshold, relation }),
  ({ num_words, relation: asked }, random) => {
    const limit = limitOf(num_words, random, [100, 500]);
    return (text) => compared(countWords(text), asked, limit, 'words');
  },
);

const numberSentences = kind(
  z.strictObject({ num_sentences: threshold, relation }),
  ({ num_sentences, relation: asked }, random) => {
    const limit = limitOf(num_sentences, random, [1, 20]);
    return (text) => compared(splitSentences(text).length, asked, limit, 'sentences');
  },
);

/** Parts between `***`, of which the first and the last may be blank. */
const numberParagraphs = kind(z.strictObject({ num_paragraphs: threshold }), ({ num_paragraphs }, random) => {
  const limit = limitOf(num_paragraphs, random, [1, 5]);
  return (text) => {
    const parts = text.split(divider);
    if (parts.slice(1, -1).some(isBlank)) return { followed: false, found: 'a blank paragraph between ***' };
    return exactly(parts.filter((part) => !isBlank(part)).length, limit, 'paragraphs between ***');
  };
});

const firstWordSchema = z
  .strictObject({
    num_paragraphs: threshold,
    nth_paragraph: z.int().min(1),
    first_word: filledText,
  })
  .refine(({ num_paragraphs, nth_paragraph }) => nth_paragraph <= num_paragraphs, {
    path: ['nth_paragraph'],
    message: 'must be at most num_paragraphs',
  });

/** A blank part between two blank lines is no paragraph, but has a number. */
const nthParagraphFirstWord = kind(firstWordSchema, (asked) => (text): Finding => {
  const parts = text.split('\n\n');
  const count = parts.filter((part) => !isBlank(part)).length;
  const paragraph = strip(parts[asked.nth_paragraph - 1] ?? '');
  const word = firstWord(paragraph);
  const shown = [...word.slice(0, 2 * maxShown)].slice(0, maxShown).join('');
  const atPlace = asked.nth_paragraph <= count && paragraph !== '';
  return {
    followed: atPlace && count === asked.num_paragraphs && word === asked.first_word.toLowerCase(),
    found: `${count} paragraphs, exactly ${asked.num_paragraphs} asked; number ${asked.nth_paragraph} starts with "${shown}"`,
  };
});

/** Without quotes before it, and up to the first of `. , ? ! ' "`, in lower case letter by letter. */
function firstWord(paragraph: string): string {
  let end = 0;
  while (end < paragraph.length && !isSpace(paragraph.charAt(end))) end += 1;
  const word = stripStart(stripStart(paragraph.slice(0, end), "'"), '"');
  const [start = ''] = word.split(/[.,?!'"]/, 1);
  return [...start].map((letter) => letter.toLowerCase()).join('');
}

export const lengthKinds = {
  'length_constraints:number_words': numberWords,
  'length_constraints:number_sentences': numberSentences,
  'length_constraints:number_paragraphs': numberParagraphs,
  'length_constraints:nth_paragraph_first_word': nthParagraphFirstWord,
} satisfies Record<string, Kind>;
