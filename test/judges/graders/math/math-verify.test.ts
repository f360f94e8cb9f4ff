import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMathVerify } from '../../../../src/judges/graders/math/math-verify.ts';

const question = { question_id: 1, turns: ['What is half of one?'], target: '\\frac{1}{2}' };

/** A command in place of python3 that greets, and answers each line with what `reply` gives. */
async function pretender(greeting: object, reply = '{}'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-verify-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'python3');
  const program = `#!${process.execPath}
    console.log(${JSON.stringify(JSON.stringify(greeting))});
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { gold, response } = JSON.parse(line);
      console.log(JSON.stringify(${reply}));
    });`;
  await writeFile(path, program);
  await chmod(path, 0o755);
  return path;
}

test('answers that are given at once get their own verdicts', async () => {
  const grader = createMathVerify(
    await pretender({ version: '0.9.0' }, '{ equal: response === "0.5", extracted: response }'),
  );
  onTestFinished(() => grader.close?.());
  const grades = await Promise.all(
    ['0.5', '0.4', '0.5'].map((response) => grader.grade({ question, response })),
  );
  expect(grades.map((grade) => grade.kind === 'graded' && [grade.score, grade.extracted])).toEqual([
    [1, '0.5'],
    [0, '0.4'],
    [1, '0.5'],
  ]);
});

test('a reply in which nothing is found has no answer', async () => {
  const grader = createMathVerify(await pretender({ version: '0.9.0' }, '{ equal: false, extracted: null }'));
  onTestFinished(() => grader.close?.());
  expect(await grader.grade({ question, response: 'so' })).toMatchObject({ kind: 'no-answer' });
});

test('what Math-Verify fails at gets no grade', async () => {
  const grader = createMathVerify(await pretender({ version: '0.9.0' }, '{ error: "ValueError: no" }'));
  onTestFinished(() => grader.close?.());
  await expect(grader.grade({ question, response: 'so' })).rejects.toThrow('math-verify: ValueError: no');
});

test.each([
  ['no-such-python', undefined, /no-such-python can't be run for math-verify .*pip install/],
  [
    'a Python without the package',
    { missing: 'No module named math_verify' },
    /has no math-verify .*pip install/,
  ],
  ['another version', { version: '0.8.0' }, /has math-verify 0\.8\.0, not 0\.9\.0: pip install/],
])('%s is named before the first answer, with the way to get it', async (name, greeting, message) => {
  const grader = createMathVerify(greeting ? await pretender(greeting) : name);
  onTestFinished(() => grader.close?.());
  await expect(grader.prepare?.()).rejects.toThrow(message);
});
