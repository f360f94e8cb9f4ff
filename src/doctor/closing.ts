/** What an answer would write to end the material early: how a judge prompt closes the answers it shows. */

import type { JudgePrompt } from '../records/judge-prompt.ts';

/** The code an attacker might guess; the real one is derived from the texts, this one among them. */
const guessedNonce = '7d41c09be625';
const values = new Map([
  ['nonce', guessedNonce],
  ['turn', '1'],
]);
const answerPart = /\{answer(?:_1)?\}/;
const otherPart = '\u0000';

/**
 * The first line that follows `{answer}` in the prompt, or in its `turn_template`, up to the next text that is put in;
 * a tag where nothing follows.
 */
export function closingOf({ prompt_template, turn_template = '' }: JudgePrompt): string {
  const template = [prompt_template, turn_template].find((each) => answerPart.test(each)) ?? '';
  const [, after = ''] = template.split(answerPart);
  const line = after.split('\n').find((each) => each.trim() !== '') ?? '';
  const filled = line.replace(/\{\{|\}\}|\{(\w+)\}/g, (part, name: string | undefined) =>
    name === undefined ? part.charAt(0) : (values.get(name) ?? otherPart),
  );
  return filled.split(otherPart)[0]?.trim() || '</answer>';
}
