/**
 * Watches a process that runs a program: how long it has really had, and how much memory it holds. A program that waits
 * for a processor because others run loses nothing: Linux says how long a process was ready to run and did not.
 */

import { readFile } from 'node:fs/promises';

const pollMs = 100;
/** Where the system doesn't say what a process waited for: how much longer than its limit it may take by the clock. */
const patience = 3;

export interface Watch {
  pid: number;
  seconds: number;
  /** Resident memory, in bytes, above which the process is ended. */
  bytes: number;
}

export type Excess = 'time' | 'memory';

/** Calls `exceeded` once, when a limit is passed. The function it returns ends the watch. */
export function watch(watched: Watch, exceeded: (excess: Excess) => void): () => void {
  const started = performance.now();
  const waitedBefore = waitedSeconds(watched.pid);
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const look = async () => {
    const excess = await findExcess(watched, { started, waitedBefore: await waitedBefore });
    if (over) return;
    if (excess) exceeded(excess);
    else timer = setTimeout(look, pollMs);
  };
  timer = setTimeout(look, Math.min(pollMs, watched.seconds * 1000));
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

interface Start {
  started: number;
  waitedBefore: number | undefined;
}

async function findExcess(watched: Watch, { started, waitedBefore }: Start): Promise<Excess | undefined> {
  const bytes = await residentBytes(watched.pid);
  if (bytes !== undefined && bytes > watched.bytes) return 'memory';
  const elapsed = (performance.now() - started) / 1000;
  if (elapsed < watched.seconds) return undefined;
  const waited = await waitedSeconds(watched.pid);
  if (waited === undefined || waitedBefore === undefined)
    return elapsed > watched.seconds * patience ? 'time' : undefined;
  return elapsed - (waited - waitedBefore) > watched.seconds ? 'time' : undefined;
}

/** Seconds for which the first thread of a process was ready to run and waited for a processor (Linux alone tells). */
async function waitedSeconds(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => undefined);
  const waited = Number(text?.split(' ')[1]);
  return Number.isFinite(waited) ? waited / 1e9 : undefined;
}

async function residentBytes(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  const kibibytes = text?.match(/^VmRSS:\s*(\d+) kB$/m)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
