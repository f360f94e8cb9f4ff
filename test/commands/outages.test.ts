/** Servers that start late, load for a while, or die for good, as processes meet them. */

import type { AddressInfo } from 'node:net';
import { createServer as listen } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { sampleQuestions } from '../support/cli.ts';
import { type Asked, type Fault, startLoopback } from '../support/loopback.ts';
import { linesOf, openScene, type Scene } from '../support/scene.ts';
import { start } from '../support/started.ts';

const loading: Fault = {
  kind: 'status',
  status: 503,
  body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
};

/** A port of this machine where nobody listens yet. */
async function freePort(): Promise<number> {
  const server = listen();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const waits = /waiting for the server for up to \d+ s \(--wait-for-server\)/;

test('a server that is still loading is waited for, said once, and no retry and no call is counted for it', async () => {
  let refusals = 3;
  const fault = () => {
    refusals -= 1;
    return refusals >= 0 ? loading : undefined;
  };
  const { answers, data } = await openScene({ fault });
  const { code, stderr } = await answers([
    '--max-retries',
    '0',
    '--wait-for-server',
    '60',
    '--concurrency',
    '4',
  ]);
  expect(code).toBe(0);
  expect(linesOf(stderr).filter((line) => waits.test(line))).toHaveLength(1);
  expect(stderr).toContain('openai/m: the server is there');
  expect(stderr).toContain('8 calls sent, 0 from the cache, ');
  const rows = await data.records('answers/small/m.jsonl');
  expect(
    rows.flatMap((row) => row.choices[0].calls.map((call: { attempts: number }) => call.attempts)),
  ).toEqual(Array.from({ length: 8 }, () => 1));
});

test('a server of this machine that is not there yet is waited for; --quiet does not say so', async () => {
  const { data, run } = await openScene();
  const port = await freePort();
  const args = ['--model', 'openai/m', '--base-url', `http://127.0.0.1:${port}/v1`];
  const started = start((options) => run('gen-answers', args, options));
  await started.says('waiting for the server for up to 300 s');
  const late = await startLoopback({ port });
  onTestFinished(late.close);
  const ended = await started.ended;
  expect(ended).toMatchObject({ code: 0 });
  expect(linesOf(ended.stderr).filter((line) => waits.test(line))).toHaveLength(1);
  expect(await data.records('answers/small/m.jsonl')).toHaveLength(4);
  const gone = await freePort();
  const quiet = ['--quiet', '--wait-for-server', '1', '--overwrite', '--no-cache'];
  const address = ['--base-url', `http://127.0.0.1:${gone}/v1`];
  const silent = await run('gen-answers', ['--model', 'openai/m', ...quiet, ...address]);
  expect(silent.code).toBe(1);
  expect(silent.stderr).not.toMatch(waits);
});

test('a server that never comes ends its model once the wait is over, or at once without one', async () => {
  const { run } = await openScene();
  const port = await freePort();
  for (const seconds of ['0', '1']) {
    const args = ['--base-url', `http://127.0.0.1:${port}/v1`, '--wait-for-server', seconds];
    const { code, stderr } = await run('gen-answers', ['--model', 'openai/m', '--concurrency', '1', ...args]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/stopped: m: .*ECONNREFUSED.*is the server running, and is its address right/);
    expect(stderr).toMatch(/1 failed \(network\), 3 not begun/);
    expect(waits.test(stderr)).toBe(seconds !== '0');
  }
});

test('Ctrl-C ends a wait', async () => {
  const { run } = await openScene();
  const args = ['--model', 'openai/m', '--base-url', `http://127.0.0.1:${await freePort()}/v1`];
  const started = start((options) => run('gen-answers', args, options));
  await started.says('waiting for the server');
  started.child.kill('SIGINT');
  expect((await started.ended).code).toBe(130);
});

/** A scene whose server answers so many calls, and then shows the fault for good. */
const dying = (after: number, fault: Fault): Promise<Scene> =>
  openScene({
    questions: sampleQuestions(20),
    fault: ({ number }: Asked) => (number > after ? fault : undefined),
  });

const faults: Record<string, Fault> = {
  'resets every connection': { kind: 'reset' },
  'answers 502': { kind: 'status', status: 502 },
};

for (const [what, fault] of Object.entries(faults)) {
  test(`a server that ${what} for good ends its model in a bounded time, and the next run goes on`, async () => {
    const scene = await dying(6, fault);
    const flags = ['--give-up-after', '2', '--concurrency', '2'];
    const { code, stderr } = await scene.answers(flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /stopped: m: .*nothing but errors for 2 s \(--give-up-after\), the rest is not asked/,
    );
    // What has failed is at most what was under way; the other calls have only been tried, not given up one by one.
    const [, written = Number.NaN] = (/m: (\d) answers written, 0 kept, 1 failed/.exec(stderr) ?? []).map(
      Number,
    );
    expect(written).toBeGreaterThan(0);
    expect(stderr).toMatch(new RegExp(`1 failed \\([a-z ]+\\), ${19 - written} not begun`));
    expect(stderr).toMatch(/\nnext: .*gen-answers/);
    scene.server.options.fault = undefined;
    const again = await scene.answers(flags);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain(`m: ${20 - written} answers written, ${written} kept`);
  });
}

test('a judge whose server dies for good is closed in the same way', async () => {
  const scene = await openScene({ questions: sampleQuestions(10) });
  expect((await scene.answers([])).code).toBe(0);
  scene.server.options.fault = () => ({ kind: 'status', status: 500 });
  const { code, stderr } = await scene.judge(['--give-up-after', '2', '--concurrency', '2']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/stopped: judge j: .*nothing but errors for 2 s/);
  expect(stderr).toMatch(/judge j: 0 judgments written, 0 kept, 1 failed \(server error\), 19 not begun/);
});

test('refusals of a limit are signs of life, however long they last', async () => {
  let left = 12;
  const fault = ({ number }: Asked): Fault | undefined => {
    if (number === 1 || left <= 0) return undefined;
    left -= 1;
    return { kind: 'status', status: left % 2 === 0 ? 429 : 500 };
  };
  const scene = await openScene({ fault });
  const { code, stderr } = await scene.answers(['--give-up-after', '1', '--concurrency', '1']);
  expect(stderr).not.toContain('stopped:');
  expect(code).toBe(0);
});
