/** `mt-judge models` against loopback servers: what they have, whether they want a key, and one line where they do not answer. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { run } from '../support/cli.ts';
import { ollamaRoutes, startLocalServer } from '../support/local-server.ts';

const digest = `sha256:${'a80c4f17acd5'.padEnd(64, '0')}`;

test('models lists what a local server has, with what identifies it', async () => {
  const server = await startLocalServer(ollamaRoutes(digest));
  const { code, stdout, stderr } = await run('mt-judge', [
    ...['models', '--endpoint', 'ollama', '--base-url', server.url],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    [
      `ollama answers at ${server.url}, version 0.12.6; it lists its models without a key`,
      '',
      'model        context  weights  digest',
      'llama3.2:3b  4096     Q4_K_M   a80c4f17acd5',
      '',
    ].join('\n'),
  );
});

test('models gives JSON, with the whole digest', async () => {
  const server = await startLocalServer(ollamaRoutes(digest));
  const { stdout } = await run('mt-judge', [
    ...['models', '--endpoint', 'ollama', '--base-url', server.url, '--format', 'json'],
  ]);
  expect(JSON.parse(stdout)).toEqual({
    ...{ endpoint: 'ollama', base_url: server.url, version: '0.12.6', key_needed: false },
    models: [
      {
        ...{ id: 'llama3.2:3b', context: 4096, quantization: 'Q4_K_M' },
        ...{ digest, size: 2_019_393_189 },
      },
    ],
  });
});

test('models says whether a key is needed, names the variable, and shows no key', async () => {
  const server = await startLocalServer({ '/v1/models': { data: [{ id: 'm' }] } }, { key: 'sk-right-key' });
  const args = ['models', '--endpoint', 'vllm', '--base-url', server.url];
  const right = await run('mt-judge', args, { env: { VLLM_API_KEY: 'sk-right-key' } });
  expect(right).toMatchObject({ code: 0, stderr: '' });
  expect(right.stdout).toContain('it wants a key, and takes the one in VLLM_API_KEY');
  const wrong = await run('mt-judge', args, { env: { VLLM_API_KEY: 'sk-wrong-key' } });
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toBe('mt-judge: vllm refuses the key in VLLM_API_KEY (401)\n');
  const without = await run('mt-judge', args);
  expect(without.stderr).toBe(
    'mt-judge: vllm refuses the request: it may want a key, set VLLM_API_KEY (401)\n',
  );
});

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('models says in one line that nobody listens', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/v1`;
  const { code, stdout, stderr } = await run('mt-judge', [
    'models',
    '--endpoint',
    'lmstudio',
    '--base-url',
    url,
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^mt-judge: lmstudio: the connection failed .*is the server running.*--base-url.*\n$/,
  );
});

test('models says in one line that an address gives no list', async () => {
  const server = await startLocalServer({ '/v1/models': { hello: 'there' } });
  const args = ['models', '--endpoint', 'openai', '--base-url', server.url];
  const { code, stderr } = await run('mt-judge', args);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'mt-judge: openai sent no list of models: is the address right (--base-url)?\n',
  });
});

test.each([
  [[], /--endpoint is missing: give one of openai/],
  [['--endpoint', 'ollama/llama3'], /takes the name of an endpoint, such as ollama, not "ollama\/llama3"/],
  [['--endpoint', 'offline'], /takes the name of an endpoint/],
  [['--endpoint', 'nowhere'], /an endpoint of openai, anthropic/],
])('models refuses %j as bad usage', async (args, message) => {
  const { code, stderr } = await run('mt-judge', ['models', ...args]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
