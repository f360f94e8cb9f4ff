/** A grading that is killed goes on where it was: nothing is graded twice, and nothing is lost. */

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';

let dir: DataDir;
const count = 4000;
const graders = ['number-1', 'lm-eval-gsm8k-strict-match-3'];

beforeEach(async () => {
  dir = makeDataDir();
  const ids = Array.from({ length: count }, (_, index) => index);
  await dir.write(
    'questions/many.jsonl',
    ids.map((id) => ({ question_id: id, category: 'sums', turns: [`Number ${id}?`], target: `${id}` })),
  );
  await dir.write(
    'questions/many.yaml',
    'title: Many\nask:\n  generate:\n    graders: [number, "lm-eval/gsm8k:strict-match"]\n',
  );
  await dir.write(
    'answers/many/m.jsonl',
    ids.map((id) => ({
      ...{ question_id: id, answer_id: `a${id}`, model_id: 'm', tstamp: 1 },
      choices: [{ index: 0, turns: [`#### ${id % 3 === 0 ? id : 0}`] }],
    })),
  );
});
afterEach(() => dir.remove());

test('a killed grading is taken up by the same command, and every match is graded once by each grader', async () => {
  const args = ['--bench', 'many', '--data-dir', dir.path];
  const first = join(dir.path, 'judgments', 'many', `${graders[0]}_single.jsonl`);
  const killed = await run('gen-judgment', args, {
    onStart: (child) => {
      const look = setInterval(() => {
        if (!existsSync(first) || statSync(first).size === 0) return;
        child.kill('SIGKILL');
        clearInterval(look);
      }, 2);
      child.on('close', () => clearInterval(look));
    },
  });
  expect(killed.signal).toBe('SIGKILL');
  const again = await run('gen-judgment', args);
  expect(again.code, again.stderr).toBe(0);
  for (const grader of graders) {
    const rows = await dir.records(`judgments/many/${grader}_single.jsonl`);
    expect(rows.map(({ question_id: id }) => id)).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(rows.filter(({ score }) => score === 1)).toHaveLength(Math.ceil(count / 3));
    expect(existsSync(join(dir.path, 'judgments', 'many', `${grader}_single.jsonl.superseded`))).toBe(false);
  }
  const kept = [...again.stderr.matchAll(/(\d+) judgments written, (\d+) kept/g)].map(([, ...both]) =>
    both.map(Number),
  );
  for (const [written = 0, there = 0] of kept) expect(written + there).toBe(count);
});
