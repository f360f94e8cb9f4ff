/** Checks a set of judge prompts before the first call: every part must be known, and none may be lacking. */

import { UserError } from '../../errors.ts';
import { type JudgePrompt, type JudgePromptSet, judgePromptKey } from '../../records/judge-prompt.ts';
import { placeholdersIn } from './prompt.ts';

interface Vocabulary {
  /** Placeholders that the template may use. */
  known: RegExp;
  /** For each text that the judge must see, the placeholders that show it, in the template or in its parts. */
  needed: { text: string; shownBy: RegExp }[];
}

const reference = /^(reference|references|ref_answer_[1-9]\d*)$/;

const vocabularies: Record<JudgePrompt['type'], Vocabulary> = {
  single: {
    known: /^(nonce|turn|category|question|answer|conversation|question_[1-9]\d*|answer_[1-9]\d*)$/,
    needed: [
      { text: 'the question', shownBy: /^question(_\d+)?$/ },
      { text: 'the answer', shownBy: /^answer(_\d+)?$/ },
    ],
  },
  pairwise: {
    known:
      /^(nonce|turn|category|question|question_[1-9]\d*|(answer|conversation)_[ab]|answer_[ab]_[1-9]\d*)$/,
    needed: [
      { text: 'the question', shownBy: /^question(_\d+)?$/ },
      { text: 'answer A', shownBy: /^answer_a(_\d+)?$/ },
      { text: 'answer B', shownBy: /^answer_b(_\d+)?$/ },
    ],
  },
};

/** Throws a UserError that names the file, the prompt and the placeholder that is wrong. */
export function checkJudgePrompts(set: JudgePromptSet, file: string): void {
  const seen = new Set<string>();
  for (const prompt of set.prompts) {
    const key = judgePromptKey(prompt);
    const fail = (problem: string) => {
      throw new UserError(`cannot use ${file}: judge prompt "${key}" ${problem}`);
    };
    if (seen.has(key)) fail('stands there twice');
    seen.add(key);
    checkFormat(prompt, fail);
    checkParts(prompt, fail);
    checkTemplate(prompt, fail);
  }
  checkOneWay(set, file);
}

type Fail = (problem: string) => void;

function checkFormat(prompt: JudgePrompt, fail: Fail): void {
  const pairwise = ['[[A]]', '[[A>>B]]', '[[rating_a,rating_b]]', 'weighted'];
  const fits = prompt.type === 'single' ? ['[[rating]]'] : pairwise;
  if (!fits.includes(prompt.output_format)) {
    fail(`is ${prompt.type}, so its output_format must be ${fits.join(' or ')}, not ${prompt.output_format}`);
  }
  checkWeighted(prompt, fail);
}

/** Two tokens make a preference, and only there is an order of the answers drawn. */
function checkWeighted({ output_format, tokens, order, seed }: JudgePrompt, fail: Fail): void {
  if (output_format === 'weighted') {
    if (!tokens) fail('is weighted, so it needs tokens: that for answer A, and that for answer B');
    if (tokens && tokens[0].trim() === tokens[1].trim()) fail('has the same token for both answers');
    if (order === 'both' && seed !== undefined) fail('has a seed, but asks in both orders: nothing is drawn');
    return;
  }
  const given = Object.entries({ tokens, order, seed }).find(([, value]) => value !== undefined);
  if (given) fail(`has ${given[0]}, which goes with the output_format weighted`);
}

/** One request is made in one way: a judge tells log-probabilities or writes, and an order is drawn in all or in none. */
function checkOneWay({ prompts }: JudgePromptSet, file: string): void {
  const ways = new Set(
    prompts.map(({ output_format, order, seed }) =>
      output_format === 'weighted' ? JSON.stringify([order ?? 'drawn', seed ?? 0]) : 'text',
    ),
  );
  if (ways.size > 1) {
    throw new UserError(
      `cannot use ${file}: a set with a weighted prompt has such prompts only, all of one order and seed`,
    );
  }
}

function checkTemplate(prompt: JudgePrompt, fail: Fail): void {
  const { known, needed } = vocabularies[prompt.type];
  const names = namesIn(prompt);
  for (const name of names) {
    const isReference = reference.test(name);
    if (isReference && !prompt.reference) fail(`shows {${name}} but says "reference: false"`);
    if (!isReference && !known.test(name)) fail(`has a placeholder that is not known: {${name}}`);
  }
  const shown = names.flatMap((name) => shownThrough(name, prompt));
  for (const { text, shownBy } of needed) {
    if (!shown.some((name) => shownBy.test(name))) fail(`never shows ${text}: add a placeholder for it`);
  }
  if (prompt.reference && !shown.some((name) => reference.test(name))) {
    fail('says "reference: true" but never shows one: add {reference}, {references} or {ref_answer_1}');
  }
  const numbered = names.find((name) => Number(/_(\d+)$/.exec(name)?.[1] ?? 1) > 1);
  if (prompt.turn === 'first' && numbered) fail(`is for the first turn but shows {${numbered}}`);
}

/** `{conversation}` needs a `turn_template`, `{references}` a `reference_template`, each with its own placeholders. */
function checkParts(prompt: JudgePrompt, fail: Fail): void {
  const parts = [
    { field: 'turn_template', wants: /^conversation/, known: /^(nonce|turn|question|answer)$/ },
    { field: 'reference_template', wants: /^references$/, known: /^(nonce|turn|question|reference)$/ },
  ] as const;
  const names = namesIn(prompt);
  for (const { field, wants, known } of parts) {
    const used = names.find((name) => wants.test(name));
    const template = prompt[field];
    if (used && template === undefined) fail(`shows {${used}} but has no ${field}`);
    const wrong = placeholdersIn(template ?? '').find((name) => !known.test(name));
    if (wrong) fail(`has a placeholder in its ${field} that is not known: {${wrong}}`);
  }
}

function namesIn(prompt: JudgePrompt): string[] {
  return [...placeholdersIn(prompt.system_prompt), ...placeholdersIn(prompt.prompt_template)];
}

/** What the judge sees where a template says `{name}`: `{conversation_a}` shows each `{answer}` as `answer_a`. */
function shownThrough(name: string, prompt: JudgePrompt): string[] {
  if (name === 'references') {
    return placeholdersIn(prompt.reference_template ?? '').filter((part) => part === 'reference');
  }
  const conversation = /^conversation(_[ab])?$/.exec(name);
  if (!conversation) return [name];
  const parts = placeholdersIn(prompt.turn_template ?? '');
  return parts.map((part) => (part === 'answer' ? `${part}${conversation[1] ?? ''}` : part));
}
