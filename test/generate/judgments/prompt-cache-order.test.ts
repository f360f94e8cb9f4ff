import { expect, test } from 'vitest';
import type { PendingMatch } from '../../../src/generate/judgments/mode.ts';
import { pairMode } from '../../../src/generate/judgments/pairwise.ts';
import { planSharing, takeTurns } from '../../../src/generate/judgments/prompt-cache-order.ts';
import { singleMode } from '../../../src/generate/judgments/single.ts';
import type { JudgePrompt } from '../../../src/records/judge-prompt.ts';
import type { AnswerReader } from '../../../src/store/answers/answer-file.ts';

const promptsWith = (system_prompt: string, type: JudgePrompt['type'] = 'single') => ({
  name: 'set',
  prompts: (['first', 'later'] as const).map((turn) => ({
    ...{ name: turn, type, turn, reference: false, system_prompt },
    prompt_template: type === 'single' ? '{question} {answer}' : '{question} {answer_a} {answer_b}',
    output_format: '[[rating]]' as const,
  })),
});
const alike = promptsWith('Judge.');

function match(models: string, question_id: number, repeat = 0): PendingMatch {
  const question = { question_id, category: 'writing', turns: ['Why?'] };
  const sides = models.split('+').map((model) => ({
    reader: { model } as AnswerReader,
    span: { offset: 0, length: 0, number: 1 },
  }));
  return { question, turn: 1, choice: 0, repeat, sides };
}

const keeping = { mode: singleMode, prompts: alike, width: 1, keepsPrompts: true };
const named = (order: Iterable<PendingMatch>) =>
  [...order].map(
    ({ question, repeat, sides }) => `${sides[0]?.reader.model}${question.question_id}.${repeat}`,
  );

test('answers to one question share what stands before them, repeats the whole prompt, others nothing', () => {
  const [a, b, alone] = [match('a', 1), match('b', 1), match('a', 2)];
  const { shared } = planSharing([a, b, alone], keeping);
  expect([a, b, alone].map((each) => shared?.(each))).toEqual(['beginning', 'beginning', 'nothing']);
  const repeats = [match('a', 1, 0), match('a', 1, 1), b];
  const again = planSharing(repeats, keeping);
  expect(repeats.map((each) => again.shared?.(each))).toEqual(['all', 'all', 'beginning']);
});

test('prompts that begin with a nonce share nothing but their repeats', () => {
  const prompts = promptsWith('The code is {nonce}.');
  const [a, b, c] = [match('a', 1), match('b', 1), match('b', 1, 1)];
  const { shared } = planSharing([a, b, c], { ...keeping, prompts });
  expect([a, b, c].map((each) => shared?.(each))).toEqual(['nothing', 'all', 'all']);
});

test('the two games of one pair share what stands before the answers', () => {
  const only = match('a+b', 1);
  const options = { ...keeping, mode: pairMode(), prompts: promptsWith('Judge.', 'pairwise') };
  expect(planSharing([only], options).shared?.(only)).toBe('beginning');
});

test('what shares a prompt is asked for in turns, so that the first reply is there before the second is asked for', () => {
  const pending = ['a', 'b'].flatMap((model) => [1, 2, 3].map((question) => match(model, question)));
  expect(named(planSharing(pending, keeping).order)).toEqual([
    ...['a1.0', 'a2.0', 'b1.0', 'b2.0'],
    ...['a3.0', 'b3.0'],
  ]);
  const repeats = [1, 2].flatMap((question) => [0, 1].map((repeat) => match('a', question, repeat)));
  expect(named(planSharing(repeats, keeping).order)).toEqual(['a1.0', 'a2.0', 'a1.1', 'a2.1']);
});

test('a service that keeps nothing on demand is asked in the order of the plan', () => {
  const pending = [match('a', 1), match('b', 1)];
  const plan = planSharing(pending, { ...keeping, keepsPrompts: false });
  expect(plan).toEqual({ order: pending, shared: undefined });
});

test('`takeTurns()` loses nothing and doubles nothing', () => {
  const groups = [[1, 2, 3], [4], [5, 6], [], [7, 8]];
  expect(takeTurns(groups, 2)).toEqual([1, 4, 2, 3, 5, 6, 7, 8]);
  expect(takeTurns([], 4)).toEqual([]);
});
