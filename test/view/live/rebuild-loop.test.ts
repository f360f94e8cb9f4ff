/** Figures that are kept up with files, under changes that do not end and under faults. */

import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type KeepUpOptions, keepUp } from '../../../src/view/live/rebuild-loop.ts';

function keep(options: Pick<KeepUpOptions, 'read' | 'build'>) {
  const follower = keepUp({
    ...options,
    progress: () => ({ read: 1, size: 1 }),
    onProgress: () => undefined,
    onError: () => undefined,
    folders: [],
  });
  onTestFinished(follower.stop);
  return follower;
}

test('`refresh()` ends with figures of what was there when it was asked for, though a run goes on', async () => {
  let [lines, shown] = [0, 0];
  const follower = keep({
    read: async () => {
      lines += 1;
      return true;
    },
    build: async () => {
      const seen = lines;
      // Something has changed again by the time that the figures are made.
      void follower.refresh();
      await wait(30);
      shown = seen;
    },
  });
  await follower.refresh();
  const asked = lines;
  await follower.refresh();
  expect(shown).toBeGreaterThanOrEqual(asked);
});

test('figures that cannot be made are not tried again without a rest', async () => {
  const began = Date.now();
  const times: number[] = [];
  const build = vi.fn(async () => {
    times.push(Date.now() - began);
    throw new Error('a file is broken');
  });
  keep({ read: async () => build.mock.calls.length === 0, build });
  await expect.poll(() => times.length, { timeout: 5000 }).toBeGreaterThan(2);
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(390);
});
