/** One writer a file. A lock whose process has died is taken over at once; on another machine, after ten seconds. */

import { existsSync, rmSync } from 'node:fs';
import { lstat, readdir, readFile, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { systemCode, UserError } from '../../errors.ts';
import { asFileError } from '../files/file-error.ts';

export interface FileLock {
  /** True when the process before has not let go of the lock: it was killed in the middle of its work. */
  inherited: boolean;
  /** Throws when another process has taken the lock over, so that no two write at once. */
  assertHeld: () => void;
  /** With `unfinished` the next holder learns that it has inherited the file: its work is still to be done. */
  release: (state?: 'unfinished') => Promise<void>;
}

interface Owner {
  pid: number;
  host: string;
}

/** Milliseconds without a sign of life after which a lock counts as left behind. */
const stale = 10_000;
/** Milliseconds within which a new holder has written its name. */
const settleMs = 200;

/** Takes the lock of `file` (`<file>.lock`); a UserError that names the holder when it is taken. */
export async function lockFile(file: string): Promise<FileLock> {
  let lost: Error | undefined;
  const onCompromised = (error: Error) => {
    lost = error;
  };
  const options = { stale, realpath: false, onCompromised };
  await assertLockable(file);
  const inherited = (await readOwner(file)) !== undefined;
  const release = await lockfile.lock(file, options).catch(async (error: unknown) => {
    if (systemCode(error) !== 'ELOCKED') throw asFileError(error, `cannot lock ${file}`);
    await removeDeadLock(file);
    return lockfile.lock(file, options).catch(() => lockOnceNameless(file, options));
  });
  await tidyTakeover(file);
  const owner: Owner = { pid: process.pid, host: hostname() };
  // A link left there must not lead the name to another file.
  await rm(ownerFile(file), { force: true });
  await writeFile(ownerFile(file), JSON.stringify(owner), { flag: 'wx' }).catch(async (error: unknown) => {
    await rm(ownerFile(file), { force: true });
    await release();
    throw asFileError(error, `cannot lock ${file}`);
  });
  // proper-lockfile takes its own folder away when the process exits.
  const onExit = () => rmSync(ownerFile(file), { force: true });
  // Every lock that is held listens, and a run may hold dozens.
  process.setMaxListeners(Math.max(process.getMaxListeners(), process.listenerCount('exit') + 2));
  process.once('exit', onExit);
  return {
    inherited,
    assertHeld: () => {
      if (lost)
        throw new UserError(`cannot write ${file}: another process has taken its lock`, { cause: lost });
    },
    release: async (state) => {
      process.off('exit', onExit);
      if (lost) return;
      if (state !== 'unfinished') await rm(ownerFile(file), { force: true });
      await release();
    },
  };
}

/**
 * A lock without a name is a moment old, or its holder was killed in that moment: it is waited for until a name appears,
 * which is a UserError, or until it counts as left behind.
 */
async function lockOnceNameless(file: string, options: lockfile.LockOptions): Promise<() => Promise<void>> {
  for (let waited = 0; waited < stale + 2000 && (await isNameless(file)); waited += settleMs) {
    await sleep(settleMs);
    const release = await lockfile.lock(file, options).catch(() => undefined);
    if (release) return release;
  }
  throw new UserError(await heldMessage(file));
}

/**
 * What stands in the place of the lock must be one of ours, which is an empty folder. One that is dated in the future by a
 * clock that was wrong would never count as left behind: unless its holder is known to live, it is dated anew.
 */
async function assertLockable(file: string): Promise<void> {
  const lock = `${file}.lock`;
  const found = await lstat(lock).catch(() => undefined);
  if (!found) return;
  const isOurs = found.isDirectory() && (await readdir(lock).catch(() => [])).length === 0;
  if (!isOurs) throw new UserError(`cannot lock ${file}: ${lock} is no lock of ours: move it away`);
  const now = Date.now();
  if (found.mtimeMs <= now + stale || ((await readOwner(file)) && !(await isDead(file)))) return;
  await utimes(lock, now / 1000, now / 1000);
}

/** A UserError when a process that lives is writing `file`. */
export async function assertNotWritten(file: string): Promise<void> {
  const locked = await lockfile.check(file, { stale, realpath: false }).catch((error: unknown) => {
    throw asFileError(error, `cannot read the lock of ${file}`);
  });
  if (!locked || (await isDead(file))) return;
  throw new UserError(
    `${await holderOf(file)} is writing ${file}: wait for it to end, then run this command again`,
  );
}

/**
 * Removes the lock when its holder was a process of this machine that lives no more. A second lock around it keeps
 * two newcomers from removing each other's.
 */
async function removeDeadLock(file: string): Promise<void> {
  const release = await lockfile
    .lock(`${file}.takeover`, {
      stale,
      realpath: false,
      // Longer than it takes until that of a newcomer who was killed in here counts as left behind.
      retries: { retries: 70, minTimeout: 50, maxTimeout: 200 },
    })
    .catch(() => undefined);
  if (!release) return;
  try {
    if (!(await isDead(file))) return;
    // A newcomer may just have taken the lock and not yet written its name over a dead one's.
    await sleep(settleMs);
    if (!(await isDead(file))) return;
    await rm(ownerFile(file), { force: true });
    await rmdir(`${file}.lock`).catch(() => undefined);
  } finally {
    await release();
  }
}

/** A newcomer that was killed right after it had removed a dead lock leaves its second lock behind: once stale, it goes. */
async function tidyTakeover(file: string): Promise<void> {
  if (!existsSync(`${file}.takeover.lock`)) return;
  const release = await lockfile.lock(`${file}.takeover`, { stale, realpath: false }).catch(() => undefined);
  await release?.();
}

async function isDead(file: string): Promise<boolean> {
  const owner = await readOwner(file);
  return owner !== undefined && owner.host === hostname() && !isAlive(owner.pid);
}

async function heldMessage(file: string): Promise<string> {
  return `cannot write ${file}: ${await holderOf(file)} is writing it; wait for it to end, or stop it, then run this command again`;
}

async function holderOf(file: string): Promise<string> {
  const owner = await readOwner(file);
  return owner ? `process ${owner.pid} on ${owner.host}` : 'another process';
}

async function isNameless(file: string): Promise<boolean> {
  const found = await lstat(ownerFile(file)).catch(() => undefined);
  return !found?.isFile() || (await readFile(ownerFile(file), 'utf8').catch(() => '')) === '';
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    if (!(await lstat(ownerFile(file))).isFile()) return undefined;
    const { pid, host } = JSON.parse(await readFile(ownerFile(file), 'utf8')) as Partial<Owner>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** Signal 0 tests for the process and sends nothing; EPERM means that it lives under another user. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

function ownerFile(file: string): string {
  return `${file}.lock-owner`;
}
