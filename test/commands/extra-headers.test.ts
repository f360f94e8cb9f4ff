/** `headers:` of an endpoint, as processes send them and as nothing else shows them. */

import { expect, test } from 'vitest';
import { gatewayModels } from '../support/gateway.ts';
import { answersPath, openScene, snapshot } from '../support/scene.ts';

const secret = 'gate-secret-0123456789';
// biome would have the variable of the file for one of the test.
const lines = ['headers:', `  X-Gateway-Key: "Token ${'$'}{GATE_TOKEN}"`, '  x-team: first'];

test('extra headers are sent, their variables filled in, and what they hold stands nowhere else', async () => {
  const reply = () => `The first answer repeats ${secret}.`;
  const { data, server, run } = await openScene({ reply });
  await data.write('models.yaml', gatewayModels(server.url, lines));
  const env = { GATE_TOKEN: secret };
  const done = await run('gen-answers', ['--model', 'gateway/m', '--verbose'], { env });
  expect(done.code).toBe(0);
  expect(server.requests[0]?.headers).toMatchObject({
    'x-gateway-key': `Token ${secret}`,
    'x-team': 'first',
  });
  const written = [...(await snapshot(data.path))].map(([, text]) => text).join('\n');
  expect(written + done.stdout + done.stderr).not.toContain(secret);
  // A plain value is a word like any other.
  expect((await data.records(answersPath))[0].choices[0].turns[0]).toBe('The first answer repeats ***.');
});

test('extra headers that a service repeats in an error are masked there', async () => {
  const fault = () =>
    ({ kind: 'status', status: 400, body: { error: { message: `no: ${secret}` } } }) as const;
  const { data, server, run } = await openScene({ fault });
  await data.write('models.yaml', gatewayModels(server.url, lines));
  const { stderr } = await run('gen-answers', ['--model', 'gateway/m'], { env: { GATE_TOKEN: secret } });
  expect(stderr).toContain('no: ***');
  expect(stderr).not.toContain(secret);
});

test('extra headers change no cache key: what was cached under one value is found under another', async () => {
  const { data, server, run } = await openScene();
  await data.write('models.yaml', gatewayModels(server.url, lines));
  const args = ['--model', 'gateway/m'];
  await run('gen-answers', args, { env: { GATE_TOKEN: secret } });
  await data.write('answers/small/m.jsonl', []);
  const again = await run('gen-answers', [...args, '--replay'], {
    env: { GATE_TOKEN: 'another-0123456789' },
  });
  expect(again.code).toBe(0);
  expect(server.requests).toHaveLength(8);
});

test('extra headers whose variable is not set end the run with exit 2 and its name', async () => {
  const { data, server, run } = await openScene();
  await data.write('models.yaml', gatewayModels(server.url, lines));
  const { code, stderr } = await run('gen-answers', ['--model', 'gateway/m']);
  expect(code).toBe(2);
  expect(stderr).toContain('the header X-Gateway-Key of the endpoint "gateway" needs GATE_TOKEN');
  expect(server.requests).toEqual([]);
});

test('extra headers that mt-judge sets itself are refused with their line', async () => {
  const { data, server, run } = await openScene();
  await data.write('models.yaml', gatewayModels(server.url, ['headers: { Host: other }']));
  const { code, stderr } = await run('gen-answers', ['--model', 'gateway/m']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /models\.yaml:\d+: endpoints\.gateway\.headers\.Host: mt-judge sets this header itself/,
  );
});

test('a name that no header has is refused with its line, in words', async () => {
  const { data, server, run } = await openScene();
  await data.write('models.yaml', gatewayModels(server.url, ['headers: { "x team": search }']));
  const { code, stderr } = await run('gen-answers', ['--model', 'gateway/m']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /models\.yaml:\d+: endpoints\.gateway\.headers\.x team: no header may be called so\n$/,
  );
});
