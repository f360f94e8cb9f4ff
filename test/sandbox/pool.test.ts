/** The pool: how many run at a time, what a death of a worker leads to, and the end. */

import { expect, test } from 'vitest';
import { createPool } from '../../src/sandbox/pool.ts';
import type { Attempt, RunLimits, Worker } from '../../src/sandbox/sandbox.ts';

const limits: RunLimits = { seconds: 1, megabytes: 64, language: 'python' };
const passed: Attempt = { outcome: { kind: 'passed' }, interpreter: 'fake', seconds: 1, reusable: true };

function fakeWorkers(run: (program: string) => Promise<Attempt>) {
  const counts = { started: 0, closed: 0 };
  const start = async (): Promise<Worker> => {
    counts.started++;
    return {
      run,
      close: async () => {
        counts.closed++;
      },
    };
  };
  return { counts, start };
}

test('a worker serves one program after another, and no more are started than programs run at a time', async () => {
  let running = 0;
  let most = 0;
  const { counts, start } = fakeWorkers(async () => {
    running++;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running--;
    return passed;
  });
  const pool = createPool(2, start);
  const runs = await Promise.all(Array.from({ length: 9 }, () => pool.run('x', limits)));
  expect(runs.map(({ outcome }) => outcome.kind)).toEqual(Array(9).fill('passed'));
  expect({ most, started: counts.started }).toEqual({ most: 2, started: 2 });
  await pool.close();
  expect(counts.closed).toBe(2);
});

test('a program whose worker died is run once more, in a new one', async () => {
  let died = false;
  const { counts, start } = fakeWorkers(async () => {
    if (died) return passed;
    died = true;
    throw new Error('gone');
  });
  const { outcome } = await createPool(1, start).run('x', limits);
  expect(outcome).toEqual({ kind: 'passed' });
  expect(counts).toEqual({ started: 2, closed: 1 });
});

test('a second death is no verdict: the program could not be run', async () => {
  const { counts, start } = fakeWorkers(async () => Promise.reject(new Error('gone again')));
  const { outcome } = await createPool(1, start).run('x', limits);
  expect(outcome).toEqual({ kind: 'could not run', reason: 'gone again' });
  expect(counts).toEqual({ started: 2, closed: 2 });
});

test('a worker that can’t start is no verdict either', async () => {
  const pool = createPool(1, async () => Promise.reject(new Error('no start')));
  expect((await pool.run('x', limits)).outcome).toEqual({ kind: 'could not run', reason: 'no start' });
});

test('a worker that says it is spent is replaced', async () => {
  const { counts, start } = fakeWorkers(async () => ({ ...passed, reusable: false }));
  const pool = createPool(1, start);
  await pool.run('x', limits);
  await pool.run('y', limits);
  expect(counts).toEqual({ started: 2, closed: 2 });
});

test('programs that still wait when the pool closes could not run', async () => {
  const release: (() => void)[] = [];
  const { start } = fakeWorkers(async () => {
    await new Promise<void>((resolve) => release.push(resolve));
    return passed;
  });
  const pool = createPool(1, start);
  const [first, second] = [pool.run('x', limits), pool.run('y', limits)];
  await new Promise(setImmediate);
  const closing = pool.close();
  for (const resolve of release) resolve();
  await closing;
  expect((await first).outcome.kind).toBe('passed');
  expect((await second).outcome).toEqual({ kind: 'could not run', reason: 'the sandbox was closed' });
});
