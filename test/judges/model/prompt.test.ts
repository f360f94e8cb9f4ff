import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { SingleMatch } from '../../../src/judges/match.ts';
import { choosePrompt, fillPrompt, hashPrompt, placeholdersIn } from '../../../src/judges/model/prompt.ts';
import type { JudgePrompt, JudgePromptSet } from '../../../src/records/judge-prompt.ts';

const base: JudgePrompt = {
  name: 'p',
  type: 'single',
  turn: 'first',
  reference: false,
  system_prompt: 'You judge.',
  prompt_template: 'Q: {question}\nA: {answer}',
  output_format: '[[rating]]',
};

const match = (more: Partial<SingleMatch> = {}): SingleMatch => ({
  type: 'single',
  question: { question_id: 7, category: 'stem', turns: ['Why?', 'How?', 'When?'] },
  turn: 1,
  model: 'm',
  choice: 0,
  repeat: 0,
  answers: ['Because.'],
  ...more,
});

const withReference = { question_id: 7, category: 'math', turns: ['1+1?', '2+2?'], reference: ['2', '4'] };
const setOf = (...prompts: Partial<JudgePrompt>[]): JudgePromptSet => ({
  name: 'mine',
  prompts: prompts.map((prompt) => ({ ...base, ...prompt })),
});

test('`choosePrompt()` chooses by turn and by whether the question has a reference', () => {
  const set = setOf(
    { name: 'first' },
    { name: 'first-ref', reference: true },
    { name: 'later', turn: 'later' },
    { name: 'later-ref', turn: 'later', reference: true },
    { name: 'pair', type: 'pairwise' },
  );
  const nameOf = (each: SingleMatch) => choosePrompt(set, each).name;
  expect(nameOf(match())).toBe('first');
  expect(nameOf(match({ turn: 3 }))).toBe('later');
  expect(nameOf(match({ question: withReference }))).toBe('first-ref');
  expect(nameOf(match({ question: withReference, turn: 2 }))).toBe('later-ref');
});

test('`choosePrompt()` takes a prompt with numbered parts for the turn that they reach alone', () => {
  const set = setOf(
    { name: 'two', turn: 'later', prompt_template: '{question_1} {answer_1} {question_2} {answer_2}' },
    { name: 'any', turn: 'later', turn_template: '{question} {answer}', prompt_template: '{conversation}' },
  );
  expect(choosePrompt(set, match({ turn: 2 })).name).toBe('two');
  expect(choosePrompt(set, match({ turn: 3 })).name).toBe('any');
});

test('`choosePrompt()` names the set, the kind, the turn and the question that lack a prompt', () => {
  const set = setOf({ name: 'first' });
  expect(() => choosePrompt(set, match({ turn: 2, question: withReference }))).toThrow(UserError);
  expect(() => choosePrompt(set, match({ turn: 2, question: withReference }))).toThrow(
    'the judge prompts "mine" have no single prompt with a reference for turn 2 (question 7)',
  );
});

test('`fillPrompt()` puts in the judged turn, its question, answer and reference', () => {
  const prompt_template = '{category} {turn}: {question} / {answer} / {reference}';
  const judged = match({ question: withReference, turn: 2, answers: ['two', 'four'] });
  expect(fillPrompt({ ...base, reference: true, prompt_template }, judged)).toEqual({
    name: 'p',
    system: 'You judge.',
    user: 'math 2: 2+2? / four / 4',
    hash: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test('`fillPrompt()` puts in earlier turns by number', () => {
  const prompt_template = '{question_1}{answer_1}{ref_answer_1} {question_2}{answer_2}{ref_answer_2}';
  const judged = match({ question: withReference, turn: 2, answers: ['two', 'four'] });
  expect(fillPrompt({ ...base, prompt_template }, judged).user).toBe('1+1?two2 2+2?four4');
});

test('`fillPrompt()` renders the conversation and the references turn by turn, up to the judged turn', () => {
  const prompt: JudgePrompt = {
    ...base,
    turn: 'later',
    reference: true,
    turn_template: '{turn}. {question} {answer}',
    reference_template: '{turn}) {reference}',
    prompt_template: '{references}\n{conversation}\nRate turn {turn}.',
  };
  const question = { ...withReference, turns: ['a?', 'b?', 'c?'], reference: ['ra', 'rb', 'rc'] };
  const judged = match({ question, turn: 2, answers: ['a!', 'b!'] });
  expect(fillPrompt(prompt, judged).user).toBe('1) ra\n\n2) rb\n1. a? a!\n\n2. b? b!\nRate turn 2.');
});

test('`fillPrompt()` reads doubled braces as single ones and leaves other braces alone', () => {
  const prompt_template = '{{answer}} {{{answer}}} { } {"a": 1} {answer}';
  expect(fillPrompt({ ...base, prompt_template }, match({ answers: ['x'] })).user).toBe(
    '{answer} {x} { } {"a": 1} x',
  );
});

test('`fillPrompt()` gives equal matches the same code for delimiters, and other matches another', () => {
  const prompt = { ...base, prompt_template: '{nonce}', system_prompt: '{nonce}' };
  const filled = fillPrompt(prompt, match());
  expect(filled.user).toMatch(/^[0-9a-f]{12}$/);
  expect(filled.system).toBe(filled.user);
  expect(fillPrompt(prompt, match({ model: 'other', choice: 2, repeat: 3 })).user).toBe(filled.user);
  expect(fillPrompt(prompt, match({ answers: ['Because!'] })).user).not.toBe(filled.user);
});

test('`fillPrompt()` throws on a placeholder without a value, which a checked set cannot have', () => {
  expect(() => fillPrompt({ ...base, prompt_template: '{weather}' }, match())).toThrow(
    'no value for {weather}',
  );
});

test('`hashPrompt()` changes with whatever decides how a judge is asked, and with nothing else', () => {
  const hash = hashPrompt(base);
  expect(hashPrompt({ ...base, name: 'other', description: 'd', category: 'c' })).toBe(hash);
  const changes: Partial<JudgePrompt>[] = [
    { system_prompt: 'x' },
    { prompt_template: '{question} {answer}' },
    { turn_template: 't' },
    { reference_template: 'r' },
    { output_format: '[[A]]' },
  ];
  for (const change of changes) expect(hashPrompt({ ...base, ...change })).not.toBe(hash);
});

test('`placeholdersIn()` lists the names in order and no escaped brace', () => {
  expect(placeholdersIn('{a} {{b}} {c_1} {} {0} {a}')).toEqual(['a', 'c_1', 'a']);
});
