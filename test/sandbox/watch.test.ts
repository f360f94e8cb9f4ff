/** The watch on a process: memory and time. */

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Excess, watch } from '../../src/sandbox/watch.ts';

const { pid } = process;
const first = (seconds: number, bytes: number) =>
  new Promise<Excess>((resolve) => {
    watch({ pid, seconds, bytes }, resolve);
  });

test.skipIf(!existsSync('/proc/self/status'))('a process above its memory is reported', async () => {
  expect(await first(60, 1)).toBe('memory');
});

test('a process above its time is reported', async () => {
  expect(await first(0.05, Number.POSITIVE_INFINITY)).toBe('time');
});

test('a watch that was ended reports nothing', async () => {
  const seen: Excess[] = [];
  const end = watch({ pid, seconds: 0.01, bytes: 1 }, (excess) => seen.push(excess));
  end();
  await first(0.05, Number.POSITIVE_INFINITY);
  expect(seen).toEqual([]);
});
