/** What stands in the models file, and what a server may answer, short of an error. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run, sampleQuestions } from '../support/cli.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';

let dir: DataDir;
let server: Loopback;

beforeEach(async () => {
  dir = makeDataDir();
  await dir.write('questions/small.jsonl', sampleQuestions(1));
});
afterEach(async () => {
  await server.close();
  await dir.remove();
});

const answer = (...args: string[]) =>
  run('gen-answers', ['--bench', 'small', '--data-dir', dir.path, ...args], { env: { OPENAI_API_KEY: 'k' } });

test('a models.yaml of comments alone configures nothing', async () => {
  server = await startLoopback();
  await dir.write('models.yaml', '# nothing yet\n');
  const { code, stderr } = await answer('--model', 'openai/m', '--base-url', `${server.url}/v1`);
  expect(stderr).toContain('1 answer written');
  expect(code).toBe(0);
});

test('content that comes in parts is read: text as the answer', async () => {
  const content = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'hidden' }] },
    { type: 'text', text: 'The answer ' },
    { type: 'text', text: 'in two parts.' },
  ];
  server = await startLoopback({ reply: () => ({ text: '', message: { content } }) });
  expect((await answer('--model', 'openai/m', '--base-url', `${server.url}/v1`)).code).toBe(0);
  const [record] = await dir.records('answers/small/m.jsonl');
  expect(record.choices[0].turns).toEqual(['The answer in two parts.', 'The answer in two parts.']);
});

test('the price of an entry holds for its model, by whatever name it is asked for', async () => {
  server = await startLoopback();
  const entry = 'endpoint: openai, model: m, price: { input: 2, output: 8 }';
  await dir.write('models.yaml', `models:\n  mine: { ${entry} }\n`);
  const asked = ['--model', 'openai/m', '--base-url', `${server.url}/v1`];
  const { code, stderr } = await answer(...asked, '--max-cost', '1');
  expect(code).toBe(0);
  expect(stderr).toMatch(/2 calls sent, .* out, \$0\.\d+/);
  const other = await answer('--model', 'openai/n', '--max-cost', '1');
  expect(other).toMatchObject({ code: 2 });
  expect(other.stderr).toContain('entry with endpoint: openai, model: n and price:');
});

test('offline models stay without a price', async () => {
  server = await startLoopback();
  expect((await answer('--model', 'offline/echo', '--max-cost', '1')).code).toBe(0);
});
