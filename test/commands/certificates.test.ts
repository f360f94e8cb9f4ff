/** Certificates as processes meet them: what cannot be trusted ends a model at once, and what is configured is used. */

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewayModels } from '../support/gateway.ts';
import { answersPath, linesOf, openScene } from '../support/scene.ts';
import { openTlsFront, pemFile } from '../support/tls-front.ts';

/** Enough questions at a time that a retry of each would show. */
const patient = ['--max-retries', '6', '--concurrency', '1'];

const cases = {
  'self-signed': /certificate is self-signed.*NODE_EXTRA_CA_CERTS.*ca_cert/,
  server: /of an authority that is not known here.*NODE_EXTRA_CA_CERTS.*ca_cert/,
};
for (const [certificate, said] of Object.entries(cases)) {
  test(`a server with the certificate "${certificate}" ends the model at its first call, and names NODE_EXTRA_CA_CERTS`, async () => {
    const { answers, server } = await openScene();
    const front = await openTlsFront(server.url, { certificate });
    const { code, stderr } = await answers(['--base-url', `${front.url}/v1`, ...patient]);
    expect(code).toBe(1);
    expect(linesOf(stderr).filter((line) => said.test(line) && line.startsWith('stopped: m: '))).toHaveLength(
      1,
    );
    expect(front.connections()).toBe(1);
    expect(server.requests).toEqual([]);
  });
}

const trusted = { NODE_EXTRA_CA_CERTS: pemFile('authority') };
const stale = { expired: /has expired/, 'other-host': /is for another host/ };
for (const [certificate, said] of Object.entries(stale)) {
  test(`a server with the certificate "${certificate}" of a known authority ends the model at its first call`, async () => {
    const { answers, server } = await openScene();
    const front = await openTlsFront(server.url, { certificate });
    const args = ['--base-url', `${front.url}/v1`, ...patient];
    const { code, stderr } = await answers(args, { env: trusted });
    expect(code).toBe(1);
    expect(stderr).toMatch(said);
    expect(front.connections()).toBe(1);
  });
}

test('https:// on a port of plain http says so at the first call', async () => {
  const { answers, server } = await openScene();
  const address = `${server.url.replace('http:', 'https:')}/v1`;
  const { code, stderr } = await answers(['--base-url', address, ...patient]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /stopped: m: .*the server speaks plain http at this address, not https: write http:\/\//,
  );
  expect(stderr).not.toMatch(/\d retr/);
});

test('the judge of the second stage is closed in the same way', async () => {
  const { answers, judge, server } = await openScene();
  expect((await answers([])).code).toBe(0);
  const front = await openTlsFront(server.url, { certificate: 'server' });
  const { code, stderr } = await judge(['--base-url', `${front.url}/v1`, ...patient]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/stopped: judge j: .*NODE_EXTRA_CA_CERTS/);
  expect(front.connections()).toBe(1);
});

test('an authority in NODE_EXTRA_CA_CERTS is trusted', async () => {
  const { answers, server } = await openScene();
  const front = await openTlsFront(server.url, { certificate: 'server' });
  const env = { NODE_EXTRA_CA_CERTS: pemFile('authority') };
  expect(await answers(['--base-url', `${front.url}/v1`], { env })).toMatchObject({ code: 0 });
});

test('ca_cert, client_cert and client_key of an endpoint are used, from the folder of models.yaml on', async () => {
  const { data, server, run } = await openScene();
  const front = await openTlsFront(server.url, { certificate: 'server', wantsClient: true });
  await data.write('models.yaml', gatewayModels(front.url, ['ca_cert: authority.pem']));
  await copyPem(data, ['authority', 'client', 'client-key']);
  const args = ['--model', 'gateway/m', ...patient];
  const address = ['--base-url', `${front.url}/v1`];
  const without = await run('gen-answers', [...args, ...address]);
  expect(without).toMatchObject({ code: 1 });
  expect(without.stderr).toMatch(/wants a client certificate.*client_cert and client_key/);
  const both = ['ca_cert: authority.pem', 'client_cert: client.pem', 'client_key: client-key.pem'];
  await data.write('models.yaml', gatewayModels(front.url, both));
  expect(await run('gen-answers', [...args, ...address])).toMatchObject({ code: 0 });
  expect(await data.records(answersPath)).toHaveLength(4);
});

const broken = {
  'client_cert: none.pem':
    /cannot read client_cert of the endpoint "gateway".*none\.pem: there is no such file/,
  'client_cert: authority.pem': /cannot use client_cert and client_key of the endpoint "gateway"/,
  'client_key: client-key.pem':
    /models\.yaml:\d+: endpoints\.gateway\.client_key: client_key goes with client_cert/,
  'ca_cert: models.yaml': /ca_cert of the endpoint "gateway" is no PEM file/,
};
for (const [line, said] of Object.entries(broken)) {
  test(`"${line}" that cannot be used is one line and exit 2`, async () => {
    const { data, run } = await openScene();
    await copyPem(data, ['authority', 'client-key']);
    await data.write('models.yaml', gatewayModels('https://127.0.0.1:9', [line]));
    const { code, stderr } = await run('gen-answers', ['--model', 'gateway/m']);
    expect(code).toBe(2);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toMatch(said);
  });
}

async function copyPem(data: { path: string }, names: readonly string[]): Promise<void> {
  for (const name of names) await copyFile(pemFile(name), join(data.path, `${name}.pem`));
}
