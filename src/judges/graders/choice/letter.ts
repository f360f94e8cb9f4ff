/**
 * Our own rule for multiple choice: the letter that the reply gives as its answer, or the option whose text it gives. Two
 * different letters are no answer, unless the reply takes the first one back.
 */

import type { Grade, Grader } from '../grader.ts';
import { type ChoiceQuestion, readChoice } from './choice-question.ts';
import { conclusions } from './conclusions.ts';
import { labelReader, plainLabels } from './labels.ts';
import { textReader } from './option-text.ts';
import { finalStatements, isLabel, type Readers, type Source, type Statement } from './statements.ts';

/** `target` is a label or a letter, `check` is `{ options, labels? }`. */
export const letter: Grader = {
  name: 'letter',
  version: '1',
  grade: ({ question, response }) => {
    const choice = readChoice(question);
    const statement = decide(plainLabels(response), choice);
    const target = choice.labels[choice.gold] ?? '';
    if (!statement)
      return { kind: 'no-answer', target, rationale: 'The response names no option as its answer.' };
    return graded(statement, { response, choice, target });
  },
};

function decide(text: string, { options, labels }: ChoiceQuestion): Statement | undefined {
  const readers = { label: labelReader(labels), text: textReader(options) };
  const whole = wholeText(text, readers);
  if (whole) return whole;
  const final = settled(text, finalStatements(text, readers));
  if (final) return final;
  for (const group of conclusions(text, readers)) {
    const statement = settled(text, group);
    if (statement) return statement;
  }
  return undefined;
}

/** A reply that is the text of an option and nothing else; what can be read as a label is a label first. */
function wholeText(text: string, readers: Readers): Statement | undefined {
  if (text.trim().length > readers.text.reach || isLabel(text, readers.label(text, 0))) return undefined;
  const option = readers.text(text);
  return option === undefined ? undefined : { source: 'whole response', option, start: 0, end: text.length };
}

/** How a reply takes back what it said. */
const retraction =
  /\b(?:wait|actually|correction|sorry|apolog|mistaken?|(?:that|this|it)(?: is|['’]s| was) (?:wrong|incorrect|not right)|instead|rather|no[,.:!]|hmm|oops|second thought|let me re|let['’]s re|re-?(?:check|consider|evaluat|examin|think|calculat|read)|however|but)/i;

/** The last statement, unless an earlier one says otherwise and is not taken back in between. */
function settled(text: string, statements: readonly Statement[]): Statement | undefined {
  const last = statements.at(-1);
  if (!last || last.option === 'several') return last;
  const other = statements.filter(({ option }) => option !== last.option && option !== 'several').at(-1);
  if (!other || retraction.test(text.slice(other.end, last.start))) return last;
  return { ...last, option: 'several', start: other.start };
}

const places: Record<Source, string> = {
  'whole response': 'the whole response',
  boxed: 'the last \\boxed{}',
  phrase: 'the last announcement of an answer',
  verdict: 'what the response calls right',
  line: 'a line of its own',
  conclusion: 'a conclusion',
  'last line': 'the end of the response',
};

function graded(
  { option, source, start, end }: Statement,
  { response, choice, target }: { response: string; choice: ChoiceQuestion; target: string },
): Grade {
  const shown = JSON.stringify(response.slice(start, Math.min(end, start + 80)));
  const details = { source, at: [start, end] };
  if (option === 'several') {
    return {
      kind: 'no-answer',
      target,
      rationale: `More than one option is given as the answer: ${shown}.`,
      details,
    };
  }
  if (option === 'none') {
    return {
      kind: 'no-answer',
      target,
      rationale: `${shown} is none of the ${choice.options.length} options.`,
      details,
    };
  }
  const extracted = choice.labels[option] ?? '';
  const right = option === choice.gold;
  const rationale = `Read ${extracted} from ${places[source]}, ${shown}: ${right ? 'equal to' : 'not'} the target ${target}.`;
  return { kind: 'graded', score: right ? 1 : 0, extracted, target, rationale, details };
}
