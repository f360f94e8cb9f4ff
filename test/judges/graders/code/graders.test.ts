/** The program that each grader makes of a reply, and the grade that it makes of the program's end. */

import { expect, test } from 'vitest';
import { createCodeGraders } from '../../../../src/judges/graders/code/create.ts';
import type { GradedQuestion } from '../../../../src/judges/graders/grader.ts';
import type { Outcome, RunLimits, Sandbox } from '../../../../src/sandbox/sandbox.ts';

const prompt = 'import math\n\ndef half(x):\n    return x / 2\n\ndef area(w, h):\n    """Area."""\n';
const check = { entry_point: 'area', test: 'def check(f):\n    assert f(2, 3) == 6' };
const question: GradedQuestion = { question_id: 'own/1', turns: [prompt], check };
const tests = { test_list: ['assert area(2, 3) == 6', 'assert area(0, 1) == 0'] };
const end = 'def check(f):\n    assert f(2, 3) == 6\ncheck(area)';

function recorder(outcome: Outcome = { kind: 'passed' }) {
  const runs: { program: string; limits: RunLimits }[] = [];
  const sandbox: Sandbox = {
    name: 'pyodide',
    run: async (program, limits) => {
      runs.push({ program, limits });
      return { outcome, interpreter: 'CPython 3.11.3 (pyodide 0.25.1)', seconds: 12 };
    },
    close: async () => undefined,
  };
  const grade = async (name: string, response: string, asked = question) => {
    const grader = createCodeGraders({ sandbox }).find((each) => each.name === name);
    if (!grader) throw new Error(`no grader ${name}`);
    return grader.grade({ question: asked, response });
  };
  return { runs, grade };
}

async function programOf(name: string, response: string, asked = question): Promise<string | undefined> {
  const { runs, grade } = recorder();
  await grade(name, response, asked);
  return runs[0]?.program;
}

test('graders are named for what they equal, with the version', () => {
  const names = createCodeGraders({
    sandbox: { name: 'pyodide', run: async () => Promise.reject(), close: async () => undefined },
  });
  expect(names.map(({ name, version }) => `${name}@${version}`)).toEqual([
    'code@1',
    'openai/human-eval@6d43fb9',
    'lm-eval/humaneval@1',
    'lm-eval/humaneval_instruct@4',
    'simple-evals/humaneval@ee3b031',
    'lm-eval/mbpp@1',
    'lm-eval/mbpp_instruct@1',
    'mbpp@1',
    'mbpp:challenge@1',
  ]);
});

test('openai/human-eval puts the whole reply after the prompt', async () => {
  expect(await programOf('openai/human-eval', '    return 6\nIt is.')).toBe(
    `${prompt}    return 6\nIt is.\n${end}`,
  );
});

test('lm-eval/humaneval cuts at the earliest stop string', async () => {
  const reply = '    return 6\nprint(1)\n# why\ndef g(): pass';
  expect(await programOf('lm-eval/humaneval', reply)).toBe(`${prompt}    return 6\n${end}`);
});

test('lm-eval/humaneval_instruct leaves nothing of a fenced reply', async () => {
  expect(await programOf('lm-eval/humaneval_instruct', '```python\n    return 6\n```')).toBe(
    `${prompt}\n${end}`,
  );
  expect(await programOf('lm-eval/humaneval_instruct', '    return 6\n```')).toBe(
    `${prompt}    return 6\n\n${end}`,
  );
});

test('simple-evals takes what follows the signature, and without one drops the first character', async () => {
  const fenced = 'So:\n```python\ndef area(w, h):\n    return 6\n```';
  expect(await programOf('simple-evals/humaneval', fenced)).toBe(`${prompt}    return 6\n\n${end}`);
  expect(await programOf('simple-evals/humaneval', '    return 6')).toBe(`${prompt}   return 6\n${end}`);
});

test('code keeps imports and helpers of the prompt before a whole function, and the prompt before a body', async () => {
  const kept = 'import math\n\ndef half(x):\n    return x / 2\n\n';
  const whole = 'def area(w, h):\n    return w * h';
  expect(await programOf('code', `\`\`\`\n${whole}\n\`\`\``)).toBe(`${kept}${whole}\n${end}`);
  expect(await programOf('code', 'return w * h')).toBe(`${prompt}    return w * h\n${end}`);
});

test('the prompt of the check comes before the question’s last turn', async () => {
  const asked = { ...question, turns: ['Complete this function: …'], check: { ...check, prompt } };
  expect(await programOf('openai/human-eval', '    return 6', asked)).toBe(`${prompt}    return 6\n${end}`);
});

test('lm-eval/mbpp runs three assertions and no set-up code; mbpp runs all', async () => {
  const four = ['assert area(1, 1)', 'assert area(2, 1)', 'assert area(3, 1)', 'assert area(4, 1)'];
  const asked = { ...question, check: { test_list: four, test_setup_code: 'root = 1' } };
  const code = 'def area(w, h): return w * h';
  const reply = `${code}\n[DONE]\nMore.`;
  expect(await programOf('lm-eval/mbpp', reply, asked)).toBe(`${code}\n\n${four.slice(0, 3).join('\n')}`);
  expect(await programOf('mbpp', reply, asked)).toBe(`${code}\n\nroot = 1\n${four.join('\n')}`);
});

test('lm-eval/mbpp_instruct swallows a first word, as its regular expression does', async () => {
  const asked = { ...question, check: tests };
  const after = `\n${tests.test_list.join('\n')}`;
  expect(await programOf('lm-eval/mbpp_instruct', 'python\nx = 1\n```', asked)).toBe(`x = 1${after}`);
  expect(await programOf('lm-eval/mbpp_instruct', 'def area(): pass\n```', asked)).toBe(
    ` area(): pass${after}`,
  );
  expect(await programOf('lm-eval/mbpp_instruct', 'def area(): pass', asked)).toBe(after);
  expect(await programOf('lm-eval/mbpp_instruct', '```python\n```', asked)).toBe(after);
});

test('challenge tests are a grader of their own, and none is no verdict', async () => {
  const asked = { ...question, check: { ...tests, challenge_test_list: ['assert area(9, 9) == 81'] } };
  const code = 'def area(w, h): return w * h';
  expect(await programOf('mbpp:challenge', code, asked)).toBe(`${code}\n\nassert area(9, 9) == 81`);
  const { grade } = recorder();
  await expect(grade('mbpp:challenge', code, { ...question, check: tests })).rejects.toThrow(
    'question own/1 has no challenge tests',
  );
});

test('graders that equal a harness run under its guard, ours do not', async () => {
  const { runs, grade } = recorder();
  for (const name of ['openai/human-eval', 'lm-eval/humaneval', 'code']) await grade(name, '    return 6');
  expect(runs.map(({ limits }) => limits.harnessGuard)).toEqual([true, true, false]);
  expect(runs[0]?.limits).toMatchObject({ seconds: 3, megabytes: 512, language: 'python' });
});

test('a pass is 1, with the interpreter and both time limits on record', async () => {
  expect(await recorder().grade('code', '    return w * h')).toMatchObject({
    kind: 'graded',
    score: 1,
    extracted: '    return w * h',
    target: end,
    rationale: 'All tests passed. The code run was the lines of the reply that are code.',
    details: {
      outcome: 'passed',
      interpreter: 'CPython 3.11.3 (pyodide 0.25.1)',
      sandbox: 'pyodide',
      seconds: 3,
      seconds_allowed: 12,
      program: `${prompt}    return w * h\n${end}`,
    },
  });
});

test('a failure is 0, and says the exception and the line of the program', async () => {
  const failed: Outcome = { kind: 'failed', exception: 'AssertionError', message: '', lines: [11, 10] };
  expect(await recorder(failed).grade('openai/human-eval', '    return 5')).toMatchObject({
    score: 0,
    rationale:
      'AssertionError in line 10: assert f(2, 3) == 6 The code run was the whole reply, after the prompt.',
    details: { exception: 'AssertionError', line: 10, failing: 'assert f(2, 3) == 6' },
  });
});

test('a time-out and a want of memory are 0, with the limit', async () => {
  expect(await recorder({ kind: 'timed out' }).grade('code', '    return 5')).toMatchObject({
    score: 0,
    rationale: expect.stringContaining('It did not end within 3 s.'),
  });
  expect(await recorder({ kind: 'out of memory' }).grade('code', '    return 5')).toMatchObject({
    score: 0,
    rationale: expect.stringContaining('It needed more than 512 MiB of memory.'),
  });
});

test('a program that could not be run is no verdict', async () => {
  const { grade } = recorder({ kind: 'could not run', reason: 'gone' });
  await expect(grade('code', '    return 5')).rejects.toThrow('the program could not be run: gone');
});

test('a reply without code is no answer, and nothing is run', async () => {
  const { runs, grade } = recorder();
  expect(await grade('code', 'I would rather not.')).toMatchObject({ kind: 'no-answer', target: end });
  expect(await grade('mbpp', '', { ...question, check: tests })).toMatchObject({ kind: 'no-answer' });
  expect(runs).toEqual([]);
});

test.each([
  [undefined, 'question own/1 has no check, which should hold entry_point and test'],
  [{ entry_point: 'a b', test: 'x' }, 'check.entry_point: '],
  [{ entry_point: 'area' }, 'check.test: is missing (expected string)'],
])('a malformed check is no verdict: %j', async (malformed, named) => {
  const { grade } = recorder();
  await expect(grade('code', 'x = 1', { ...question, check: malformed })).rejects.toThrow(named);
});
