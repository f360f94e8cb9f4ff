/** Finds the answer of a chat reply: its last box, else what follows "the answer is", else its last formula or number. */

import { boxedAnswer } from './boxes.ts';
import { joinedSpans, lastSpans, mathSpans } from './math-spans.ts';
import { isPlainAnswer, numbersIn, sentenceOf } from './plain-answer.ts';

interface FinalAnswer {
  text: string;
  /** Where it was found, as the end of "extracted from …". */
  from: string;
}

/** A box that was cut off or left empty isn't an answer; what stands before it may be. */
export function finalAnswer(reply: string): FinalAnswer | undefined {
  const { content, count, rest, after } = boxedAnswer(reply.replaceAll('−', '-'));
  if (content === undefined)
    return announced(rest) ?? wholeReply(rest) ?? lastStatement(rest) ?? lastNumber(rest);
  // A box in the middle of a solution gives way to a sentence that names the final answer.
  const named = /final answer/i.test(after) ? announced(after) : undefined;
  const from = count === 1 ? 'the last box' : `the last ${count} boxes, which are one list`;
  return named ?? { text: content, from };
}

// Every repetition is bounded: blanks without end can't make it slow.
const announcement =
  /(?:answer|result|solution)(?:\s{1,4}to\s{1,4}[^.\n]{1,60})?\*{0,2}\s{0,4}(?:is|are|equals|was|[:：=])\*{0,2}[:：]?\*{0,2}|答案(?:[是为為]|[:：]){1,2}|answer\*{0,2}[ \t]{0,4}[:：]?\*{0,2}[ \t]{0,4}\n|<answer>|(?<![^\n])A:/gi;

/** What follows the last announcement of an answer. */
function announced(reply: string): FinalAnswer | undefined {
  for (const match of [...reply.matchAll(announcement)].reverse().slice(0, maxTries)) {
    const start = match.index + match[0].length;
    const text = stated(reply.slice(start, start + maxSentence).replace(/^[\s*:]+/, ''));
    if (text !== undefined) return { text, from: 'what follows the last "answer is"' };
  }
  return undefined;
}

const maxTries = 20;
const maxSentence = 600;

/** The first formula of the sentence, else the sentence itself where it is one, else its first number, else its words. */
function stated(rest: string): string | undefined {
  const spans = mathSpans(rest);
  const sentence = sentenceOf(rest);
  const first = spans[0];
  if (first && first.start < sentence.length) {
    // "The largest $n$ is 34": the formula is what the answer is about.
    const verb = /^\s{0,3}(?:is|are|equals?|=)\s+(?:equal to\s+)?/.exec(
      rest.slice(first.end, first.end + 30),
    );
    return (verb && stated(rest.slice(first.end + verb[0].length))) ?? joinedSpans(rest, spans);
  }
  const plain = withoutMarks(sentence);
  if (!/[\p{L}\p{N}]/u.test(plain)) return undefined;
  if (isPlainAnswer(plain)) return plain;
  return numbersIn(sentence)[0] ?? (plain.length <= 60 ? plain : undefined);
}

function withoutMarks(text: string): string {
  return text.replace(/\*\*|`/g, '').trim();
}

/** A reply that is an answer or a word and nothing else. */
function wholeReply(reply: string): FinalAnswer | undefined {
  const text = withoutMarks(reply).replace(/[.。]$/, '');
  if (text === '' || text.length > 120 || text.includes('\n') || mathSpans(text).length > 0) return undefined;
  const whole = isPlainAnswer(text) || /^\p{L}+!?$/u.test(text);
  return whole ? { text, from: 'the whole reply' } : undefined;
}

/** The last formula, or what is said after it without one: "the value of $x$ is 2". */
function lastStatement(reply: string): FinalAnswer | undefined {
  const spans = mathSpans(reply);
  const end = spans.at(-1)?.end ?? 0;
  const said = lastSaid(reply.slice(end));
  if (said !== undefined) return { text: said, from: 'the end of the last statement' };
  return spans.length > 0 ? { text: lastSpans(reply, spans), from: 'the last formula' } : undefined;
}

/** What follows the last "is" or equals sign, where it reads as an answer or begins with a number. */
function lastSaid(text: string): string | undefined {
  const verbs = [...text.matchAll(/\b(?:is|are|equal to|equals?|be|by)\b|[:：=是为為]/g)]
    .reverse()
    .slice(0, maxTries);
  for (const verb of verbs) {
    const start = verb.index + verb[0].length;
    const sentence = withoutMarks(sentenceOf(text.slice(start, start + maxSentence).trimStart()));
    const plain = sentence
      .replace(/^(?:equal to|approximately|about|exactly)\s+/, '')
      .replace(/^\$(?=[0-9])/, '');
    if (isPlainAnswer(plain)) return plain;
    const number = numbersIn(plain)[0];
    if (number !== undefined && plain.startsWith(number)) return number;
  }
  return undefined;
}

function lastNumber(reply: string): FinalAnswer | undefined {
  const number = numbersIn(reply).at(-1);
  return number === undefined ? undefined : { text: number, from: 'the last number' };
}
