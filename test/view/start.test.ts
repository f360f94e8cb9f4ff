/** How `mt-judge view` begins: addresses, tokens, names, and what it says when it cannot. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, run } from '../support/cli.ts';
import { linesOf } from '../support/scene.ts';
import { arenaFolder, ask, startViewer } from './viewer.ts';

let data: DataDir;

beforeAll(async () => {
  data = await arenaFolder();
});
afterAll(() => data?.remove());

test.for([
  [['--host', '0.0.0.0'], /give a --token/],
  [['--token', 'short'], /8 to 200/],
  [['--voter', '../up'], /--voter/],
  [['--voter', 'a b'], /--voter/],
  [['--port', '70000'], /--port/],
  [['--bench', 'none'], /cannot find the bench "none"/],
  [['--host', '127.0.0.1', '--port', 'x'], /--port/],
] as const)('%j is refused in one line', async ([args, words]) => {
  const { code, stderr } = await run('mt-judge', [
    'view',
    '--bench',
    'small',
    '--data-dir',
    data.path,
    ...args,
  ]);
  expect([code, linesOf(stderr).length]).toEqual([2, 1]);
  expect(stderr).toMatch(words);
});

test('a port that is in use is said to be', async () => {
  const { port } = await startViewer(data.path);
  const second = await run('mt-judge', [
    'view',
    '--bench',
    'small',
    '--data-dir',
    data.path,
    '--port',
    `${port}`,
  ]);
  expect([second.code, second.stderr]).toEqual([
    2,
    `mt-judge: cannot listen: the port ${port} is in use: choose another --port, or none for a free one\n`,
  ]);
});

test('with a token nothing is shown without it; the address lets in once, then the cookie', async () => {
  const token = 'a-secret-of-ours';
  const { port, url } = await startViewer(data.path, ['--token', token]);
  expect(url).toContain(`?token=${token}`);
  for (const path of ['/', '/arena', '/view.js', '/api/overview', '/events', '/api/pair?voter=a&tab=t']) {
    expect((await ask(port, path)).status, path).toBe(401);
    expect((await ask(port, path.replace(/\?.*/, '?token=another-secret'))).status).toBe(401);
  }
  expect((await ask(port, '/', { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
  const entry = await ask(port, `/arena?token=${token}`);
  expect([entry.status, entry.headers.location]).toEqual([303, '/arena']);
  const cookie = String(entry.headers['set-cookie']);
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  const headers = { Cookie: cookie.split(';')[0] ?? '' };
  expect((await ask(port, '/', { headers })).status).toBe(200);
});
