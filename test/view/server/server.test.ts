/** `mt-judge view` as a process: what it serves, to whom, and what it refuses. */

import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Overview } from '../../../src/results/report/shape.ts';
import { type DataDir, run } from '../../support/cli.ts';
import { arenaFolder, ask, askJson, startViewer, until, type Viewer } from '../viewer.ts';

let data: DataDir;
let viewer: Viewer;

beforeAll(async () => {
  data = await arenaFolder(['single', 'pairwise-all']);
  viewer = await startViewer(data.path, [], () => undefined);
});

afterAll(async () => {
  const ended = await viewer?.end();
  await data?.remove();
  // A viewer that its user ends has done its work.
  expect(ended?.code).toBe(0);
});

const overview = () => askJson<Overview>(viewer.port, '/api/overview');
const whole = () => until(overview, ({ single, pairwise }) => single !== null && pairwise !== null);

async function shown(...args: string[]): Promise<unknown> {
  const { stdout } = await run('show-results', [
    '--bench',
    'small',
    '--data-dir',
    data.path,
    '--format',
    'json',
    ...args,
  ]);
  return JSON.parse(stdout);
}

test('the figures are those of `show-results --format json`', async () => {
  const { single, pairwise } = await whole();
  expect(single).toEqual(await shown('--by', 'judge', '--health'));
  expect(pairwise).toEqual(await shown('--mode', 'pairwise-all'));
});

test('texts come by question', async () => {
  await whole();
  const texts = await askJson<{ turns: string[]; scores: unknown[]; games: unknown[] }>(
    viewer.port,
    '/api/texts?key=2',
  );
  expect(texts.turns[0]).toBe('Sample question 2, first turn?');
  expect([texts.scores.length, texts.games.length]).toEqual([6, 6]);
  expect((await ask(viewer.port, '/api/texts?key=nobody')).status).toBe(404);
});

test('every reply guards its page', async () => {
  for (const path of ['/', '/arena', '/view.js', '/api/overview', '/nowhere']) {
    const { headers } = await ask(viewer.port, path);
    expect(headers['content-security-policy'], path).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  }
});

test('no path leads to a file', async () => {
  const paths = [
    '/../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/questions/small.jsonl',
    '/dist/web/view.js',
    '/view.js/../../package.json',
  ];
  const others = [
    '//etc/passwd',
    '/api/texts?key=../../questions/small',
    '/\\..\\..\\etc',
    '/.env',
    '/api/overview/..%2f',
  ];
  for (const path of [...paths, ...others, 'http://elsewhere/']) {
    const { status, text } = await ask(viewer.port, path);
    expect([400, 404], path).toContain(status);
    expect(text, path).not.toContain('first turn');
    expect(text).not.toContain(data.path);
  }
});

test('another name for this address is refused (DNS rebinding), and so is another site', async () => {
  const own = `127.0.0.1:${viewer.port}`;
  const refused: [number, Record<string, string>][] = [
    [421, { Host: `evil.example:${viewer.port}` }],
    [421, { Host: '127.0.0.1' }],
    [403, { Host: own, Origin: 'http://evil.example' }],
    [403, { Host: own, Origin: 'null' }],
    [403, { Host: own, Origin: `https://${own}` }],
    [
      403,
      { Host: own, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' },
    ],
    [403, { Host: own, 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
  ];
  for (const [status, headers] of refused) {
    for (const path of ['/', '/api/overview', '/events']) {
      expect((await ask(viewer.port, path, { headers })).status, JSON.stringify(headers)).toBe(status);
    }
  }
  const link = {
    Host: own,
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Mode': 'navigate',
    'Sec-Fetch-Dest': 'document',
  };
  expect((await ask(viewer.port, '/', { headers: link })).status).toBe(200);
  expect((await ask(viewer.port, '/', { headers: { Host: `localhost:${viewer.port}` } })).status).toBe(200);
});

test('only GET and HEAD are answered, and HEAD without a body', async () => {
  const head = await ask(viewer.port, '/', { method: 'HEAD' });
  expect([head.status, head.text]).toEqual([200, '']);
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST']) {
    expect((await ask(viewer.port, '/api/overview', { method })).status, method).toBe(405);
  }
});

test('what a run appends is shown, a torn line when it is whole, a replaced file anew', async () => {
  const file = join(data.path, 'judgments/small/late_single.jsonl');
  const rows = (await readFile(join(data.path, 'judgments/small/judge_single.jsonl'), 'utf8'))
    .trim()
    .split('\n');
  const late = rows.map((row) => row.replaceAll('["judge"', '["late"'));
  const count = ({ judges, scores }: Overview) =>
    scores.judge.filter((judge) => judges[judge] === 'late').length;
  const counted = (wanted: number) => until(overview, (told) => count(told) === wanted);
  await writeFile(file, `${late[0]}\n${late[1]?.slice(0, 40)}`);
  await counted(1);
  await appendFile(file, `${late[1]?.slice(40)}\n${late[2]}`);
  await counted(3);
  await appendFile(file, `\n${late.slice(3).join('\n')}\n`);
  await counted(rows.length);
  await writeFile(`${file}.new`, `${late.slice(5).join('\n')}\n`);
  await rename(`${file}.new`, file);
  await counted(rows.length - 5);
  const texts = await askJson<{ scores: { judge: string }[] }>(viewer.port, '/api/texts?key=4');
  expect(texts.scores.filter(({ judge }) => judge === 'late').length).toBe(
    late.slice(5).filter((row) => row.includes('"question_id":4,')).length,
  );
  expect((await overview()).single).toEqual(await shown('--by', 'judge', '--health'));
});

test('pages are told of changes', async () => {
  const stop = new AbortController();
  const response = await fetch(`${viewer.url}events`, { signal: stop.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body?.getReader();
  let said = '';
  const hear = async (words: RegExp) => {
    while (!words.test(said)) said += new TextDecoder().decode((await reader?.read())?.value);
  };
  await hear(/event: overview/);
  said = '';
  await appendFile(join(data.path, 'judgments/small/judge_single.jsonl'), '\n');
  await hear(/event: overview/);
  stop.abort();
});

test('more pages than can be told are refused', async () => {
  const stop = new AbortController();
  const open = Array.from({ length: 32 }, () => fetch(`${viewer.url}events`, { signal: stop.signal }));
  expect((await Promise.all(open)).every(({ ok }) => ok)).toBe(true);
  expect((await ask(viewer.port, '/events')).status).toBe(503);
  stop.abort();
  await until(
    () => ask(viewer.port, '/api/texts?key=1'),
    ({ status }) => status === 200,
  );
});
