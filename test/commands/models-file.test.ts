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
