/** `mt-judge import <benchmark>` as a process, against a hub on loopback that behaves and that does not. */

import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { humanevalRows, sanitizedRows } from '../support/benchmark-rows.ts';
import { type DataDir, makeDataDir, type Run, run } from '../support/cli.ts';
import { type Hub, type HubOptions, startHub, type Trouble } from '../support/hub.ts';
import { jsonl } from '../support/importing.ts';
import { parquetOf } from '../support/parquet.ts';
import { snapshot } from '../support/scene.ts';

const humaneval = 'openai_humaneval/test-00000-of-00001.parquet';
const cached = `.cache/hub/openai/openai_humaneval/7dce6050a7d6d172f3cc5c32aa97f52fa1a2e544/${humaneval}`;
const columns = {
  task_id: 'text',
  prompt: 'text',
  entry_point: 'text',
  canonical_solution: 'text',
  test: 'text',
} as const;
const humanevalParquet = parquetOf(columns, humanevalRows, 'UNCOMPRESSED');

interface Stage {
  data: DataDir;
  hub: Hub;
  load: (args: readonly string[], env?: Record<string, string>) => Promise<Run>;
}

async function openStage(options: Partial<HubOptions> = {}): Promise<Stage> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const hub = await startHub({ files: { [humaneval]: humanevalParquet }, ...options });
  return {
    data,
    hub,
    load: (args, env) =>
      run('mt-judge', ['import', ...args], { cwd: data.path, env: { HF_ENDPOINT: hub.url, ...env } }),
  };
}

const sumIn = (yaml: string): string => /sha256: (\w{64})/.exec(yaml)?.[1] ?? '';

test('`import` brings a benchmark, says its licence and what to type next, and the second time changes nothing', async () => {
  const { data, hub, load } = await openStage();
  const first = await load(['humaneval']);
  expect(first.code).toBe(0);
  expect(first.stdout.split('\n')).toEqual([
    'questions/humaneval.jsonl: 3 questions (written)',
    'questions/humaneval.yaml: how they are asked: generate (written)',
    'next: gen-answers --model openai/gpt-4.1-mini --bench humaneval',
    '',
  ]);
  expect(first.stderr).toMatch(/notice: row count: 3 questions, 164 were published\n/);
  expect(first.stderr).toMatch(/data: openai\/openai_humaneval at 7dce605, licence MIT, \d+ kB\n/);
  const before = await snapshot(data.path);
  const second = await load(['humaneval']);
  expect(second.stdout.match(/\(unchanged\)/g)).toHaveLength(2);
  expect(hub.seen).toHaveLength(1);
  expect(await snapshot(data.path)).toEqual(before);
  expect(await readdir(join(data.path, cached, '..'))).toEqual(['test-00000-of-00001.parquet']);
});

test('`import` without shots says how to ask without', async () => {
  const { data, load } = await openStage();
  await data.write('test.jsonl', [{ question: 'One and one?', answer: 'Two.\n#### 2' }]);
  const { code, stdout, stderr } = await load(['gsm8k', '--from', 'test.jsonl']);
  expect(code).toBe(0);
  expect(stderr).toContain('warning: no shots were found');
  expect(stdout).toMatch(/\nnext: gen-answers --model \S+ --num-fewshot 0 --bench gsm8k\n$/);
});

test('`import` from files gives the questions that the hub gives, and asks nobody', async () => {
  const { data, hub, load } = await openStage();
  await load(['humaneval']);
  await data.write('HumanEval.jsonl', humanevalRows);
  const { code, stdout, stderr } = await load([
    'humaneval',
    '--from',
    'HumanEval.jsonl',
    '--overwrite',
    '--quiet',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^questions\/humaneval\.jsonl: 3 questions \(unchanged\)$/m);
  expect(stdout).toMatch(/^questions\/humaneval\.yaml: .* \(replaced\)$/m);
  expect(hub.seen).toHaveLength(1);
});

test('`import` brings questions and shots from two files of the hub', async () => {
  const kinds = {
    task_id: 'int',
    prompt: 'text',
    code: 'text',
    test_imports: 'texts',
    test_list: 'texts',
  } as const;
  const isShot = ({ task_id: id }: { task_id: number }) => id <= 10;
  const { data, load } = await openStage({
    files: {
      'sanitized/test-00000-of-00001.parquet': parquetOf(
        kinds,
        sanitizedRows.filter((row) => !isShot(row)),
      ),
      'sanitized/prompt-00000-of-00001.parquet': parquetOf(kinds, sanitizedRows.filter(isShot)),
    },
  });
  expect((await load(['mbpp-sanitized'])).code).toBe(0);
  const ids = async (file: string) => (await data.records(file)).map((record) => record.question_id);
  expect(await ids('questions/mbpp-sanitized.jsonl')).toEqual([11, 12]);
  expect(await ids('questions/shots/mbpp-sanitized.jsonl')).toEqual([2, 3, 4]);
});

/** A connection that breaks after 200 bytes, once they are on disk: what has not been read is lost with it. */
function breaking(path: () => string, bytes: number): Trouble {
  const part = () => join(path(), `${cached}.part`);
  return { cutAfter: 200, until: () => existsSync(part()) && statSync(part()).size >= bytes };
}

test('a download that breaks goes on where it broke, within a run and in the next one', async () => {
  const { data, hub, load } = await openStage({
    trouble: (_, count) => (count <= 2 ? breaking(() => data.path, 200 * count) : undefined),
  });
  const first = await load(['humaneval', '--max-retries', '0']);
  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(/cannot import: .*the connection failed.*what has come is kept, or download/);
  const second = await load(['humaneval']);
  expect(second.code).toBe(0);
  expect(second.stderr).toMatch(/^trying again: /m);
  expect(hub.seen.map(({ range }) => range)).toEqual([undefined, 'bytes=200-', 'bytes=400-']);
  expect(await readFile(join(data.path, cached))).toEqual(humanevalParquet);
});

test('the rest of a file that has changed in between is not joined to its beginning', async () => {
  const { data, hub, load } = await openStage({
    changing: true,
    trouble: (_, count) => (count === 1 ? breaking(() => data.path, 200) : undefined),
  });
  expect((await load(['humaneval'])).code).toBe(0);
  expect(hub.seen.map(({ range }) => range)).toEqual([undefined, 'bytes=200-']);
  expect(await readFile(join(data.path, cached))).toEqual(humanevalParquet);
});

test('a file that is not the pinned one is refused, and does not stay', async () => {
  const files = { 'main/test-00000-of-00001.parquet': parquetOf({ question: 'text' }, [{ question: 'no' }]) };
  const { data, load } = await openStage({ files });
  const { code, stdout, stderr } = await load(['gsm8k']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /cannot use http:\S+main\/test-00000-of-00001\.parquet: it is not the file of the revision \(SHA-256 \w{64}, expected ee7b8da9/,
  );
  const left = [...(await snapshot(data.path)).keys()];
  expect(left.filter((path) => /questions|\.parquet/.test(path))).toEqual([]);
});

test('a sum that an import has recorded is held against later downloads, until --overwrite', async () => {
  const files: Record<string, Buffer> = { [humaneval]: humanevalParquet };
  const { data, load } = await openStage({ files });
  await load(['humaneval']);
  const sum = sumIn(await data.read('questions/humaneval.yaml'));
  files[humaneval] = parquetOf(columns, humanevalRows.slice(0, 2));
  await writeFile(join(data.path, cached), 'damaged');
  const changed = await load(['humaneval']);
  expect(changed.code).toBe(2);
  expect(changed.stderr).toMatch(/is not the file of the revision any more: downloading it again/);
  expect(changed.stderr).toContain(`expected ${sum}`);
  expect((await load(['humaneval', '--overwrite'])).code).toBe(0);
  expect(sumIn(await data.read('questions/humaneval.yaml'))).not.toBe(sum);
});

test('a gated data set wants HF_TOKEN, which goes to the hub alone and is never shown', async () => {
  const { data, hub, load } = await openStage({ token: 'hf_sesame' });
  const without = await load(['humaneval']);
  expect(without.code).toBe(1);
  expect(without.stderr).toMatch(/it may want a key, set HF_TOKEN \(401\); accept the data set's terms/);
  const wrong = await load(['humaneval'], { HF_TOKEN: 'hf_wrong_one' });
  expect(wrong.stderr).toMatch(/refuses the key in HF_TOKEN \(401\)/);
  const right = await load(['humaneval'], { HF_TOKEN: 'hf_sesame' });
  expect(right.code).toBe(0);
  expect(hub.seen).toHaveLength(1);
  for (const { stdout, stderr } of [wrong, right]) expect(stdout + stderr).not.toMatch(/hf_(?:sesame|wrong)/);
  for (const text of (await snapshot(data.path)).values()) expect(text).not.toContain('hf_sesame');
});

test('the token does not follow a redirect to another server', async () => {
  const elsewhere = await startHub({ files: { [humaneval]: humanevalParquet } });
  const { hub, load } = await openStage({ token: 'hf_sesame', bytesAt: elsewhere.url });
  expect((await load(['humaneval'], { HF_TOKEN: 'hf_sesame' })).code).toBe(0);
  expect(hub.seen).toEqual([]);
  expect(elsewhere.seen).toEqual([{ path: humaneval, range: undefined, authorization: undefined }]);
});

test('a download that is interrupted ends with exit 130, and goes on later', async () => {
  const { hub, load, data } = await openStage({
    trouble: (_, count) => (count === 1 ? { cutAfter: 300 } : undefined),
  });
  const stopped = await run('mt-judge', ['import', 'humaneval', '--data-dir', data.path], {
    env: { HF_ENDPOINT: hub.url },
    onStart: (child) => {
      const timer = setInterval(() => {
        if (hub.seen.length === 0) return;
        clearInterval(timer);
        child.kill('SIGINT');
      }, 300);
      child.on('close', () => clearInterval(timer));
    },
  });
  expect(stopped).toMatchObject({ code: 130, stdout: '' });
  expect((await load(['humaneval'])).code).toBe(0);
});

test('an address with a password is refused, and not repeated', async () => {
  const { hub, load } = await openStage();
  const endpoint = hub.url.replace('http://', 'http://me:sesame1@');
  const { code, stderr } = await load(['humaneval'], { HF_ENDPOINT: endpoint });
  expect(code).toBe(2);
  expect(stderr).toMatch(/its address holds a user name or password/);
  expect(stderr).not.toContain('sesame1');
});

test('a file that is not there ends in one line that tells the other way', async () => {
  const { load } = await openStage({ files: {} });
  const { code, stdout, stderr } = await load(['humaneval']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^mt-judge: cannot import: \S+ answered 404.*by hand and give it with --from\n$/);
});

test('a hub that asks to wait is asked again after that time', async () => {
  const times: number[] = [];
  const { load } = await openStage({
    trouble: (_, count) => {
      times.push(Date.now());
      return count === 1 ? { status: 429, headers: { 'retry-after': '2' } } : undefined;
    },
  });
  const { code, stderr } = await load(['humaneval']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^trying again: \S+ answered 429/m);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1990);
});

test('files that exist with other content stay, but for --overwrite', async () => {
  const { data, load } = await openStage();
  await data.write('questions/humaneval.yaml', 'title: my own\nask: {}\n');
  const { code, stderr } = await load(['humaneval']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/questions\/humaneval\.yaml exists with other content: .*--bench.*--overwrite/);
  expect(await data.read('questions/humaneval.yaml')).toBe('title: my own\nask: {}\n');
  expect((await load(['humaneval', '--bench', 'other'])).stdout).toMatch(
    /questions\/other\.jsonl: .*\(written\)/,
  );
});

test.each([
  [['humaneval', 'folder'], /takes no folder by itself: give it as --from folder/],
  [['humaneval', '--judge', 'gpt-4'], /--judge has no use with import humaneval/],
  [['fastchat', 'folder', '--from', 'x'], /--from has no use with import fastchat/],
  [['humaneval', '--from', 'nowhere'], /cannot import nowhere: there is no such file or folder/],
  [['humanevil'], /Allowed choices are fastchat, .*alpaca-eval, arena-hard, arena-hard-v0\.1, mmlu, /],
])('`import %j` is refused in one line', async (args, says) => {
  const { load } = await openStage();
  const { code, stdout, stderr } = await load(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
});

test('an address that is none is refused by the name of its variable', async () => {
  const { load } = await openStage();
  const { code, stderr } = await load(['humaneval'], { HF_ENDPOINT: 'mirror' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/cannot read the address "mirror" \(HF_ENDPOINT\)/);
});

test('a benchmark without data names the command that brings it', async () => {
  const { data } = await openStage();
  await mkdir(join(data.path, 'd'));
  const { code, stderr } = await run(
    'gen-answers',
    ['--model', 'offline/echo', '--bench', 'mmlu', '--data-dir', 'd'],
    {
      cwd: data.path,
    },
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(/cannot find the benchmark "mmlu" .*mt-judge import mmlu --data-dir d\n$/);
});

test('`import --help` lists the benchmarks with their licences', async () => {
  const { stdout } = await run('mt-judge', ['import', '--help']);
  expect(stdout).toMatch(/^ {2}arc-challenge +1,172 +CC BY-SA 4\.0/m);
});

test('shots come from an address or a file, when the hub has none', async () => {
  const problem = { problem: 'One?', level: 'Level 1', type: 'Algebra', solution: 'It is $\\boxed{1}$.' };
  const { data, hub, load } = await openStage({ files: { 'shots.jsonl': jsonl([problem]) } });
  await data.write('test.jsonl', [problem]);
  const flags = ['math', '--from', 'test.jsonl', '--shots'];
  const { code, stdout } = await load([...flags, `${hub.url}/shots.jsonl`], { HF_TOKEN: 'hf_sesame' });
  expect(code).toBe(0);
  expect(stdout).toMatch(/questions\/shots\/math\.jsonl: 1 shots \(written\)/);
  // It is not the hub's: the token stays here.
  expect(hub.seen).toEqual([{ path: 'shots.jsonl', range: undefined, authorization: undefined }]);
  await data.write('own.jsonl', [problem]);
  expect((await load([...flags, 'own.jsonl'])).code).toBe(2);
});
