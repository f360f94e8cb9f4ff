/** Chooses and fills judge prompts. Templates name their parts as in Python's format: `{answer}`, `{{` for a brace. */

import { contentHash } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import type { JudgePrompt, JudgePromptSet } from '../../records/judge-prompt.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { type Match, referencesUpTo } from '../match.ts';

export interface FilledPrompt {
  name: string;
  system: string;
  user: string;
  /** Of the prompt before it is filled. */
  hash: string;
}

const placeholder = /\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * The prompt of the set for a match: by kind, by first or later turn, and by whether the question has a reference
 * (FastChat chooses by category; an import gives exactly those questions a reference). A set without one is a
 * UserError.
 */
export function choosePrompt(set: JudgePromptSet, match: Match): JudgePrompt {
  const found = findPrompt(set, match);
  if (found) return found;
  throw new UserError(lackingPrompts(set.name, [[wantedPrompt(match), match.question]]));
}

/** The kind of prompt that a set lacks for a match, in words; undefined where it has one. */
export function lackOf(set: JudgePromptSet, match: Match): string | undefined {
  return findPrompt(set, match) ? undefined : wantedPrompt(match);
}

/** Says what a set lacks, each kind with a question that needs it. */
export function lackingPrompts(set: string, lacking: Iterable<readonly [kind: string, Question]>): string {
  const kinds = [...lacking].map(([kind, question]) => `no ${kind} (question ${questionKey(question)})`);
  const them = kinds.length === 1 ? 'one' : 'them';
  return `the judge prompts "${set}" have ${kinds.join(', ')}: add ${them} or choose another set with --judge-prompts`;
}

function wantedPrompt({ type, turn, question }: Match): string {
  return `${type} prompt ${question.reference === undefined ? 'without' : 'with'} a reference for turn ${turn}`;
}

function findPrompt(set: JudgePromptSet, match: Match): JudgePrompt | undefined {
  const reference = match.question.reference !== undefined;
  const turn = match.turn === 1 ? 'first' : 'later';
  return set.prompts.find(
    (prompt) =>
      prompt.type === match.type &&
      prompt.turn === turn &&
      prompt.reference === reference &&
      [undefined, match.turn].includes(highestNumber(prompt)),
  );
}

/** The prompt with the match's texts in it. Texts are put in once and never read as templates. */
export function fillPrompt(prompt: JudgePrompt, match: Match): FilledPrompt {
  const values = valuesOf(prompt, match);
  return {
    name: prompt.name,
    system: render(prompt.system_prompt, values),
    user: render(prompt.prompt_template, values),
    hash: hashPrompt(prompt),
  };
}

/**
 * The part of the template that is filled alike for every answer to a question turn; empty where the system prompt is
 * not. A nonce depends on the answers, so nothing behind it is alike.
 */
export function sharedTemplate(prompt: JudgePrompt): string {
  const differs = (name: string) =>
    /^(?:nonce$|answer|conversation)/.test(name) ||
    (name === 'references' && placeholdersIn(prompt.reference_template ?? '').includes('nonce'));
  if (placeholdersIn(prompt.system_prompt).some(differs)) return '';
  const first = [...prompt.prompt_template.matchAll(placeholder)].find(([, name]) => name && differs(name));
  return prompt.prompt_template.slice(0, first?.index);
}

/** How many characters of the filled prompt are the same for every answer to the match's question turn. */
export function sharedLength(prompt: JudgePrompt, match: Match): number {
  return render(sharedTemplate(prompt), valuesOf(prompt, match)).length;
}

/** Hash of what decides how a judge is asked; a prompt's description does not. */
export function hashPrompt(prompt: JudgePrompt): string {
  const { system_prompt, prompt_template, turn_template, reference_template, output_format } = prompt;
  const { tokens, order, seed } = prompt;
  const texts = { system_prompt, prompt_template, turn_template, reference_template, output_format };
  return contentHash({ ...texts, tokens, order, seed });
}

/** Names of the parts a template asks for. */
export function placeholdersIn(template: string): string[] {
  return [...template.matchAll(placeholder)].flatMap((match) => (match[1] ? [match[1]] : []));
}

function render(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(placeholder, (whole, name: string | undefined) => {
    if (name === undefined) return whole.slice(1);
    const value = values.get(name);
    if (value === undefined) throw new Error(`no value for {${name}} in a judge prompt`);
    return value;
  });
}

/** The answers that a prompt shows, under the ending of their placeholders: `{answer}`; `{answer_a}` and `{answer_b}`. */
function sidesOf(match: Match): { ending: '' | '_a' | '_b'; answers: readonly string[] }[] {
  if (match.type === 'single') return [{ ending: '', answers: match.answers }];
  return [
    { ending: '_a', answers: match.answersA },
    { ending: '_b', answers: match.answersB },
  ];
}

function valuesOf(prompt: JudgePrompt, match: Match): Map<string, string> {
  const questions = match.question.turns.slice(0, match.turn);
  const references = referencesUpTo(match.question, match.turn) ?? [];
  const sides = sidesOf(match);
  const nonce = contentHash([questions, ...sides.map(({ answers }) => answers), references]).slice(0, 12);
  const values = new Map([
    ['nonce', nonce],
    ['turn', String(match.turn)],
    ['category', match.question.category],
    ['question', questions.at(-1) ?? ''],
    ['reference', references.at(-1) ?? ''],
  ]);
  const append = (name: string, template = '', parts: Record<string, string>) => {
    const part = render(template, new Map(Object.entries(parts)));
    const before = values.get(name);
    values.set(name, before === undefined ? part : `${before}\n\n${part}`);
  };
  for (const [index, question] of questions.entries()) {
    const turn = String(index + 1);
    const reference = references[index] ?? '';
    values.set(`question_${turn}`, question).set(`ref_answer_${turn}`, reference);
    append('references', prompt.reference_template, { nonce, turn, question, reference });
    for (const { ending, answers } of sides) {
      const answer = answers[index] ?? '';
      // The last turn's stays under the name without a number.
      values.set(`answer${ending}`, answer).set(`answer${ending}_${turn}`, answer);
      append(`conversation${ending}`, prompt.turn_template, { nonce, turn, question, answer });
    }
  }
  return values;
}

/** The highest turn that a template names by number (`{question_2}`); such a prompt fits that turn alone. */
function highestNumber(prompt: JudgePrompt): number | undefined {
  if (prompt.turn === 'first') return undefined;
  const numbers = placeholdersIn(prompt.prompt_template).flatMap((name) => {
    const match = /_(\d+)$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
  return numbers.length > 0 ? Math.max(...numbers) : undefined;
}
