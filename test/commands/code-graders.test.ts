/** Graders of programs as judges: the programs run in a sandbox, which is made when the first one comes. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';

let dir: DataDir;

/** A question in HumanEval's form, whose check calls the function once. */
function question(id: string, [signature, text]: readonly [string, string], assertion: string) {
  const entryPoint = /^def (\w+)/.exec(signature)?.[1];
  const prompt = `${signature}\n    """${text}"""\n`;
  const check = { entry_point: entryPoint, test: `def check(candidate):\n    assert ${assertion}`, prompt };
  return { question_id: id, category: 'code', turns: [prompt], check };
}

const questions = [
  question(
    'steps',
    ['def steps(stairs):', 'Number of steps in so many stairs of 14 steps.'],
    'candidate(3) == 42',
  ),
  question('last', ['def last_word(text):', 'The last word of a text.'], "candidate('a b c') == 'c'"),
  question('pairs', ['def pairs(items):', 'Number of pairs of items.'], 'candidate([1, 2, 3]) == 3'),
];
const replies = [
  '```python\ndef steps(stairs):\n    return 14 * stairs\n```',
  '```python\ndef last_word(text):\n    return text.split()[0]\n```',
  'I would rather not write this one.',
];

beforeEach(async () => {
  dir = makeDataDir();
  await dir.write('questions/small.jsonl', questions);
  const answers = questions.map(({ question_id }, index) => ({
    question_id,
    answer_id: `a${index}`,
    model_id: 'm',
    choices: [{ index: 0, turns: [replies[index]] }],
    tstamp: 1,
  }));
  await dir.write('answers/small/m.jsonl', answers);
});
afterEach(() => dir.remove());

const grade = (args: readonly string[], env: Record<string, string> = {}) =>
  run('gen-judgment', ['--bench', 'small', '--data-dir', dir.path, '--judge', ...args], { env });

test('`--judge code` runs the programs: 1 where the tests pass, 0 where not, and no answer without code', async () => {
  const judged = await grade(['code', 'openai/human-eval']);
  expect(judged.code, judged.stderr).toBe(0);
  const rows = await dir.records('judgments/small/code-1_single.jsonl');
  expect(rows.map(({ question_id: id, score, unparsed }) => [id, score, unparsed !== undefined])).toEqual([
    ['steps', 1, false],
    ['last', 0, false],
    ['pairs', 0, true],
  ]);
  expect(rows[0]).toMatchObject({ judge: ['code@1', 'program'], scale: [0, 1] });
  expect(rows[1]?.details).toMatchObject({
    outcome: 'failed',
    exception: 'AssertionError',
    sandbox: 'pyodide',
  });

  // The whole reply after the prompt is no Python in any of the three.
  const literal = await dir.records('judgments/small/openai-human-eval-6d43fb9_single.jsonl');
  expect(literal.map(({ details }) => details.exception)).toEqual(Array(3).fill('SyntaxError'));

  const again = await grade(['code']);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain('0 judgments written, 3 kept');
}, 120_000);

test('`--dry-run` makes no sandbox', async () => {
  const counted = await grade(['code', '--sandbox', 'podman', '--dry-run'], { PATH: dir.path });
  expect(counted.code, counted.stderr).toBe(0);
});

test('where the sandbox can not be had, one line says how to get one, and no program is graded', async () => {
  const judged = await grade(['code', '--sandbox', 'podman'], { PATH: dir.path });
  expect(judged.code, judged.stderr).toBe(2);
  expect(judged.stderr).toMatch(/the sandbox "podman" needs a running podman engine .*--sandbox pyodide/);
  const file = 'judgments/small/code-1_single.jsonl';
  const rows = existsSync(join(dir.path, file)) ? await dir.records(file) : [];
  expect(rows.filter(({ question_id: id }) => id !== 'pairs')).toEqual([]);
});

test('`doctor --sandbox` tries every border, and prints what held', async () => {
  const args = ['doctor', '--sandbox', 'pyodide', '--format', 'json', '--data-dir', dir.path];
  const examined = await run('mt-judge', args);
  expect(examined.code, examined.stderr).toBe(0);
  const card = JSON.parse(examined.stdout) as { sandbox: string; results: { held: boolean }[] };
  expect(card.sandbox).toBe('pyodide');
  expect(card.results.length).toBeGreaterThan(9);
  expect(card.results.every(({ held }) => held)).toBe(true);
}, 180_000);

test('`doctor --sandbox` of one that can not be had is exit 2, and goes with no judge', async () => {
  const missing = await run('mt-judge', ['doctor', '--sandbox', 'docker'], { env: { PATH: dir.path } });
  expect([missing.code, missing.stdout]).toEqual([2, '']);
  expect(missing.stderr).toContain('the sandbox "docker" needs a running docker engine');
  const both = await run('mt-judge', ['doctor', '--sandbox', 'pyodide', '--judge', 'offline/judge']);
  expect(both.code).toBe(2);
  expect(both.stderr).toContain('give one of them');
});
