/** Proxies as processes meet them, in front of names that nobody knows but the proxy. */

import { expect, test } from 'vitest';
import { run as runBin } from '../support/cli.ts';
import { startFileServer } from '../support/file-server.ts';
import { openProxy } from '../support/proxy.ts';
import { linesOf, openScene, type Scene } from '../support/scene.ts';
import { openTlsFront, pemFile } from '../support/tls-front.ts';

const plain = ['--base-url', 'http://models.invalid:8000/v1'];
const secure = ['--base-url', 'https://server.test/v1'];
const few = ['--max-retries', '1', '--concurrency', '1'];
const trusted = { NODE_EXTRA_CA_CERTS: pemFile('authority') };
const portOf = ({ server }: Scene) => Number(new URL(server.url).port);

for (const variable of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']) {
  test(`${variable} is used for plain http, as its address with the whole URL`, async () => {
    const scene = await openScene();
    const proxy = await openProxy({ elsewhere: portOf(scene) });
    const done = await scene.answers([...plain, '--verbose'], { env: { [variable]: proxy.url } });
    expect(done.code).toBe(0);
    expect(new Set(proxy.seen)).toEqual(new Set(['POST http://models.invalid:8000/v1/chat/completions']));
    expect(scene.server.answered).toHaveLength(8);
    const line = `openai: http://models.invalid:8000/v1 through the proxy ${proxy.url} (${variable})`;
    expect(linesOf(done.stderr).filter((each) => each === line)).toHaveLength(1);
  });
}

for (const variable of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) {
  test(`${variable} is used for https, through a tunnel`, async () => {
    const scene = await openScene();
    const front = await openTlsFront(scene.server.url, { certificate: 'server' });
    const proxy = await openProxy({ elsewhere: front.port });
    const done = await scene.answers(secure, { env: { ...trusted, [variable]: proxy.url } });
    expect(done).toMatchObject({ code: 0 });
    expect(new Set(proxy.seen)).toEqual(new Set(['CONNECT server.test:443']));
    expect(scene.server.answered).toHaveLength(8);
  });
}

test('user and password of a proxy are sent to it, and stand in no message', async () => {
  const scene = await openScene();
  const front = await openTlsFront(scene.server.url, { certificate: 'server' });
  const proxy = await openProxy({ elsewhere: front.port, user: 'someone:pass word@1' });
  const address = proxy.url.replace('//', '//someone:pass%20word%401@');
  const env = { ...trusted, HTTPS_PROXY: address, HTTP_PROXY: address };
  const tunnel = await scene.answers([...secure, '--verbose'], { env });
  const forward = await scene.judge([...plain, '--verbose'], {
    env: { ...env, HTTP_PROXY: address.replace('someone', 'other') },
  });
  expect([tunnel.code, forward.code]).toEqual([0, 1]);
  expect(tunnel.stderr).toContain(`through the proxy ${proxy.url} (HTTPS_PROXY)`);
  expect(forward.stderr).toContain('wants a user and a password: write them into HTTP_PROXY');
  expect(tunnel.stderr + forward.stderr).not.toMatch(/pass(?:%20| )word/);
});

for (const [status, said] of [
  [403, /stopped: m: .*the proxy \S+ \(HTTPS_PROXY\) refuses to connect \(403\): it does not allow/],
  [407, /stopped: m: .*\(HTTPS_PROXY\) refuses to connect \(407\): it wants a user and a password/],
] as const) {
  test(`a proxy that refuses a tunnel with ${status} ends the model at its first call`, async () => {
    const scene = await openScene();
    const proxy = await openProxy({ elsewhere: 9, refuse: status });
    const { code, stderr } = await scene.answers([...secure, ...few], { env: { HTTPS_PROXY: proxy.url } });
    expect(code).toBe(1);
    expect(stderr).toMatch(said);
    expect(proxy.seen).toHaveLength(1);
  });

  test(`a proxy that refuses plain http with ${status} ends the model at its first call, and is named`, async () => {
    const scene = await openScene();
    const proxy = await openProxy({ elsewhere: 9, refuse: status });
    const { code, stderr } = await scene.answers([...plain, ...few], { env: { HTTP_PROXY: proxy.url } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/stopped: m: .*the proxy \S+ \(HTTP_PROXY\)/);
    expect(proxy.seen).toHaveLength(1);
  });
}

test('a proxy where nobody listens is named as what could not be reached', async () => {
  const scene = await openScene();
  const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
  const { code, stderr } = await scene.answers([...secure, ...few], { env });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /stopped: m: .*through the proxy http:\/\/127\.0\.0\.1:9 \(HTTPS_PROXY\).*ECONNREFUSED.*are proxy and server running, and are HTTPS_PROXY/,
  );
});

test('addresses of this machine and those of NO_PROXY are reached without a proxy, and --verbose says why', async () => {
  const scene = await openScene();
  const env = { HTTP_PROXY: 'http://127.0.0.1:9' };
  const local = await scene.answers(['--verbose'], { env });
  expect(local).toMatchObject({ code: 0 });
  expect(local.stderr).toContain(
    `openai: ${scene.server.url}/v1 through no proxy (an address of this machine)`,
  );
  const exempt = await scene.answers([...plain, ...few, '--overwrite', '--no-cache', '--verbose'], {
    env: { ...env, NO_PROXY: 'example.org,.invalid' },
  });
  expect(exempt.stderr).toContain('openai: http://models.invalid:8000/v1 through no proxy (NO_PROXY)');
  expect(exempt.stderr).toMatch(/ENOTFOUND|EAI_AGAIN/);
});

for (const [value, said] of [
  ['http://:bad:', /HTTPS_PROXY is no address of a proxy/],
  ['socks5://127.0.0.1:1080', /HTTPS_PROXY names a proxy of the kind socks5:\/\//],
] as const) {
  test(`a proxy that cannot be used (${value}) is one line with its variable, and exit 2`, async () => {
    const scene = await openScene();
    const { code, stderr } = await scene.answers(secure, { env: { HTTPS_PROXY: value } });
    expect(code).toBe(2);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toMatch(said);
  });
}

test('a proxy in .env of the current folder counts, and one in another data directory is refused', async () => {
  const scene = await openScene();
  const proxy = await openProxy({ elsewhere: portOf(scene) });
  await scene.data.write('.env', `HTTP_PROXY=${proxy.url}\n`);
  expect(await scene.answers(plain, { cwd: scene.data.path })).toMatchObject({ code: 0 });
  expect(proxy.seen).toHaveLength(8);
  const other = await scene.answers([...plain, '--overwrite']);
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(
    /\.env sets HTTP_PROXY: set it in the environment, or in \.env of the current folder/,
  );
});

test('a batch goes through the proxy as well', async () => {
  const scene = await openScene();
  const proxy = await openProxy({ elsewhere: 9, refuse: 403 });
  const { code, stderr } = await scene.answers([...secure, '--batch', ...few], {
    env: { HTTPS_PROXY: proxy.url },
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/the proxy \S+ \(HTTPS_PROXY\) refuses to connect \(403\)/);
  expect(proxy.seen).toEqual(['CONNECT server.test:443']);
});

test('an import goes through the proxy as well', async () => {
  const files = await startFileServer(() => ({ body: 'not the file' }));
  const proxy = await openProxy({ elsewhere: Number(new URL(files.url).port) });
  const args = ['import', 'fastchat', 'http://mirror.invalid/data'];
  const { code, stderr } = await runBin('mt-judge', args, { env: { HTTP_PROXY: proxy.url } });
  expect(code).toBe(2);
  expect(stderr).toContain('it is not the file of the release');
  expect(proxy.seen).toEqual(['GET http://mirror.invalid/data/mt_bench/question.jsonl']);
});
