import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { checkJudgePrompts } from '../../../src/judges/model/check-prompts.ts';
import type { JudgePrompt } from '../../../src/records/judge-prompt.ts';

const single: JudgePrompt = {
  name: 'p',
  type: 'single',
  turn: 'first',
  reference: false,
  system_prompt: 'You judge.',
  prompt_template: '{question} {answer}',
  output_format: '[[rating]]',
};
const pairwise: JudgePrompt = {
  ...single,
  type: 'pairwise',
  prompt_template: '{question} {answer_a} {answer_b}',
  output_format: '[[A]]',
};

const check = (...prompts: JudgePrompt[]) => checkJudgePrompts({ name: 'mine', prompts }, 'mine.yaml');
const fault = (prompt: JudgePrompt) => {
  try {
    check(prompt);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'no fault';
};

test.each<[string, JudgePrompt]>([
  ['a plain single prompt', single],
  [
    'numbered parts',
    { ...single, turn: 'later', prompt_template: '{question_1}{answer_1}{question_2}{answer_2}' },
  ],
  ['a reference', { ...single, reference: true, prompt_template: '{question}{ref_answer_1}{answer}' }],
  [
    'a conversation and references',
    {
      ...single,
      turn: 'later',
      reference: true,
      prompt_template: '{references}{conversation}{nonce}{turn}{category}',
      turn_template: '{turn}{question}{answer}{nonce}',
      reference_template: '{turn}{question}{reference}{nonce}',
    },
  ],
  ['a plain pairwise prompt', pairwise],
  ['two ratings', { ...pairwise, output_format: '[[rating_a,rating_b]]' }],
  [
    'two conversations',
    {
      ...pairwise,
      turn: 'later',
      prompt_template: '{conversation_a}{conversation_b}',
      turn_template: '{question}{answer}',
    },
  ],
  ['escaped braces', { ...single, prompt_template: '{{weather}} {question} {answer}' }],
])('`checkJudgePrompts()` accepts %s', (_what, prompt) => {
  expect(fault(prompt)).toBe('no fault');
});

test.each<[string, Partial<JudgePrompt>, string]>([
  ['an unknown placeholder', { prompt_template: '{question}{answer}{wether}' }, 'not known: {wether}'],
  ['one in the system prompt', { system_prompt: '{wether}' }, 'not known: {wether}'],
  ['a pairwise placeholder', { prompt_template: '{question}{answer}{answer_a}' }, 'not known: {answer_a}'],
  ['a turn that is none', { prompt_template: '{question}{answer}{answer_0}' }, 'not known: {answer_0}'],
  ['no question', { prompt_template: '{answer}' }, 'never shows the question'],
  ['no answer', { prompt_template: '{question}' }, 'never shows the answer'],
  [
    'a reference that it denies',
    { prompt_template: '{question}{answer}{reference}' },
    'says "reference: false"',
  ],
  ['no reference where it promises one', { reference: true }, 'says "reference: true" but never shows one'],
  [
    'a later turn in a first-turn prompt',
    { prompt_template: '{question}{answer}{answer_2}' },
    'shows {answer_2}',
  ],
  ['a conversation without its template', { prompt_template: '{conversation}' }, 'has no turn_template'],
  ['one in the system prompt alone', { system_prompt: '{conversation}' }, 'has no turn_template'],
  [
    'references without their template',
    { reference: true, prompt_template: '{question}{answer}{references}' },
    'has no reference_template',
  ],
  [
    'an unknown placeholder in its turn_template',
    { prompt_template: '{conversation}', turn_template: '{question}{answer}{category}' },
    'in its turn_template that is not known: {category}',
  ],
  [
    'a turn_template without the answer',
    { prompt_template: '{conversation}', turn_template: '{question}' },
    'never shows the answer',
  ],
  [
    'a turn_template without the question',
    { prompt_template: '{conversation}', turn_template: '{answer}' },
    'never shows the question',
  ],
  [
    'a reference_template without the reference',
    { reference: true, prompt_template: '{question}{answer}{references}', reference_template: '{turn}' },
    'says "reference: true" but never shows one',
  ],
  [
    'the format of another kind',
    { output_format: '[[A]]' },
    'its output_format must be [[rating]], not [[A]]',
  ],
])('`checkJudgePrompts()` refuses a prompt with %s', (_what, change, expected) => {
  const message = fault({ ...single, ...change });
  expect(message).toMatch(/^cannot use mine\.yaml: judge prompt "p" /);
  expect(message).toContain(expected);
});

test.each<[string, string]>([
  ['answer A', '{question}{answer_b}'],
  ['answer B', '{question}{answer_a}'],
])('`checkJudgePrompts()` refuses a pairwise prompt that never shows %s', (text, prompt_template) => {
  expect(fault({ ...pairwise, prompt_template })).toContain(`never shows ${text}`);
});

test('`checkJudgePrompts()` refuses a pairwise prompt that asks for one rating', () => {
  expect(fault({ ...pairwise, output_format: '[[rating]]' })).toContain(
    'must be [[A]] or [[A>>B]] or [[rating_a,rating_b]] or weighted, not [[rating]]',
  );
});

test('`checkJudgePrompts()` refuses two prompts of one name', () => {
  expect(() => check(single, { ...single, turn: 'later' })).toThrow(
    'cannot use mine.yaml: judge prompt "p" stands there twice',
  );
});
