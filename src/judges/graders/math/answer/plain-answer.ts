/** Answers in plain text, without dollar signs or a box. */

import { readAnswer } from './answer.ts';

/** Up to a full stop that ends a sentence, the end of the line, or a closing tag. */
export function sentenceOf(text: string): string {
  const end = /\n|<\/|[.!?](?=\s|$|\*)|[。！？]/.exec(text);
  return end ? text.slice(0, end.index) : text;
}

/** Mathematics to its end. Letters in a row are products only where they are few, and with something else. */
export function isPlainAnswer(text: string): boolean {
  if (text.length > maxLength || !/[\p{L}\p{N}]/u.test(text) || words.test(text)) return false;
  if (!/[0-9]|\\[a-z]|[π∞√]/.test(text) && /[a-zA-Z]{2}/.test(text)) return false;
  return readAnswer(text).kind !== 'words';
}

const maxLength = 200;
const words =
  /(?<![a-zA-Z\\])(?!sqrt|sin|cos|tan|log|and)[a-zA-Z]{3,}|\\(?:boxed|fbox)|(?![和或])\p{Script=Han}/u;

/** Numbers that are words of their own, and simple fractions; with a sign, commas of thousands, a percent sign. */
export function numbersIn(text: string): string[] {
  return [...text.matchAll(number)].map((match) => match[0].trim());
}

const number =
  /(?<=^|[\s=(*$€£>：]|\p{Script=Han})-?(?:[0-9]+(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:\/[0-9]+)?(?:\s?(?:\\?%|percent))?|-?\\d?frac\{-?[0-9]+\}\{[0-9]+\}/gu;
