/** Wordings of the kinds about words, length, case and language. */

import type { MakeConstraint } from '../constraint.ts';
import { languages } from '../languages.ts';

const vocabulary = [
  'lantern',
  'harbor',
  'copper',
  'violet',
  'thunder',
  'ribbon',
  'meadow',
  'compass',
  'pepper',
  'marble',
];
const common = ['very', 'nice', 'great', 'always', 'never', 'really', 'simply', 'maybe'];
const firstWords = ['tomorrow', 'however', 'nobody', 'sometimes', 'please', 'finally'];

/** Upper limits are far above the least that a response can be. */
export const textConstraints: Readonly<Record<string, MakeConstraint>> = {
  'keywords:existence': (draw) => {
    const keywords = draw.sample(vocabulary, draw.int(2, 3));
    const listed = keywords.map((word) => `"${word}"`).join(' and ');
    return {
      kwargs: { keywords },
      wording: draw.say(
        `Use the words ${listed}.`,
        `The words ${listed} must occur.`,
        `Work in ${listed} somewhere.`,
      ),
    };
  },
  'keywords:frequency': (draw) => {
    const [keyword, frequency] = [draw.pick(vocabulary), draw.int(2, 5)];
    const less = draw.chance(0.3);
    return {
      kwargs: { keyword, frequency, relation: less ? 'less than' : 'at least' },
      wording: less
        ? `The word "${keyword}" must occur fewer than ${frequency} times.`
        : draw.say(
            `Use the word "${keyword}" at least ${frequency} times.`,
            `The word "${keyword}" must occur ${frequency} times or more.`,
          ),
    };
  },
  'keywords:forbidden_words': (draw) => {
    const words = draw.sample(common, draw.int(2, 4));
    const listed = words.map((word) => `"${word}"`).join(', ');
    return {
      kwargs: { forbidden_words: words },
      wording: draw.say(
        `Do not use any of these words: ${listed}.`,
        `Do without the following words: ${listed}.`,
      ),
    };
  },
  'keywords:letter_frequency': (draw) => {
    const less = draw.chance(0.3);
    const letter = less ? draw.pick(['q', 'x', 'z', 'j']) : draw.pick(['k', 'v', 'w', 'b', 'p']);
    const number = less ? draw.int(3, 6) : draw.int(8, 25);
    return {
      kwargs: { letter, let_frequency: number, let_relation: less ? 'less than' : 'at least' },
      wording: less
        ? `The letter "${letter}" must occur fewer than ${number} times.`
        : draw.say(
            `Use the letter "${letter}" at least ${number} times.`,
            `The letter "${letter}" must occur ${number} times or more.`,
          ),
    };
  },
  'length_constraints:number_words': (draw) => {
    const [less, number] = [draw.chance(0.4), draw.multiple(10, 120, 350)];
    return {
      kwargs: { relation: less ? 'less than' : 'at least', num_words: number },
      wording: less
        ? draw.say(`Stay below ${number} words.`, `Use fewer than ${number} words.`)
        : draw.say(`Use at least ${number} words.`, `Your response must have ${number} words or more.`),
    };
  },
  'length_constraints:number_sentences': (draw) => {
    const [less, number] = [draw.chance(0.4), draw.int(12, 25)];
    return {
      kwargs: { relation: less ? 'less than' : 'at least', num_sentences: number },
      wording: less
        ? draw.say(`Use fewer than ${number} sentences.`, `Stay below ${number} sentences.`)
        : draw.say(
            `Write at least ${number} sentences.`,
            `Your response must have ${number} sentences or more.`,
          ),
    };
  },
  'length_constraints:number_paragraphs': (draw) => {
    const number = draw.int(2, 5);
    return {
      kwargs: { num_paragraphs: number },
      wording: draw.say(
        `Write exactly ${number} paragraphs and put a line with three asterisks (***) between any two of them.`,
        `There must be ${number} paragraphs, with nothing but *** to divide each from the next.`,
      ),
    };
  },
  'length_constraints:nth_paragraph_first_word': (draw) => {
    const number = draw.int(2, 5);
    const [nth, word] = [draw.int(1, number), draw.pick(firstWords)];
    return {
      kwargs: { num_paragraphs: number, nth_paragraph: nth, first_word: word },
      wording: `Write exactly ${number} paragraphs with a blank line between any two, and begin paragraph ${nth} with the word "${word}".`,
    };
  },
  'change_case:english_capital': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'Write in English and in capital letters only.',
      'The whole response must be English text in capitals, without a lower-case letter.',
    ),
  }),
  'change_case:english_lowercase': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'Write in English and in lower-case letters only.',
      'The whole response must be English text without a single capital letter.',
    ),
  }),
  'change_case:capital_word_frequency': (draw) => {
    const [less, number] = [draw.chance(0.4), draw.int(4, 12)];
    return {
      kwargs: { capital_frequency: number, capital_relation: less ? 'less than' : 'at least' },
      wording: less
        ? `Fewer than ${number} words may be written in capital letters throughout.`
        : `Write at least ${number} words in capital letters throughout.`,
    };
  },
  'language:response_language': (draw) => {
    const { code, name } = draw.pick(languages);
    return {
      kwargs: { language: code },
      wording: draw.say(
        `Write the whole response in ${name}.`,
        `Only ${name} is allowed, no other language.`,
      ),
    };
  },
};
