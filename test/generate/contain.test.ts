/** A bug in the work of one model or judge ends that one; what is meant for the run ends the run. */

import { expect, test } from 'vitest';
import { runTogether } from '../../src/client/pool.ts';
import { UserError } from '../../src/errors.ts';
import { containErrors } from '../../src/generate/contain.ts';

const never = new AbortController().signal;

function scene() {
  const said: string[] = [];
  return { said, contained: containErrors({ warn: (line) => said.push(line) }) };
}

test('the others finish, and the error is thrown at the end', async () => {
  const { said, contained } = scene();
  let finished = false;
  const bug = new TypeError('x is undefined');
  const works = [
    contained.around('m', () => Promise.reject(bug)),
    contained.around('n', async (signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      finished = !signal.aborted;
    }),
  ];
  await expect(contained.run(() => runTogether(never, works))).rejects.toBe(bug);
  expect(finished).toBe(true);
  expect(said).toEqual(['ended by an unexpected error, the others go on: m: TypeError: x is undefined']);
});

test('work that was struck is not begun again in a later round', async () => {
  const { contained } = scene();
  let begun = 0;
  const work = contained.around('m', async () => {
    begun += 1;
    throw new TypeError('again');
  });
  const rounds = async () => {
    for (const _ of [1, 2, 3]) await runTogether(never, [work]);
  };
  await expect(contained.run(rounds)).rejects.toThrow('again');
  expect(begun).toBe(1);
});

test('a full disk is meant for the whole run', async () => {
  const { contained } = scene();
  const full = new UserError('the disk is full');
  let halted = false;
  const works = [
    contained.around('m', () => Promise.reject(full)),
    contained.around('n', async (signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      halted = signal.aborted;
    }),
  ];
  await expect(contained.run(() => runTogether(never, works))).rejects.toBe(full);
  expect(halted).toBe(true);
});

test('a bug has the exit code, and what has ended the run besides is told', async () => {
  const { said, contained } = scene();
  const all = async () => {
    await contained.around('m', () => Promise.reject(new TypeError('bug')))(never);
    throw new UserError('the disk is full');
  };
  await expect(contained.run(all)).rejects.toThrow('bug');
  expect(said.at(-1)).toBe('stopped: the disk is full');
});
