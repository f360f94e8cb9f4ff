/** The texts of a question's record that templates can show, and what is right by a shot. */

import { UserError } from '../../../errors.ts';
import { type ChoiceQuestion, readChoice } from '../../../judges/graders/choice/choice-question.ts';
import { GraderError } from '../../../judges/graders/grader.ts';
import type { Ask } from '../../../records/bench/bench.ts';
import type { Shot } from '../../../records/bench/shot.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import type { Template } from './template.ts';

/** Texts by the name of their placeholder. */
export type Texts = ReadonlyMap<string, string>;

/**
 * The texts of a question: every field that is one, and `question` (its first turn), `category` (with spaces for
 * underscores), and `options` where it has some.
 */
export function textsOf(question: Question, option: Template): Texts {
  const fields = Object.entries(question).flatMap(([name, value]) =>
    typeof value === 'string' && !hidden.has(name) ? [[name, value] as const] : [],
  );
  const texts = new Map(fields);
  texts.set('question', question.turns[0] ?? '');
  texts.set('category', question.category.replaceAll('_', ' '));
  const choice = choiceOf(question);
  if (choice) texts.set('options', optionLines(choice, option));
  return texts;
}

/** What is right must not get into the prompt of its own question, and an id says nothing. */
const hidden: ReadonlySet<string> = new Set(['question_id', 'target', 'answer']);

function optionLines({ labels, options }: ChoiceQuestion, option: Template): string {
  const line = (text: string, index: number) =>
    option.fill((name) => (name === 'label' ? labels[index] : name === 'text' ? text : undefined));
  return options.map(line).join('\n');
}

/** The options of a question; undefined where it has none. Malformed ones are a UserError. */
export function choiceOf(question: Question): ChoiceQuestion | undefined {
  const { check } = question;
  if (typeof check !== 'object' || check === null || !('options' in check)) return undefined;
  try {
    return readChoice(question);
  } catch (error) {
    if (error instanceof GraderError) throw new UserError(`cannot ask ${error.message}`, { cause: error });
    throw error;
  }
}

/** The text that stands for an option: its label, or its own. */
export function optionText(
  { labels, options }: ChoiceQuestion,
  index: number,
  choice: Ask['choice'],
): string {
  return (choice === 'label' ? labels[index] : options[index]) ?? '';
}

/** What is right by a shot: the text of its `answer`, else its right option, else its target. */
export function answerOf(shot: Shot, choice: Ask['choice']): string {
  if (shot.answer !== undefined) return shot.answer;
  const options = choiceOf(shot);
  if (options) return optionText(options, options.gold, choice);
  if (typeof shot.target === 'string') return shot.target;
  throw new UserError(`the shot ${questionKey(shot)} says nothing that is right: give it an "answer"`);
}
