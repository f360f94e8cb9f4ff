/** Whose judgments a file holds, and which of them still count. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run, sampleQuestions } from '../support/cli.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';

let dir: DataDir;
let server: Loopback;

beforeEach(async () => {
  dir = makeDataDir();
  await dir.write('questions/small.jsonl', sampleQuestions(3));
});
afterEach(async () => {
  await server.close();
  await dir.remove();
});

const env = { OPENAI_API_KEY: 'k' };
const at = () => ['--bench', 'small', '--data-dir', dir.path];
const call = (bin: 'gen-answers' | 'gen-judgment', ...args: string[]) =>
  run(bin, [...at(), '--base-url', `${server.url}/v1`, ...args], { env });
const show = async () => {
  const { stdout } = await run('show-results', [...at(), '--format', 'json']);
  return JSON.parse(stdout).models[0];
};

test('a judge does not take over the judgments of another behind its name', async () => {
  server = await startLoopback();
  await call('gen-answers', '--model', 'openai/m');
  expect((await run('gen-judgment', [...at(), '--judge', 'offline/judge'])).code).toBe(0);
  await dir.write('models.yaml', 'models:\n  judge: { endpoint: openai, model: gpt-4.1 }\n');
  const before = server.requests.length;
  const second = await call('gen-judgment', '--judge', 'judge');
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(/judge_single\.jsonl holds the judgments of offline\/judge, .* model_id/);
  expect(server.requests).toHaveLength(before);
});

test('of equal requests under way one is sent, and a replay gives what the run gave', async () => {
  let rating = 0;
  const reply = ({ prompt }: { prompt: string }) => {
    rating += 1;
    return prompt.includes('[[') ? `Rating: [[${1 + (rating % 9)}]]` : 'The same answer.';
  };
  server = await startLoopback({ reply, latencyMs: 30 });
  await call('gen-answers', '--model', 'openai/m', 'openai/n');
  await call('gen-judgment', '--judge', 'openai/j');
  const judged = await dir.records('judgments/small/j_single.jsonl');
  const prompts = server.requests.filter(({ prompt }) => prompt.includes('[['));
  expect(new Set(judged.map(({ user_prompt }) => user_prompt)).size).toBe(prompts.length);
  const scores = (rows: { score: number }[]) => rows.map(({ score }) => score);
  await dir.write('judgments/small/j_single.jsonl', '');
  expect((await call('gen-judgment', '--judge', 'openai/j', '--replay')).code).toBe(0);
  expect(scores(await dir.records('judgments/small/j_single.jsonl'))).toEqual(scores(judged));
});

test('ratings of choices and questions that are gone are stale, and raise nothing that is expected', async () => {
  server = await startLoopback();
  await call('gen-answers', '--model', 'openai/m', '--num-choices', '2');
  await call('gen-judgment', '--judge', 'openai/j');
  expect((await show()).coverage).toMatchObject({ expected: 12, judged: 12, stale: 0, missing: 0 });
  await call('gen-answers', '--model', 'openai/m', '--overwrite');
  expect((await show()).coverage).toMatchObject({ expected: 6, judged: 6, stale: 6, missing: 0 });
  const [, second, third] = sampleQuestions(3);
  await dir.write('questions/small.jsonl', [second, third, { ...third, question_id: 9 }]);
  expect((await show()).coverage).toMatchObject({ expected: 6, judged: 4, missing: 2 });
});

test('--overwrite asks again, whatever the cache holds', async () => {
  server = await startLoopback();
  await call('gen-answers', '--model', 'openai/m');
  const before = server.requests.length;
  await call('gen-answers', '--model', 'openai/m', '--overwrite');
  expect(server.requests).toHaveLength(2 * before);
});

test('a server that is not running ends the run of its model at the second try', async () => {
  server = await startLoopback();
  const { url } = server;
  await server.close();
  const args = [
    ...at(),
    '--model',
    'ollama/m',
    '--base-url',
    `${url}/v1`,
    '-j',
    '1',
    '--wait-for-server',
    '0',
  ];
  const { code, stderr } = await run('gen-answers', args);
  expect(code).toBe(1);
  expect(stderr).toMatch(/stopped: m: .*is the server running/);
  expect(stderr).toContain('2 not begun');
});
