/**
 * Our own rule for questions whose answer is a number, such as GSM8K's: the number that the reply marks as its answer,
 * else the last one that it says, compared as a number.
 */

import { type Grade, type GradedQuestion, type Grader, GraderError } from '../grader.ts';
import type { Choice } from './choose.ts';
import { type FoundNumber, findAnswer, type Source } from './find-answer.ts';
import { plainDigits } from './plain-digits.ts';
import { equal, type Rational, written } from './rational.ts';
import { scanNumbers } from './scan.ts';
import { finalTarget } from './target.ts';

/** `target` is a number or its text (`18`, `2,125`, `#### 18`); `check` is not read. */
export const number: Grader = {
  name: 'number',
  version: '1',
  grade: ({ question, response }) => {
    const { text: target, values } = readTarget(question);
    const found = findAnswer(plainDigits(response));
    if (!found) return { kind: 'no-answer', target, rationale: 'The response has no number.' };
    const { choice, source } = found;
    if (choice.kind !== 'one') return notOne(response, { target, choice, source });
    return graded(response, { target, values, token: choice.token, source });
  },
};

/** Throws a GraderError for a target that is not one number. */
function readTarget(question: GradedQuestion): { text: string; values: readonly Rational[] } {
  const text = finalTarget(question);
  const [token, second] = scanNumbers(plainDigits(text));
  if (token && !second && token.values.length > 0) return { text, values: token.values };
  throw new GraderError(
    `question ${question.question_id}: the target ${JSON.stringify(text)} is not one number`,
  );
}

const places: Record<Source, string> = {
  boxed: 'the last \\boxed{}',
  hashes: 'the last "####"',
  phrase: 'the last announcement of an answer',
  'last line': 'the last line with a number',
  'whole response': 'the whole response',
};

function graded(
  response: string,
  {
    target,
    values,
    token,
    source,
  }: {
    target: string;
    values: readonly Rational[];
    token: Extract<Choice, { kind: 'one' }>['token'];
    source: Source;
  },
): Grade {
  const extracted = response.slice(token.start, token.end);
  const right = token.values.find((value) => values.some((gold) => equal(value, gold)));
  const [value] = right ? [right] : token.values;
  return {
    kind: 'graded',
    score: right ? 1 : 0,
    extracted,
    target,
    rationale: `Read ${extracted} from ${places[source]}: ${right ? 'equal to' : 'not'} the target ${target}.`,
    details: { source, value: value ? written(value) : null, at: [token.start, token.end] },
  };
}

function notOne(response: string, { target, choice, source }: FoundNumber & { target: string }): Grade {
  const shown = (token: { start: number; end: number }) => response.slice(token.start, token.end);
  return {
    kind: 'no-answer',
    target,
    rationale: `No single number in ${places[source]}: ${reason(choice, shown)}.`,
    details: { source },
  };
}

function reason(choice: Choice, shown: (token: { start: number; end: number }) => string): string {
  if (choice.kind === 'several')
    return `both ${shown(choice.tokens[0])} and ${shown(choice.tokens[1])} are given`;
  if (choice.kind === 'calculation') return 'it is a range, or a calculation without its result';
  return `"${shown(choice.token)}" is a list, a date or a time`;
}
