/** Addresses that are not quite right, as processes meet them: what was called, and what is probably meant. */

import { expect, test } from 'vitest';
import type { Asked, Fault } from '../support/loopback.ts';
import { linesOf, openScene } from '../support/scene.ts';

/** A server that has its API below /v1 alone, and says so in one of the ways of the servers people use. */
const belowV1 =
  (fault: Fault) =>
  ({ path }: Asked): Fault | undefined =>
    path.startsWith('/v1/') ? undefined : fault;

const ways: Record<string, Fault> = {
  'a 404 of FastAPI': { kind: 'status', status: 404, body: { detail: 'Not Found' } },
  'a 404 of plain text': { kind: 'status', status: 404, body: '404 page not found' },
  'a 405': { kind: 'status', status: 405, body: { detail: 'Method Not Allowed' } },
};

for (const [way, fault] of Object.entries(ways)) {
  test(`a base without /v1 that is answered with ${way} ends the model, and names the address that is meant`, async () => {
    const scene = await openScene({ fault: belowV1(fault) });
    const { url } = scene.server;
    const { code, stderr } = await scene.answers(['--base-url', url, '--concurrency', '1']);
    expect(code).toBe(1);
    const line = linesOf(stderr).find((each) => each.startsWith('stopped: m: '));
    expect(line).toContain(`nothing takes requests at ${url}/chat/completions`);
    expect(line).toContain(`is it --base-url ${url}/v1 that is meant?`);
    expect(scene.server.requests).toHaveLength(1);
    expect(await scene.answers(['--base-url', `${url}/v1`])).toMatchObject({ code: 0 });
  });
}

test('a 404 about the model says nothing of the address', async () => {
  const body = { error: { message: 'model "m" not found, try pulling it first', code: 'model_not_found' } };
  const scene = await openScene({ fault: () => ({ kind: 'status', status: 404, body }) });
  const { stderr } = await scene.answers(['--base-url', scene.server.url]);
  expect(stderr).toContain('try pulling it first');
  expect(stderr).not.toMatch(/--base-url \S+ that is meant|nothing takes requests/);
});

test('a wrong path below a version is shown as it was called, without a guess and without its query', async () => {
  const fault: Fault = { kind: 'status', status: 404, body: { detail: 'Not Found' } };
  const scene = await openScene({ fault: () => fault });
  const address = `${scene.server.url}/team/v1?token=secret-0123456789`;
  const { stderr } = await scene.answers(['--base-url', address]);
  expect(stderr).toContain(
    `nothing takes requests at ${scene.server.url}/team/v1/chat/completions: is the address (--base-url) right?`,
  );
  // The next command repeats what was typed.
  const said = linesOf(stderr).filter((line) => !line.startsWith('next: '));
  expect(said.join('\n')).not.toContain('secret-0123456789');
});

const wholes: [model: string, address: string, said: string][] = [
  [
    'openai/m',
    'http://h.test/v1/chat/completions',
    'ends in /chat/completions, which mt-judge adds itself: give http://h.test/v1',
  ],
  [
    'openai/m',
    'http://h.test/v1/chat/completions/?key=hidden-value',
    'the address http://h.test/v1/chat/completions of',
  ],
  ['openai/m', 'http://h.test/v1/models', 'give http://h.test/v1'],
  [
    'anthropic/m',
    'http://h.test/v1/messages',
    'ends in /v1/messages, which mt-judge adds itself: give http://h.test',
  ],
  [
    'azure/m',
    'https://r.test/openai/deployments/d4/chat/completions?api-version=2024-10-21',
    'is that of one deployment: give https://r.test as AZURE_OPENAI_ENDPOINT, and the model azure/d4',
  ],
  ['openai/m', 'https://r.test/openai/deployments/d4/chat/completions', 'and the model azure/d4'],
  ['azure/m', 'https://r.test/openai', 'ends in what mt-judge adds itself: give https://r.test'],
];

for (const [model, address, said] of wholes) {
  test(`${address} for ${model} is more than a base: exit 2 names the base, before anything is sent`, async () => {
    const scene = await openScene();
    const env = { AZURE_OPENAI_API_KEY: 'azure-test-key' };
    const { code, stderr } = await scene.run('gen-answers', ['--model', model, '--base-url', address], {
      env,
    });
    expect(code).toBe(2);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('hidden-value');
  });
}
