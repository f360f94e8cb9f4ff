/** The commands through squid, to a server that only the proxy can find: plainly, by CONNECT, with and without a user. */

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../../support/cli.ts';
import { openScene } from '../../support/scene.ts';
import { hasNginx, startNginx } from './nginx.ts';
import { hasSquid, startSquid } from './squid.ts';

const squidTest = test.skipIf(!hasSquid);
const tunnelTest = test.skipIf(!hasSquid || !hasNginx);

async function openBehindProxy() {
  const scene = await openScene({ onTestFinished });
  const ask = (url: string, env: Record<string, string>, args: string[] = []) =>
    run(
      'gen-answers',
      ['--model', 'openai/m', '--bench', 'small', '--data-dir', scene.data.path, '--base-url', url, ...args],
      { env: { OPENAI_API_KEY: 'sk-test-openai', ...env } },
    );
  const { port } = new URL(scene.server.url);
  return { ...scene, ask, plain: `http://model.test:${port}/v1` };
}

squidTest('plain http goes through HTTP_PROXY', async () => {
  const { ask, plain, data } = await openBehindProxy();
  const squid = await startSquid();
  expect(await ask(plain, { HTTP_PROXY: `http://${squid.host}` })).toMatchObject({ code: 0 });
  expect(await data.records('answers/small/m.jsonl')).toHaveLength(4);
  expect(squid.log().filter((line) => line.includes('POST http://model.test'))).toHaveLength(8);
});

tunnelTest(
  'https goes through HTTPS_PROXY by CONNECT, and the certificate is that of the server',
  async () => {
    const { ask, server } = await openBehindProxy();
    const squid = await startSquid();
    const nginx = await startNginx(server.url);
    const url = `https://model.test:${nginx.ports.tls}/v1`;
    const env = {
      HTTPS_PROXY: `http://${squid.host}`,
      NODE_EXTRA_CA_CERTS: join(nginx.folder, 'ca.pem'),
    };
    expect(await ask(url, env)).toMatchObject({ code: 0 });
    expect(squid.log().some((line) => line.includes(`CONNECT model.test:${nginx.ports.tls}`))).toBe(true);
  },
);

squidTest(
  'a proxy that wants a user gets the one of its address, and a wrong one ends the run by name',
  async () => {
    const { ask, plain, data, server } = await openBehindProxy();
    const squid = await startSquid({ user: { name: 'someone', password: 'pass-word-of-proxy' } });
    const right = `http://someone:pass-word-of-proxy@${squid.host}`;
    const { code, stderr } = await ask(plain, { HTTP_PROXY: right }, ['--verbose']);
    expect(code).toBe(0);
    expect(stderr).toContain(`http://${squid.host}`);
    expect(stderr).not.toContain('pass-word-of-proxy');
    expect(await data.read('answers/small/m.jsonl')).not.toContain('pass-word-of-proxy');
    const asked = server.requests.length;
    const wrong = await ask(plain, { HTTP_PROXY: `http://${squid.host}` }, ['--overwrite', '--no-cache']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/proxy.*407|407.*proxy/i);
    expect(server.requests).toHaveLength(asked);
  },
);

squidTest('NO_PROXY and addresses of this machine go past it', async () => {
  const { ask, server } = await openBehindProxy();
  const squid = await startSquid();
  const proxies = { HTTP_PROXY: `http://${squid.host}`, NO_PROXY: 'model.test' };
  expect(await ask(`${server.url}/v1`, proxies)).toMatchObject({ code: 0 });
  expect(squid.log()).toEqual([]);
});
