/** `--batch` on the ways that calls take: client certificates and extra headers of a gateway, and a proxy. */

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BatchScene, openBatchScene } from '../support/batch-scene.ts';
import { run } from '../support/cli.ts';
import { gatewayModels } from '../support/gateway.ts';
import { openProxy } from '../support/proxy.ts';
import { answersPath, keys } from '../support/scene.ts';
import { openTlsFront, pemFile } from '../support/tls-front.ts';

const secret = 'gate-secret-0123456789';

/** Both turns of all questions, as batches; the server stands where `args` and models.yaml say. */
const answered = ({ data }: BatchScene, { args, env }: { args: readonly string[]; env: NodeJS.ProcessEnv }) =>
  run(
    'gen-answers',
    ['--bench', 'small', '--data-dir', data.path, '--batch', '--batch-poll', '0.01', ...args],
    { env: { ...keys, ...env } },
  );

test('a batch shows the client certificate and sends the headers of its endpoint, with each request', async () => {
  const scene = await openBatchScene();
  const front = await openTlsFront(scene.server.url, { certificate: 'server', wantsClient: true });
  const lines = [
    ...['ca_cert: authority.pem', 'client_cert: client.pem', 'client_key: client-key.pem'],
    ...['headers:', `  X-Gateway-Key: "Token ${'$'}{GATE_TOKEN}"`],
  ];
  await scene.data.write('models.yaml', gatewayModels(front.url, lines));
  for (const name of ['authority', 'client', 'client-key'])
    await copyFile(pemFile(name), join(scene.data.path, `${name}.pem`));
  const env = { GATE_TOKEN: secret };
  const { code, stderr } = await answered(scene, { args: ['--model', 'gateway/m'], env });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(await scene.data.records(answersPath)).toHaveLength(4);
  expect(scene.server.batches.map((batch) => batch.lines.length)).toEqual([4, 4]);
  const sent = new Set(scene.server.requests.map(({ headers }) => headers['x-gateway-key']));
  expect(sent).toEqual(new Set([`Token ${secret}`]));
  expect(stderr).not.toContain(secret);
});

test('a batch goes through a proxy from its file to its results', async () => {
  const scene = await openBatchScene();
  const front = await openTlsFront(scene.server.url, { certificate: 'server' });
  const proxy = await openProxy({ elsewhere: front.port });
  const { code, stderr } = await answered(scene, {
    args: ['--model', 'openai/m', '--base-url', 'https://server.test/v1'],
    env: { NODE_EXTRA_CA_CERTS: pemFile('authority'), HTTPS_PROXY: proxy.url },
  });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(new Set(proxy.seen)).toEqual(new Set(['CONNECT server.test:443']));
  expect(await scene.data.records(answersPath)).toHaveLength(4);
});
