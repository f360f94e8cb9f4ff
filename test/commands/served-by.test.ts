/** What stands behind the name of a local model: kept with each reply, and compared from run to run. */

import { expect, test } from 'vitest';
import { makeDataDir, run, sampleQuestions } from '../support/cli.ts';
import { ollamaRoutes, startLocalServer } from '../support/local-server.ts';

const [one, two] = ['a'.repeat(64), 'b'.repeat(64)] as const;
const answersFile = 'answers/small/llama3.2-3b.jsonl';

async function openLocalScene(digest: string) {
  const data = makeDataDir();
  const server = await startLocalServer(ollamaRoutes(digest));
  await data.write('questions/small.jsonl', sampleQuestions(3));
  const shared = ['--bench', 'small', '--data-dir', data.path, '--base-url', server.url];
  return {
    data,
    server,
    chats: () => server.requests.filter((each) => each.startsWith('POST')).length,
    answers: (...args: string[]) => run('gen-answers', ['--model', 'ollama/llama3.2:3b', ...shared, ...args]),
    judge: (...args: string[]) => run('gen-judgment', ['--judge', 'ollama/llama3.2:3b', ...shared, ...args]),
  };
}

test('an answer keeps what the server tells of its model, asked once in a run', async () => {
  const { data, server, answers } = await openLocalScene(one);
  expect(await answers()).toMatchObject({ code: 0 });
  const rows = await data.records(answersFile);
  const calls = rows.flatMap(({ choices }) => choices[0].calls);
  expect(calls).toHaveLength(6);
  for (const { served_by } of calls) {
    expect(served_by).toEqual({
      ...{ server: 'ollama', version: '0.12.6', digest: one, quantization: 'Q4_K_M' },
      ...{ size: 2_019_393_189, context: 4096 },
    });
  }
  expect(server.requests.filter((each) => each === 'GET /api/tags')).toHaveLength(1);
  await data.remove();
});

test('other weights under the same name end a run before its first call, with both values', async () => {
  const { data, server, answers, chats } = await openLocalScene(one);
  await answers('--first-n', '2');
  const before = await data.read(answersFile);
  server.routes = Object.assign(server.routes, ollamaRoutes(two, 'Q8_0'));
  const asked = chats();
  const { code, stderr } = await answers();
  expect(code).toBe(2);
  expect(stderr).toContain(
    'digest (other weights under this name) was "aaaaaaaaaaaa" and is "bbbbbbbbbbbb" now',
  );
  expect(stderr).toContain('quantization (other weights under this name) was "Q4_K_M" and is "Q8_0" now');
  expect(stderr).toMatch(/--overwrite.*--model-id/);
  expect(chats()).toBe(asked);
  expect(await data.read(answersFile)).toBe(before);
  await data.remove();
});

test('with another id the new weights answer themselves: the cache holds the replies of the old ones', async () => {
  const { data, server, answers, chats } = await openLocalScene(one);
  await answers();
  Object.assign(server.routes, ollamaRoutes(two));
  const asked = chats();
  expect(await answers('--model-id', 'llama-new')).toMatchObject({ code: 0 });
  expect(chats()).toBe(asked + 6);
  const rows = await data.records('answers/small/llama-new.jsonl');
  expect(rows.every(({ choices }) => choices[0].calls[0].served_by.digest === two)).toBe(true);
  // Equal weights are served from it.
  await answers('--model-id', 'llama-again');
  expect(chats()).toBe(asked + 6);
  await data.remove();
});

test('answers that do not say by what they were made are kept', async () => {
  const { data, server, answers, chats } = await openLocalScene(one);
  const routes = { ...server.routes };
  for (const path of Object.keys(routes)) delete server.routes[path];
  expect(await answers('--first-n', '1')).toMatchObject({ code: 0 });
  expect((await data.records(answersFile))[0].choices[0].calls[0]).not.toHaveProperty('served_by');
  Object.assign(server.routes, routes);
  expect(await answers()).toMatchObject({ code: 0 });
  expect(chats()).toBe(6);
  await data.remove();
});

test('a judge with other weights under its name is stopped, too', async () => {
  const { data, server, answers, judge } = await openLocalScene(one);
  await answers();
  expect(await judge('--first-n', '2')).toMatchObject({ code: 0 });
  const [row] = await data.records('judgments/small/llama3.2-3b_single.jsonl');
  expect(row.calls[0].served_by.digest).toBe(one);
  Object.assign(server.routes, ollamaRoutes(two));
  const { code, stderr } = await judge();
  expect(code).toBe(2);
  expect(stderr).toMatch(/4 judgments were made with other settings.*digest.*aaaaaaaaaaaa.*bbbbbbbbbbbb/);
  await data.remove();
});

test('a replay and a finished run ask the server nothing', async () => {
  const { data, server, answers } = await openLocalScene(one);
  await answers();
  const asked = server.requests.length;
  expect(await answers()).toMatchObject({ code: 0 });
  expect(await answers('--replay', '--model-id', 'again')).toMatchObject({ code: 0 });
  expect(server.requests).toHaveLength(asked);
  await data.remove();
});
