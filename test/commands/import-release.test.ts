/** `mt-judge import fastchat <url>` as a process, against mirrors on loopback that behave and that do not. */

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, type Run, run, sharedData } from '../support/cli.ts';
import { startFileServer } from '../support/file-server.ts';
import { snapshot } from '../support/scene.ts';

interface Stage {
  data: DataDir;
  load: (url: string, ...flags: string[]) => Promise<Run>;
  /** That nothing was written where things are imported to, and that no temporary folder stays. */
  expectNothing: () => Promise<void>;
}

async function openStage(): Promise<Stage> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const [out, temporary] = [join(data.path, 'out'), join(data.path, 'temporary')];
  await mkdir(out);
  await mkdir(temporary);
  return {
    data,
    load: (url, ...flags) =>
      run('mt-judge', ['import', 'fastchat', url, '--data-dir', out, ...flags], {
        env: { TMPDIR: temporary },
      }),
    expectNothing: async () => {
      expect(await snapshot(out)).toEqual(new Map());
      expect(await readdir(temporary)).toEqual([]);
    },
  };
}

const fastchat = join(sharedData, 'fastchat');
const sources: Record<string, string> = {
  '/mirror/mt_bench/question.jsonl': 'question.jsonl',
  '/mirror/judge_prompts.jsonl': 'judge_prompts.jsonl',
  '/mirror/mt_bench/reference_answer/gpt-4.jsonl': 'reference_answer/gpt-4.jsonl',
};

/** The release's files as a mirror serves them, by path. */
async function releaseFiles(): Promise<Map<string, Buffer>> {
  const entries = Object.entries(sources).map(
    async ([path, file]) => [path, await readFile(join(fastchat, file))] as const,
  );
  return new Map(await Promise.all(entries));
}

const describeReal = describe.skipIf(!existsSync(fastchat));

describeReal('import of the release (skipped where the shared records are absent)', () => {
  test('`import <url>` fetches the three files and imports what a folder of them would give', async () => {
    const { data, load } = await openStage();
    const files = await releaseFiles();
    const server = await startFileServer((path) => ({
      body: files.get(path) ?? '',
      status: files.has(path) ? 200 : 404,
    }));
    const { code, stdout, stderr } = await load(`${server.url}/mirror/`);
    expect(code).toBe(0);
    expect(server.requests).toEqual(Object.keys(sources));
    expect(stdout).toMatch(/80 questions, 30 with a reference \(written\)/);
    expect(stdout).toMatch(/8 judge prompts \(written\)/);
    expect(stderr).toMatch(/^not there to import: answers, .*Hugging Face space lmsys\/mt-bench/);
    expect(await readdir(join(data.path, 'temporary'))).toEqual([]);
    expect((await load(`${server.url}/mirror`)).stdout.match(/\(unchanged\)/g)).toHaveLength(2);
    const folder = await load(fastchat);
    expect(folder.stdout).toMatch(
      /questions\/mt_bench\.jsonl: .*\(unchanged\)\n.*fastchat\.yaml: .*\(unchanged\)/,
    );
  });
});

describeReal('import of a release with faults (skipped where the shared records are absent)', () => {
  test.each(Object.keys(sources))(
    '`import <url>` refuses a tampered %s and writes nothing',
    async (tampered) => {
      const { load, expectNothing } = await openStage();
      const files = await releaseFiles();
      const server = await startFileServer((path) => {
        const body = Buffer.from(files.get(path) ?? '');
        if (path === tampered) body.write('X', 20);
        return { body };
      });
      const { code, stdout, stderr } = await load(`${server.url}/mirror`);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(
        /^mt-judge: cannot use http:\S+: it is not the file of the release \(SHA-256 \w{64}, .*\n$/,
      );
      expect(stderr).toContain(tampered);
      await expectNothing();
    },
  );

  test('`import <url>` tries again after a fault that passes', async () => {
    const { load } = await openStage();
    const files = await releaseFiles();
    const server = await startFileServer((path, count) =>
      count === 1 && path.endsWith('question.jsonl')
        ? { status: 503, body: 'busy' }
        : count === 1 && path.endsWith('prompts.jsonl')
          ? { cut: 'half of it' }
          : { body: files.get(path) ?? '' },
    );
    const { code, stderr } = await load(`${server.url}/mirror`);
    expect(code).toBe(0);
    expect(stderr.match(/^trying again: /gm)).toHaveLength(2);
    expect(server.requests).toHaveLength(5);
  });
});

test('`import <url>` refuses a page that is no release file, at once and without its query in the message', async () => {
  const { load, expectNothing } = await openStage();
  const server = await startFileServer(() => ({ body: '<html>Sign in to this network</html>' }));
  const { code, stderr } = await load(`${server.url}/base?token=s3cret`);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /it is not the file of the release .*download .* by hand and run: mt-judge import fastchat/,
  );
  expect(stderr).not.toContain('s3cret');
  expect(server.requests).toEqual(['/base/mt_bench/question.jsonl?token=s3cret']);
  await expectNothing();
});

test('`import <url>` stops reading a body without end, which can be no file of the release', async () => {
  const { load, expectNothing } = await openStage();
  const server = await startFileServer(() => 'flood');
  const { code, stderr } = await load(server.url, '--max-retries', '0', '--timeout', '20');
  expect(code).toBe(2);
  expect(stderr).toMatch(/it is not the file of the release/);
  await expectNothing();
});

test.each([
  ['a missing file', { status: 404, body: '' }, 1, /question\.jsonl answered 404/],
  ['a refusal', { status: 403, body: '' }, 1, /question\.jsonl answered 403/],
  ['a failing server', { status: 500, body: '' }, 2, /question\.jsonl answered 500/],
  ['a body cut short', { cut: 'half of it' }, 2, /the connection failed/],
  ['a server that says nothing', 'hang' as const, 2, /no reply within the timeout/],
])(
  '`import <url>` from %s ends in one line that tells the other way, and exit 1',
  async (_, served, tries, says) => {
    const { load, expectNothing } = await openStage();
    const server = await startFileServer(() => served);
    const timeout = served === 'hang' ? '0.3' : '30';
    const { code, stdout, stderr } = await load(server.url, '--max-retries', '1', '--timeout', timeout);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(tries);
    expect(lines.at(-1)).toMatch(says);
    expect(lines.at(-1)).toMatch(
      /^mt-judge: cannot import: .*by hand and run: mt-judge import fastchat <folder>$/,
    );
    if (served !== 'hang') expect(server.requests).toHaveLength(tries);
    await expectNothing();
  },
);

test('`import <url>` from a closed port ends in one line and exit 1', async () => {
  const { load, expectNothing } = await openStage();
  const { code, stderr } = await load(`http://127.0.0.1:${await closedPort()}`, '--max-retries', '0');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^mt-judge: cannot import: .*the connection failed \(.*ECONNREFUSED.*\n$/);
  await expectNothing();
});

test('`import <url>` refuses an address with a password, and does not repeat it', async () => {
  const { load, expectNothing } = await openStage();
  const { code, stderr } = await load('http://user:s3cret@127.0.0.1:1/data');
  expect(code).toBe(2);
  expect(stderr).toMatch(/its address holds a user name or password/);
  expect(stderr).not.toContain('s3cret');
  await expectNothing();
});

test('`import <url>` is stopped by SIGINT with exit 130 and leaves nothing', async () => {
  const { data, expectNothing } = await openStage();
  let interrupt = () => {};
  const server = await startFileServer(() => {
    interrupt();
    return 'hang';
  });
  const { code } = await run(
    'mt-judge',
    ['import', 'fastchat', server.url, '--data-dir', join(data.path, 'out')],
    {
      env: { TMPDIR: join(data.path, 'temporary') },
      onStart: (child) => {
        interrupt = () => child.kill('SIGINT');
      },
    },
  );
  expect(code).toBe(130);
  await expectNothing();
});

/** A port that was free a moment ago. */
function closedPort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 1));
    });
  });
}
