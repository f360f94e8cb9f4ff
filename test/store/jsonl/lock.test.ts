import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { assertNotWritten, lockFile } from '../../../src/store/jsonl/lock.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;
let file: string;
let other: ChildProcess;

beforeEach(async () => {
  dir = makeDataDir();
  file = join(dir.path, 'a.jsonl');
  // A process that does nothing and ends when its input does.
  other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(other, 'spawn');
});
afterEach(async () => {
  vi.useRealTimers();
  await kill();
  await dir.remove();
});

async function kill() {
  if (other.exitCode !== null || other.signalCode !== null) return;
  const gone = once(other, 'exit');
  other.kill('SIGKILL');
  await gone;
}

/** The lock as the other process would hold it. */
async function lockedByOther(owner: unknown = { pid: other.pid, host: hostname() }) {
  await mkdir(`${file}.lock`);
  await writeFile(`${file}.lock-owner`, typeof owner === 'string' ? owner : JSON.stringify(owner));
}

test('`lockFile()` leaves nothing behind when it is released', async () => {
  const lock = await lockFile(file);
  expect(existsSync(`${file}.lock`)).toBe(true);
  expect(() => lock.assertHeld()).not.toThrow();
  await lock.release();
  expect([`${file}.lock`, `${file}.lock-owner`, `${file}.takeover.lock`].filter(existsSync)).toEqual([]);
});

test('`lockFile()` refuses a second writer and names the process that holds the lock', async () => {
  const lock = await lockFile(file);
  const second = lockFile(file);
  await expect(second).rejects.toBeInstanceOf(UserError);
  await expect(second).rejects.toThrow(
    `cannot write ${file}: process ${process.pid} on ${hostname()} is writing it; wait for it to end`,
  );
  await lock.release();
  await (await lockFile(file)).release();
});

test('`lockFile()` refuses a file that a living process holds', async () => {
  await lockedByOther();
  await expect(lockFile(file)).rejects.toThrow(`process ${other.pid} on ${hostname()} is writing it`);
  expect(existsSync(`${file}.lock`)).toBe(true);
});

test('`lockFile()` takes over at once what a dead process of this machine has left', async () => {
  await lockedByOther();
  await kill();
  const lock = await lockFile(file);
  expect(() => lock.assertHeld()).not.toThrow();
  await expect(lockFile(file)).rejects.toThrow(`process ${process.pid} on`);
  await lock.release();
});

test('`lockFile()` lets one of several newcomers take over, and no more', async () => {
  await lockedByOther();
  await kill();
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => lockFile(file)));
  const held = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(held).toHaveLength(1);
  await held[0]?.release();
});

test('`lockFile()` takes nothing over from another machine while there are signs of life', async () => {
  await lockedByOther({ pid: 1, host: 'elsewhere.invalid' });
  await expect(lockFile(file)).rejects.toThrow('process 1 on elsewhere.invalid is writing it');
});

test('`lockFile()` takes over from another machine after ten seconds without a sign of life', async () => {
  await lockedByOther({ pid: 1, host: 'elsewhere.invalid' });
  const longAgo = new Date(Date.now() - 11_000);
  await utimes(`${file}.lock`, longAgo, longAgo);
  await (await lockFile(file)).release();
});

test.each(['{', 'null', '{"pid":"1","host":3}'])(
  '`lockFile()` speaks of another process where the note of the holder is %j',
  async (note) => {
    await lockedByOther(note);
    await expect(lockFile(file)).rejects.toThrow(/: another process is writing it/);
  },
);

test('`lockFile()` waits for a lock that bears no name until it counts as left behind', async () => {
  await mkdir(`${file}.lock`);
  const almostStale = new Date(Date.now() - 9000);
  await utimes(`${file}.lock`, almostStale, almostStale);
  const lock = await lockFile(file);
  expect(() => lock.assertHeld()).not.toThrow();
  await lock.release();
});

test('`lockFile()` gives up on a lock without a name once its holder has written one', async () => {
  await mkdir(`${file}.lock`);
  await writeFile(`${file}.lock-owner`, '');
  const second = lockFile(file);
  await writeFile(`${file}.lock-owner`, JSON.stringify({ pid: other.pid, host: hostname() }));
  await expect(second).rejects.toThrow(`process ${other.pid} on ${hostname()} is writing it`);
});

test('`assertNotWritten()` refuses a file that a living process writes, and no other', async () => {
  await assertNotWritten(file);
  await lockedByOther();
  await expect(assertNotWritten(file)).rejects.toThrow(
    `process ${other.pid} on ${hostname()} is writing ${file}`,
  );
  await kill();
  await assertNotWritten(file);
});

test('`assertHeld()` throws once the lock has been taken away, so that nobody writes beside the new holder', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const lock = await lockFile(file);
  const taken = new Date(Date.now() + 60_000);
  await utimes(`${file}.lock`, taken, taken);
  expect(lostMessage(lock)).toBe('held');
  // The lock looks after itself every five seconds.
  await vi.advanceTimersByTimeAsync(5000);
  vi.useRealTimers();
  await expect.poll(() => lostMessage(lock), { timeout: 20_000 }).toMatch(/has taken its lock$/);
  await lock.release();
  expect(existsSync(`${file}.lock`)).toBe(true);
});

function lostMessage(lock: { assertHeld: () => void }): string {
  try {
    lock.assertHeld();
    return 'held';
  } catch (error) {
    return error instanceof UserError ? error.message : String(error);
  }
}

test('`lockFile()` outwaits a newcomer who was killed while taking over from a dead process', async () => {
  await kill();
  await lockedByOther();
  await mkdir(`${file}.takeover.lock`);
  const fourSecondsAgo = new Date(Date.now() - 4000);
  await utimes(`${file}.takeover.lock`, fourSecondsAgo, fourSecondsAgo);
  const lock = await lockFile(file);
  expect(lock.inherited).toBe(true);
  await lock.release();
});

test('`lockFile()` tidies up what a newcomer left who was killed once it had removed a dead lock', async () => {
  const left = `${file}.takeover.lock`;
  await mkdir(left);
  await (await lockFile(file)).release();
  // Somebody may still be at it.
  expect(existsSync(left)).toBe(true);
  const before = Date.now() / 1000 - 60;
  await utimes(left, before, before);
  await (await lockFile(file)).release();
  expect(existsSync(left)).toBe(false);
});
