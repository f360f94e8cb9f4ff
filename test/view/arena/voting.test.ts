/** Blind votes, from the request to the file and to what the other commands make of it. */

import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, run } from '../../support/cli.ts';
import { arenaFolder, ask, askJson, post, startViewer } from '../viewer.ts';

interface Shown {
  pair: { id: string; a: string[]; b: string[]; turns: string[]; category: string } | null;
  votes: number;
  reason?: string;
  revealed?: { a: string; b: string };
}

const file = 'judgments/small/human-ann_pair.jsonl';

async function open(judged: readonly ('single' | 'pairwise-all')[] = [], args: readonly string[] = []) {
  const data = await arenaFolder(judged);
  onTestFinished(data.remove);
  const { port, end } = await startViewer(data.path, args);
  const who = { voter: 'ann', tab: 'one' };
  const pair = (asked: Record<string, string> = {}) =>
    askJson<Shown>(port, `/api/pair?${new URLSearchParams({ ...who, ...asked })}`);
  const act = async (deed: Record<string, unknown>) => {
    const { status, text } = await post(port, { ...who, ...deed });
    return { status, ...(JSON.parse(text) as Shown & { error?: string }) };
  };
  const vote = (id: string | undefined, choice: string, more: Record<string, unknown> = {}) =>
    act({ action: 'vote', id, vote: choice, reveal: false, ...more });
  return { data, port, end, pair, act, vote };
}

async function show(data: DataDir, ...args: string[]) {
  const { stdout, code, stderr } = await run('show-results', [
    ...['--bench', 'small', '--data-dir', data.path, '--mode', 'pairwise-all', '--format', 'json', ...args],
  ]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

test('nothing that is sent before the vote says which model is which', async () => {
  const { pair, port } = await open();
  const first = await ask(port, '/api/pair?voter=ann&tab=one');
  expect(Object.keys((await pair()).pair ?? {}).sort()).toEqual(['a', 'b', 'category', 'id', 'turns']);
  for (const model of ['"reference"', '"terse"', '"echo"', 'model', 'offline'])
    expect(first.text).not.toContain(model);
});

test('either model may stand first', async () => {
  const { pair, vote, data } = await open();
  for (let count = 0; count < 12; count += 1) await vote((await pair()).pair?.id, 'tie');
  const rows = await data.records(file);
  const ordered = rows.filter(({ model_1, model_2 }) => model_1 < model_2).length;
  // One way for all twelve pairs comes up once in two thousand runs.
  expect(ordered).toBeGreaterThan(0);
  expect(ordered).toBeLessThan(12);
  expect(await pair()).toMatchObject({
    pair: null,
    votes: 12,
    reason: 'you have seen every pair of answers that there is',
  });
  const pairs = rows.map(({ question_id, model_1, model_2 }) =>
    [question_id, ...[model_1, model_2].sort()].join(),
  );
  expect(new Set(pairs).size).toBe(12);
});

test('a vote is a pair judgment of one game, which results and ratings take as it is', async () => {
  const { pair, vote, data } = await open(['pairwise-all']);
  const before = await show(data);
  const told = await vote((await pair()).pair?.id, 'a', { reveal: true });
  const [row] = await data.records(file);
  expect([row.model_1, row.model_2]).toEqual([told.revealed?.a, told.revealed?.b]);
  expect(row).toMatchObject({
    judge: ['human-ann', 'arena'],
    g1_winner: 'model_1',
    g2_winner: 'model_1',
    games: 1,
    turn: 2,
  });
  for (const hash of ['question_hash', 'answer_1_hash', 'answer_2_hash'])
    expect(row[hash]).toMatch(/^[0-9a-f]{32}$/);
  const after = await show(data);
  // A voter is shown one order: nobody can tell whether another would have changed the vote.
  expect(after.order).toEqual(before.order);
  const of = (board: typeof after, model: string) =>
    board.models.find((each: { model: string }) => each.model === model);
  expect(of(after, row.model_1).win).toBe(of(before, row.model_1).win + 1);
  expect(of(after, row.model_1).coverage).toEqual(of(before, row.model_1).coverage);
  expect((await show(data, '--judge', 'human-ann')).models).toHaveLength(2);
});

test('both bad is a tie that is kept apart', async () => {
  const { pair, vote, data } = await open();
  await vote((await pair()).pair?.id, 'bad');
  expect(await data.records(file)).toMatchObject([{ g1_winner: 'tie', both_bad: true }]);
  expect((await show(data)).models[0]).toMatchObject({ tie: 1 });
});

test('the same vote twice is one vote; another one on the same pair is refused', async () => {
  const { pair, vote, data } = await open();
  const id = (await pair()).pair?.id;
  const both = await Promise.all([vote(id, 'a'), vote(id, 'a')]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(await vote(id, 'b')).toMatchObject({
    status: 409,
    error: 'this pair has a vote already: undo it first',
  });
  expect(await data.records(file)).toHaveLength(1);
});

test('undo takes a vote back by a row of its own, and shows the pair as it was', async () => {
  const { pair, vote, act, data } = await open(['pairwise-all']);
  const before = await show(data);
  const shown = (await pair()).pair;
  await vote(shown?.id, 'a', { reveal: true });
  const again = await act({ action: 'undo' });
  expect([again.pair, again.votes]).toEqual([shown, 0]);
  expect(await data.records(file)).toMatchObject([
    { g1_winner: 'model_1' },
    { g1_winner: 'error', withdrawn: true },
  ]);
  expect(await show(data)).toMatchObject({ models: before.models });
  await vote(shown?.id, 'b');
  expect((await data.records(file)).at(-1)).toMatchObject({ g1_winner: 'model_2', after_reveal: true });
  expect((await show(data, '--judge', 'human-ann')).models[0]).toMatchObject({ win: 1, loss: 0 });
});

test('a vote of a viewer before this one can be taken back', async () => {
  const { pair, vote, data, end } = await open();
  const shown = (await pair()).pair;
  await vote(shown?.id, 'b');
  await end();
  const { port } = await startViewer(data.path);
  const undone = JSON.parse((await post(port, { action: 'undo', voter: 'ann', tab: 'new' })).text) as Shown;
  expect([undone.pair?.a, undone.pair?.b]).toEqual([shown?.a, shown?.b]);
  expect((await data.records(file)).at(-1)).toMatchObject({ withdrawn: true });
});

test('a skipped pair is not shown again, and undo brings it back', async () => {
  const { pair, act } = await open();
  const first = (await pair()).pair;
  const second = await act({ action: 'skip', id: first?.id });
  expect(second.pair?.id).not.toBe(first?.id);
  expect((await act({ action: 'undo' })).pair).toEqual(first);
});

test('a page keeps its pair over a reload; another tab and another voter have their own', async () => {
  const { pair, vote, data } = await open();
  const one = (await pair()).pair;
  expect((await pair()).pair).toEqual(one);
  const other = (await pair({ tab: 'two' })).pair;
  expect(other?.id).not.toBe(one?.id);
  await vote(one?.id, 'a');
  await vote(other?.id, 'b', { tab: 'two' });
  expect(await data.records(file)).toHaveLength(2);
  const bob = (await pair({ voter: 'bob' })).pair;
  expect(await vote(bob?.id, 'a')).toMatchObject({ status: 410 });
  expect(await vote(bob?.id, 'a', { voter: 'bob' })).toMatchObject({ status: 200 });
  expect(await data.records('judgments/small/human-bob_pair.jsonl')).toHaveLength(1);
});

test('a file that another program writes is said to be, and the vote can be sent again', async () => {
  const { pair, vote, data } = await open();
  const id = (await pair()).pair?.id;
  const path = join(data.path, file);
  await mkdir(join(path, '..'), { recursive: true });
  const release = await lockfile.lock(path, { realpath: false });
  await writeFile(`${path}.lock-owner`, JSON.stringify({ pid: process.pid, host: hostname() }));
  const refused = await vote(id, 'a');
  expect(refused).toMatchObject({
    status: 409,
    error: expect.stringContaining('another program is writing the votes'),
  });
  expect(refused.error).not.toContain(data.path);
  await release();
  expect(await vote(id, 'a')).toMatchObject({ status: 200, votes: 1 });
  expect(await data.records(file)).toHaveLength(1);
});

test.for([
  ['from another site', { Origin: 'http://evil.example' }, undefined, 403],
  ['without the token of the page', { 'X-Page-Token': 'x' }, undefined, 403],
  ['as a form would send it', { 'Content-Type': 'text/plain' }, undefined, 400],
  ['with a name that leads elsewhere', {}, { voter: '../../x' }, 400],
  ['with more than there is to say', {}, { more: 1 }, 400],
  ['of 100 KB', {}, 'x'.repeat(100_000), 400],
  ['that is no JSON', {}, '{', 400],
] as const)('a vote %s is refused', async ([, headers, change, status]) => {
  const { pair, port, data } = await open();
  const vote = {
    action: 'vote',
    voter: 'ann',
    tab: 'one',
    id: (await pair()).pair?.id,
    vote: 'a',
    reveal: false,
  };
  const body = typeof change === 'string' ? change : { ...vote, ...change };
  const heard = await post(port, body, headers);
  expect(heard.status).toBe(status);
  expect(heard.text).not.toMatch(/\n\s+at |\/tmp\//);
  await expect(data.read(file)).rejects.toThrow();
});

test('with --voter nobody else votes', async () => {
  const { pair } = await open([], ['--voter', 'bob']);
  expect(await pair()).toMatchObject({ error: 'this viewer takes the votes of bob only (--voter)' });
});

test('the agreement with each judge is that of `mt-judge agreement`', async () => {
  const { pair, vote, port, data } = await open(['pairwise-all']);
  for (const choice of ['a', 'b', 'tie', 'a', 'b']) await vote((await pair()).pair?.id, choice);
  const told = await askJson<{ judges: { s1: object; s2: object }[] }>(
    port,
    '/api/agreement?voter=ann&tab=one',
  );
  const { stdout } = await run('mt-judge', [
    ...['agreement', '--bench', 'small', '--data-dir', data.path, '--human', 'human-ann', '--format', 'json'],
  ]);
  const [row] = JSON.parse(stdout).agreement;
  expect(told).toMatchObject({ votes: 5, judges: [{ judge: 'judge', s1: row.all.s1, s2: row.all.s2 }] });
  expect(told.judges[0]).toMatchObject({ s1: { verdict: 'few' } });
});

test('own prompts of one turn go the whole road: answers, votes, ratings, no judge', async () => {
  const { pair, vote, data } = await open();
  const prompts = Array.from({ length: 50 }, (_, index) => ({
    question_id: `p${index}`,
    turns: [`Prompt ${index}?`],
  }));
  await data.write('questions/mine.jsonl', prompts);
  const at = ['--bench', 'mine', '--data-dir', data.path, '--quiet'];
  await run('gen-answers', [...at, '--model', 'offline/echo', 'offline/terse', 'offline/reference']);
  const { port } = await startViewer(data.path, ['--bench', 'mine']);
  const categories = new Set<string>();
  for (let count = 0; count < 20; count += 1) {
    const shown = await askJson<Shown>(port, '/api/pair?voter=ann&tab=one');
    expect(shown.pair?.turns).toHaveLength(1);
    categories.add(shown.pair?.category ?? '');
    const choice = ['a', 'b', 'tie'][count % 3];
    const { status } = await post(port, {
      action: 'vote',
      voter: 'ann',
      tab: 'one',
      id: shown.pair?.id,
      vote: choice,
      reveal: false,
    });
    expect(status).toBe(200);
  }
  expect([...categories]).toEqual(['general']);
  const { stdout } = await run('show-results', [...at, '--mode', 'pairwise-all', '--format', 'json']);
  const board = JSON.parse(stdout);
  const met = board.models.map(
    ({ win, loss, tie }: Record<string, number>) => (win ?? 0) + (loss ?? 0) + (tie ?? 0),
  );
  // Twenty votes among three pairs: no model is left aside.
  expect(met.reduce((sum: number, count: number) => sum + count, 0)).toBe(40);
  expect(Math.min(...met)).toBeGreaterThan(5);
  expect([board.judges, board.order]).toEqual([['human-ann'], null]);
  expect((await vote((await pair()).pair?.id, 'a')).status).toBe(200);
});
