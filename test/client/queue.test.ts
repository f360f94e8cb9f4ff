import { expect, test } from 'vitest';
import { runPool } from '../../src/client/pool.ts';
import { createQueue } from '../../src/client/queue.ts';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a queue hands out what was put in, in order, before and after it is waited for', async () => {
  const queue = createQueue<number>();
  const done: number[] = [];
  queue.put([1, 2]);
  const working = runPool(queue, { width: 3, signal: never }, async (item) => void done.push(item));
  await settled();
  expect(done).toEqual([1, 2]);
  queue.put([]);
  queue.put([3, 4, 5, 6]);
  await settled();
  expect(done).toEqual([1, 2, 3, 4, 5, 6]);
  queue.end();
  await working;
});

test('a queue that has ended still hands out what is there', async () => {
  const queue = createQueue<number>();
  const done: number[] = [];
  queue.put(Array.from({ length: 5000 }, (_, index) => index));
  queue.end();
  await runPool(queue, { width: 7, signal: never }, async (item) => {
    await settled();
    done.push(item);
  });
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done).toHaveLength(5000);
});

test('a fault of one piece of work ends the pool, though others still wait for work to come', async () => {
  const queue = createQueue<number>();
  const working = runPool(queue, { width: 3, signal: never }, async () => {
    throw new Error('the disk is full');
  });
  const outcome = working.then(
    () => 'done',
    (error: unknown) => String(error),
  );
  queue.put([1]);
  await settled();
  expect(await Promise.race([outcome, settled().then(() => 'waits')])).toBe('Error: the disk is full');
  queue.put([2]);
});

test('what comes to a pool that waits for work is not begun once the pool is to end', async () => {
  const queue = createQueue<number>();
  const [stop, begun]: [AbortController, number[]] = [new AbortController(), []];
  const working = runPool(queue, { width: 3, signal: stop.signal }, async (item) => {
    begun.push(item);
    stop.abort();
    queue.put([item + 1, item + 2]);
  });
  await settled();
  queue.put([1]);
  await settled();
  queue.end();
  await working;
  expect(begun).toEqual([1]);
});
