/** `mt-judge status`: done, stale, missing and spent, as the files have it. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';

let data: DataDir;

beforeEach(() => {
  data = makeDataDir();
});

afterEach(() => data.remove());

const questions = ['one', 'two', 'three'].map((question_id) => ({
  question_id,
  category: 'c',
  turns: [`Say ${question_id}.`, 'Again.'],
}));

async function succeed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run('mt-judge', args, { cwd: data.path });
  expect({ args, code, stderr: code === 0 ? '' : stderr }).toEqual({ args, code: 0, stderr: '' });
  return stdout;
}

async function statusOf(bench: string) {
  const { benches } = JSON.parse(await succeed('status', '--bench', bench, '--format', 'json'));
  return benches[0];
}

test('what the planners would ask for is missing, what has changed is stale', async () => {
  await data.write('questions/b.jsonl', questions);
  await succeed('gen-answers', '--bench', 'b', '--model', 'offline/echo', 'offline/terse');
  await succeed('gen-judgment', '--bench', 'b', '--judge', 'offline/judge');
  await succeed('gen-judgment', '--bench', 'b', '--judge', 'offline/judge', '--mode', 'pairwise-all');
  const before = await statusOf('b');
  expect(before.answers).toEqual([
    { model: 'echo', done: 3, stale: 0, missing: 0 },
    { model: 'terse', done: 3, stale: 0, missing: 0 },
  ]);
  const counted = {
    judge: 'judge',
    prompt_set: 'default',
    done: 6,
    stale: 0,
    missing: 0,
    unparsed: 0,
    gone: 0,
  };
  expect(before.judgments).toEqual([
    { ...counted, mode: 'single', model: 'echo' },
    { ...counted, mode: 'single', model: 'terse' },
    { ...counted, mode: 'pair', model: null, pairs: 1 },
  ]);
  // One question is worded anew, one is taken out, one is added.
  const [one, two] = questions;
  const changed = { ...one, turns: ['Say it in other words.', 'Again.'] };
  await data.write('questions/b.jsonl', [changed, two, { ...two, question_id: 'four' }]);
  const after = await statusOf('b');
  expect(after.answers).toEqual([
    { model: 'echo', done: 1, stale: 1, missing: 1 },
    { model: 'terse', done: 1, stale: 1, missing: 1 },
  ]);
  const left = { done: 2, stale: 2, missing: 2, gone: 2 };
  for (const each of after.judgments) expect(each).toMatchObject(left);
  const dryRun = await run(
    'mt-judge',
    ['gen-answers', '--bench', 'b', '--model', 'offline/echo', '--dry-run'],
    {
      cwd: data.path,
    },
  );
  expect(dryRun.stdout + dryRun.stderr).toMatch(/\b4 calls\b/);
});

const usage = { input_tokens: 1000, output_tokens: 500 };
const call = (model: string) => ({
  sent: { endpoint: 'openai', model, parameters: {} },
  finish_reason: 'stop',
  usage,
  latency_ms: 1,
  attempts: 1,
});

test('a judge that has not seen a model yet misses all of it; unparsed replies and costs are shown', async () => {
  const answer = (model_id: string) =>
    questions.map(({ question_id }) => ({
      question_id,
      model_id,
      choices: [{ index: 0, turns: ['Yes.', 'Yes.'], calls: [call('small'), call('small')] }],
      tstamp: 1,
    }));
  await data.write('questions/b.jsonl', questions);
  await data.write('answers/b/m.jsonl', answer('m'));
  await data.write('answers/b/n.jsonl', answer('n'));
  const judged = (turn: number, score: number) => ({
    question_id: 'one',
    model: 'm',
    judge: ['big', 'single-v1'],
    user_prompt: '',
    judgment: '',
    score,
    turn,
    tstamp: 1,
    calls: [call('big')],
  });
  await data.write('judgments/b/big_single.jsonl', [judged(1, 8), judged(2, -1)]);
  await data.write(
    'models.yaml',
    'models:\n  small: { endpoint: openai, model: small, price: { input: 1, output: 2 } }\n',
  );
  const status = await statusOf('b');
  const expected = { judge: 'big', mode: 'single', prompt_set: null, stale: 0, gone: 0 };
  expect(status.judgments).toEqual([
    { ...expected, model: 'm', done: 2, missing: 4, unparsed: 1 },
    { ...expected, model: 'n', done: 0, missing: 6, unparsed: 0 },
  ]);
  expect(status.costs).toMatchObject({ total: { calls: 14, unpriced_calls: 2 }, unpriced: ['openai/big'] });
  expect(status.costs.total.cost).toBeCloseTo(12 * 0.002);
  const table = await succeed('status');
  expect(table).toMatch(/^bench b: 3 questions$/m);
  expect(table).toMatch(/^m +3 +0 +0 +6 +\$0\.012/m);
  expect(table).toMatch(/^big +single +– +m +2 +0 +4 +1$/m);
  expect(table).toMatch(/^big +single +2 +–$/m);
  expect(table).toContain('no price for openai/big: not in what was spent');
});

test('every bench of the data directory is shown, one without answers or questions among them', async () => {
  await data.write('questions/new.jsonl', questions);
  await data.write('answers/lost/m.jsonl', [
    { question_id: 1, model_id: 'm', choices: [{ index: 0, turns: ['Yes.'] }], tstamp: 1 },
  ]);
  await mkdir(join(data.path, 'judgments/lost'), { recursive: true });
  const table = await succeed('status');
  expect(table).toMatch(/^bench lost: its questions are not here$/m);
  expect(table).toMatch(/^m +1 +0 +–/m);
  expect(table).toMatch(/^bench new: 3 questions\n\nno answers yet$/m);
});

test('a bench that is not there, and an empty folder, end with exit 2', async () => {
  const empty = await run('mt-judge', ['status'], { cwd: data.path });
  expect(empty.code).toBe(2);
  await data.write('questions/new.jsonl', questions);
  const other = await run('mt-judge', ['status', '--bench', 'old'], { cwd: data.path });
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('nothing of the bench "old" (--bench) in .: there are new');
});
