/** The commands behind nginx: a private authority, client certificates, a path prefix, and what nginx says of its own. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RunOptions, run } from '../../support/cli.ts';
import type { LoopbackOptions } from '../../support/loopback.ts';
import { openScene } from '../../support/scene.ts';
import { hasNginx, startNginx } from './nginx.ts';

const nginxTest = test.skipIf(!hasNginx);
const answersFile = 'answers/small/m.jsonl';

async function openGateway(options: LoopbackOptions = {}) {
  const scene = await openScene({ ...options, onTestFinished });
  const nginx = await startNginx(scene.server.url);
  const ask = (
    url: string,
    { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
  ) => {
    const shared = ['--bench', 'small', '--data-dir', scene.data.path, '--base-url', url];
    const options: RunOptions = { env: { OPENAI_API_KEY: 'sk-test-openai', ...env } };
    return run('gen-answers', ['--model', 'openai/m', ...shared, ...args], options);
  };
  const trusted = { NODE_EXTRA_CA_CERTS: join(nginx.folder, 'ca.pem') };
  const log = () => readFileSync(join(nginx.folder, 'access.log'), 'utf8').split('\n').slice(0, -1);
  return { ...scene, nginx, ask, trusted, log };
}

nginxTest('a private authority is trusted where NODE_EXTRA_CA_CERTS names it', async () => {
  const { nginx, ask, trusted, data } = await openGateway();
  expect(await ask(`${nginx.tls}/v1`, { env: trusted })).toMatchObject({ code: 0 });
  expect(await data.records(answersFile)).toHaveLength(4);
});

nginxTest('without it the run ends at its first call, and the message names the variable', async () => {
  const { nginx, ask, server } = await openGateway();
  const { code, stderr } = await ask(`${nginx.tls}/v1`);
  expect(code).toBe(1);
  expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
  expect(server.requests).toHaveLength(0);
});

nginxTest('https on a plain port, and http on a TLS port, end the run at its first call', async () => {
  const { nginx, ask, log } = await openGateway();
  const secure = await ask(`${nginx.plain.replace('http:', 'https:')}/llm/team/v1`);
  expect(secure.code).toBe(1);
  expect(secure.stderr).toMatch(/http:\/\//);
  const plain = await ask(`${nginx.tls.replace('https:', 'http:')}/v1`);
  expect(plain.code).toBe(1);
  expect(plain.stderr).toMatch(/https/);
  // Two calls of the first wave at most, for each of them.
  expect(log().length).toBeLessThanOrEqual(8);
});

nginxTest('a server that wants a client certificate is reached with one, and named without', async () => {
  const { nginx, ask, trusted, data } = await openGateway();
  const without = await ask(`${nginx.mutual}/v1`, { env: trusted });
  expect(without.code).toBe(1);
  expect(without.stderr).toMatch(/client.?cert/i);
  const endpoint = {
    ...{ provider: 'openai', base_url: `${nginx.mutual}/v1`, api_key_env: 'OPENAI_API_KEY' },
    ...{ client_cert: join(nginx.folder, 'client.pem'), client_key: join(nginx.folder, 'client-key.pem') },
    ca_cert: join(nginx.folder, 'ca.pem'),
  };
  await data.write('models.yaml', JSON.stringify({ endpoints: { lab: endpoint } }));
  const shared = ['--bench', 'small', '--data-dir', data.path];
  const env = { OPENAI_API_KEY: 'sk-test-openai' };
  const { code, stderr } = await run('gen-answers', ['--model', 'lab/m', ...shared], { env });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(await data.records(answersFile)).toHaveLength(4);
});

nginxTest('a path prefix, compressed replies, and a user with a password work', async () => {
  const { nginx, ask, data } = await openGateway();
  const user = nginx.plain.replace('://', '://someone:secret@');
  for (const url of [`${nginx.plain}/llm/team/v1`, `${nginx.plain}/zip/v1`]) {
    expect(await ask(url, { args: ['--no-cache', '--overwrite'] })).toMatchObject({ code: 0 });
  }
  const shared = ['--bench', 'small', '--data-dir', data.path, '--base-url', `${user}/user/v1`];
  const { code, stderr } = await run('gen-answers', ['--model', 'vllm/m', '--model-id', 'u', ...shared]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(await data.read('answers/small/u.jsonl')).not.toContain('secret');
});

nginxTest('a body that nginx finds too large is refused once, with its status', async () => {
  const { nginx, ask, server } = await openGateway();
  const { code, stderr } = await ask(`${nginx.plain}/small/v1`, { args: ['--max-retries', '3'] });
  expect(code).toBe(1);
  expect(stderr).toMatch(/413/);
  expect(stderr).not.toContain('<html>');
  expect(server.requests).toHaveLength(0);
});

nginxTest('a reply that takes nginx too long is 504, and asked for again', async () => {
  const { nginx, ask, server } = await openGateway({ latencyMs: ({ number }) => (number <= 2 ? 2500 : 0) });
  const { code } = await ask(`${nginx.plain}/slow/v1`, { args: ['--max-retries', '3', '-j', '2'] });
  expect(code).toBe(0);
  // Eight turns, and two that were asked for again.
  expect(server.requests).toHaveLength(10);
});

nginxTest('a server that is gone behind nginx is 502, and named without the page around it', async () => {
  const { nginx, ask } = await openGateway();
  const { code, stderr } = await ask(`${nginx.plain}/dead/v1`, {
    args: ['--max-retries', '1', '--first-n', '1'],
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/502.*Bad Gateway/);
  expect(stderr).not.toContain('<html>');
});

nginxTest('a limit of requests that nginx holds is waited for', async () => {
  const { nginx, ask, log } = await openGateway();
  const { code } = await ask(`${nginx.plain}/few/v1`, { args: ['-j', '4', '--first-n', '3'] });
  expect(code).toBe(0);
  expect(log().some((line) => line.includes('" 429 '))).toBe(true);
});
