/** Keys reach the service they are for, and nothing else: no file, no output, whatever goes wrong. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Run, run } from '../support/cli.ts';
import type { Asked, Fault } from '../support/loopback.ts';
import { answersPath, keys, openScene, type Scene, snapshot } from '../support/scene.ts';

const key = 'sk-distinctive-0a1b2c3d4e5f';
const env = { OPENAI_API_KEY: key, ANTHROPIC_API_KEY: key, OPENAI_LOG: 'debug', ANTHROPIC_LOG: 'debug' };
const verbose = ['--verbose', '--max-retries', '1', '--wait-for-server', '0'];

/** Whatever the runs printed and left below the data directory, `.env` apart. */
async function traces(scene: Scene, runs: readonly Run[]): Promise<string> {
  const files = await snapshot(scene.data.path);
  files.delete(join(scene.data.path, '.env'));
  return [...files].flat().join('\n') + runs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
}

function secretsIn(text: string, ...secrets: string[]): string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64'),
    encodeURIComponent(secret),
  ]);
  return forms.filter((form) => text.includes(form));
}

/** The services were given the key in each of their requests. */
function checkSent({ requests }: Scene['server'], count: number): void {
  expect(requests).toHaveLength(count);
  for (const { headers } of requests) expect(headers.authorization).toBe(`Bearer ${key}`);
}

for (const api of ['openai', 'anthropic']) {
  test(`a key of ${api} is in no file and no output of a run that succeeds`, async () => {
    const scene = await openScene();
    const runs = [
      await scene.run('gen-answers', ['--model', `${api}/m`, ...verbose], { env }),
      await scene.run('gen-judgment', ['--judge', `${api}/j`, ...verbose], { env }),
      await scene.show(['--format', 'json'], { env }),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    checkSent(scene.server, 16);
    expect(secretsIn(await traces(scene, runs), key)).toEqual([]);
  });

  // 401 and 404 end a run, so they come alone.
  for (const statuses of [[400, 403, 422, 429, 500, 529], [401], [404]]) {
    test(`a key of ${api} that the service repeats with a status ${statuses} is not repeated`, async () => {
      const message = `Incorrect API key provided: ${key}. You sent "Authorization: Bearer ${key}".`;
      const body = { error: { message, type: 'echo', code: 'echo', param: null } };
      const questions = statuses.map((status) => ({
        question_id: status,
        turns: [`Give me status ${status}.`],
      }));
      const fault = ({ prompt }: Asked): Fault => ({
        kind: 'status',
        status: Number(/\d+/.exec(prompt)?.[0]),
        body,
      });
      const scene = await openScene({ questions, fault });
      const failed = await scene.run('gen-answers', ['--model', `${api}/m`, ...verbose], { env });
      expect(failed.code).toBe(1);
      for (const status of statuses) expect(failed.stderr).toContain(String(status));
      expect(secretsIn(await traces(scene, [failed]), key)).toEqual([]);
    });
  }

  test(`a key of ${api} is in no output when the connection fails or the reply is no JSON`, async () => {
    const faults: Fault[] = [{ kind: 'reset' }, { kind: 'truncate' }, { kind: 'body', body: `<p>${key}` }];
    const fault = ({ number }: Asked) => faults[(number - 1) % faults.length];
    const scene = await openScene({ fault });
    const args = ['--model', `${api}/m`, ...verbose];
    const runs = [await scene.run('gen-answers', args, { env })];
    await scene.server.close();
    runs.push(await scene.run('gen-answers', args, { env }));
    expect(runs.map(({ code }) => code)).toEqual([1, 1]);
    expect(secretsIn(await traces(scene, runs), key)).toEqual([]);
  });
}

test('a key from .env is used, and stands nowhere but there', async () => {
  const scene = await openScene();
  await scene.data.write('.env', `OTHER_KEY="${key}"\n`);
  const done = await scene.answers(['--api-key-env', 'OTHER_KEY', ...verbose]);
  expect(done.code).toBe(0);
  checkSent(scene.server, 8);
  expect(secretsIn(await traces(scene, [done]), key)).toEqual([]);
});

test('the environment wins over .env', async () => {
  const scene = await openScene();
  await scene.data.write('.env', 'OPENAI_API_KEY=sk-of-the-file\n');
  await scene.answers([], { env });
  checkSent(scene.server, 8);
});

test('an address with user, password and query works, and is recorded without them', async () => {
  const scene = await openScene();
  const address = scene.server.url.replace('http://', 'http://someone:hidden%20word@');
  const args = ['--base-url', `${address}/v1?token=${key}`, ...verbose];
  const keyless = ['--model', 'vllm/m', '--model-id', 'keyless', ...args];
  const runs = [await scene.answers(args), await scene.judge(args), await scene.run('gen-answers', keyless)];
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(scene.server.requests.map(({ path }) => path)).toEqual(
    Array.from({ length: 24 }, () => `/v1/chat/completions?token=${key}`),
  );
  // The key goes before the password, which is sent where there is no key.
  const basic = `Basic ${Buffer.from('someone:hidden word').toString('base64')}`;
  expect(scene.server.requests[0]?.headers.authorization).toBe(`Bearer ${keys.OPENAI_API_KEY}`);
  expect(scene.server.requests.at(-1)?.headers.authorization).toBe(basic);
  const [record] = await scene.data.records(answersPath);
  expect(record.choices[0].calls[0].sent.base_url).toBe(`${scene.server.url}/v1`);
  expect(secretsIn(await traces(scene, runs), key, 'hidden word', 'someone')).toEqual([]);
});

test('an address with a password is not repeated when the connection fails', async () => {
  const scene = await openScene();
  await scene.server.close();
  const address = scene.server.url.replace('http://', 'http://someone:hidden@');
  const failed = await scene.answers(['--base-url', `${address}/v1`, ...verbose]);
  expect(failed.code).toBe(1);
  expect(secretsIn(await traces(scene, [failed]), 'hidden', 'someone')).toEqual([]);
});

test('azure takes its address from AZURE_OPENAI_ENDPOINT, whatever OPENAI_BASE_URL says', async () => {
  const scene = await openScene();
  const azure = { AZURE_OPENAI_ENDPOINT: scene.server.url, AZURE_OPENAI_API_KEY: key };
  const args = [
    '--bench',
    'small',
    '--data-dir',
    scene.data.path,
    '--model',
    'azure/m',
    '--first-n',
    '1',
    ...verbose,
  ];
  const done = await run('gen-answers', args, {
    env: { ...azure, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' },
  });
  expect(done.code).toBe(0);
  const [asked] = scene.server.requests;
  expect(asked?.path).toMatch(/^\/openai\/deployments\/m\/chat\/completions\?api-version=[\d-]+$/);
  expect(asked?.headers).toMatchObject({ 'api-key': key });
  expect(secretsIn(await traces(scene, [done]), key)).toEqual([]);
});

test('a key that came in by another way, here a question id, is masked where text leaves the program', async () => {
  const questions = [{ question_id: `leaked ${key}`, category: 'math', turns: ['One?'] }];
  const scene = await openScene({ questions, fault: () => ({ kind: 'status', status: 400 }) });
  const failed = await scene.run('gen-answers', ['--model', 'openai/m', ...verbose], { env });
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('question leaked ***');
  expect(secretsIn(failed.stdout + failed.stderr, key)).toEqual([]);
});

test('a key that was pasted after --api-key-env is masked wherever else it stands', async () => {
  const scene = await openScene();
  const args = ['--model', 'openai/m', '--api-key-env', key, '--category', `no ${key}`];
  const refused = await scene.run('gen-answers', args);
  expect(refused.code).toBe(2);
  expect(secretsIn(refused.stdout + refused.stderr, key)).toEqual([]);
});
