import { expect, test } from 'vitest';
import { runPool, runTogether } from '../../src/client/pool.ts';

const never = new AbortController().signal;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A promise that is settled from outside. */
function gate() {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}

/** Lets everything run that waits for nothing but its turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('`runPool()` works on every item once, so many at a time', async () => {
  const done: number[] = [];
  let active = 0;
  let peak = 0;
  await runPool(numbers(20), { width: 4, signal: never }, async (item) => {
    active += 1;
    peak = Math.max(peak, active);
    await settled();
    active -= 1;
    done.push(item);
  });
  expect(done.sort((a, b) => a - b)).toEqual(numbers(20));
  expect(peak).toBe(4);
});

test('`runPool()` takes items from an async source as it needs them', async () => {
  const made: number[] = [];
  async function* source() {
    for (const item of numbers(6)) {
      made.push(item);
      yield item;
    }
  }
  const first = gate();
  const running = runPool(source(), { width: 2, signal: never }, () => first.promise);
  await settled();
  expect(made).toEqual([0, 1]);
  first.open();
  await running;
  expect(made).toEqual(numbers(6));
});

test('`runPool()` ends at once where there is nothing to do', async () => {
  await runPool([], { width: 4, signal: never }, () => Promise.reject(new Error('no work')));
});

test('`runPool()` begins nothing new after an error, waits for what is under way, and then throws it', async () => {
  const began: number[] = [];
  const ended: number[] = [];
  const slow = gate();
  const running = runPool(numbers(10), { width: 3, signal: never }, async (item) => {
    began.push(item);
    if (item === 1) throw new Error('the disk is full');
    await slow.promise;
    ended.push(item);
  });
  let outcome = 'running';
  const watched = running.then(
    () => 'done',
    (error: Error) => error.message,
  );
  watched.then((text) => {
    outcome = text;
  });
  await settled();
  expect([began, ended, outcome]).toEqual([[0, 1, 2], [], 'running']);
  slow.open();
  expect(await watched).toBe('the disk is full');
  expect([began, ended]).toEqual([
    [0, 1, 2],
    [0, 2],
  ]);
});

test('`runPool()` throws the first of several errors', async () => {
  const running = runPool(numbers(3), { width: 3, signal: never }, async (item) => {
    for (const _ of numbers(3 - item)) await settled();
    throw new Error(`error of ${item}`);
  });
  await expect(running).rejects.toThrow('error of 2');
});

test('`runPool()` waits for what is under way when its source fails', async () => {
  const slow = gate();
  const ended: number[] = [];
  async function* source() {
    yield 0;
    throw new Error('the source broke');
  }
  const running = runPool(source(), { width: 2, signal: never }, async (item) => {
    await slow.promise;
    ended.push(item);
  });
  const watched = running.catch((error: Error) => [error.message, ...ended]);
  await settled();
  slow.open();
  expect(await watched).toEqual(['the source broke', 0]);
});

test('`runPool()` begins nothing new once it is stopped, and waits for what is under way', async () => {
  const stop = new AbortController();
  const began: number[] = [];
  const slow = gate();
  const running = runPool(numbers(10), { width: 2, signal: stop.signal }, async (item) => {
    began.push(item);
    await slow.promise;
  });
  await settled();
  stop.abort();
  slow.open();
  await running;
  expect(began).toEqual([0, 1]);
});

test('`runTogether()` settles all works, aborts the others when one throws, and throws the first error', async () => {
  const events: string[] = [];
  const running = runTogether(never, [
    async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      await settled();
      events.push('the other has ended');
      throw new Error('a later error');
    },
    async () => {
      await settled();
      events.push('one throws');
      throw new Error('the first error');
    },
  ]);
  await expect(running).rejects.toThrow('the first error');
  expect(events).toEqual(['one throws', 'the other has ended']);
});

test('`runTogether()` hands each work the signal of the run', async () => {
  const stop = new AbortController();
  const seen: boolean[] = [];
  const work = async (signal: AbortSignal) => {
    await settled();
    seen.push(signal.aborted);
  };
  const running = runTogether(stop.signal, [work, work]);
  stop.abort();
  await running;
  expect(seen).toEqual([true, true]);
});
