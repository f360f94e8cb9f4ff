/** A sandbox that is made when it is needed. */

import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { createLazySandbox } from '../../src/sandbox/lazy.ts';
import type { RunLimits, Sandbox } from '../../src/sandbox/sandbox.ts';

const limits: RunLimits = { seconds: 1, megabytes: 64, language: 'python' };

test('the first programs share one sandbox, and closing ends it', async () => {
  const events: string[] = [];
  const sandbox = createLazySandbox({ name: 'python' }, async () => recorded(events));
  expect(events).toEqual([]);
  await Promise.all([sandbox.run('a', limits), sandbox.run('b', limits)]);
  await sandbox.close();
  expect(events).toEqual(['made', 'ran a', 'ran b', 'closed']);
});

test('a sandbox that no program came to is never made, not even to be closed', async () => {
  const events: string[] = [];
  await createLazySandbox({ name: 'python' }, async () => recorded(events)).close();
  expect(events).toEqual([]);
});

test("where it can't be had each program is told so, and closing is no error", async () => {
  const sandbox = createLazySandbox({ name: 'docker' }, async () => {
    throw new UserError('no engine');
  });
  await expect(sandbox.run('a', limits)).rejects.toThrow('no engine');
  await expect(sandbox.run('b', limits)).rejects.toThrow('no engine');
  await expect(sandbox.close()).resolves.toBeUndefined();
});

test('programs that closing comes before are cancelled, not failed', async () => {
  const sandbox = createLazySandbox({ name: 'python' }, async () => ({
    ...recorded([]),
    run: async () => {
      await sandbox.close();
      return { outcome: { kind: 'could not run', reason: 'closed' }, interpreter: '', seconds: 0 };
    },
  }));
  await expect(sandbox.run('under way', limits)).rejects.toMatchObject({ kind: 'cancelled' });
  await expect(sandbox.run('later', limits)).rejects.toMatchObject({ kind: 'cancelled' });
});

function recorded(events: string[]): Sandbox {
  events.push('made');
  return {
    name: 'python',
    run: async (program) => {
      events.push(`ran ${program}`);
      return { outcome: { kind: 'passed' }, interpreter: 'none', seconds: 1 };
    },
    close: async () => {
      events.push('closed');
    },
  };
}
