/**
 * Watches a process that runs a program: how long it has really had, and how much memory it holds. A program that waits
 * for a processor because others run loses nothing: Linux says how long a process was ready to run and did not.
 */

import { readFileSync } from 'node:fs';

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
  const look = () => {
    const excess = findExcess(watched, { started, waitedBefore });
    if (excess) exceeded(excess);
    else timer = setTimeout(look, pollMs);
  };
  timer = setTimeout(look, Math.min(pollMs, watched.seconds * 1000));
  return () => clearTimeout(timer);
}

interface Start {
  started: number;
  waitedBefore: number | undefined;
}

function findExcess(watched: Watch, { started, waitedBefore }: Start): Excess | undefined {
  const bytes = residentBytes(watched.pid);
  if (bytes !== undefined && bytes > watched.bytes) return 'memory';
  const elapsed = (performance.now() - started) / 1000;
  if (elapsed < watched.seconds) return undefined;
  const waited = waitedSeconds(watched.pid);
  if (waited === undefined || waitedBefore === undefined)
    return elapsed > watched.seconds * patience ? 'time' : undefined;
  return elapsed - (waited - waitedBefore) > watched.seconds ? 'time' : undefined;
}

/** Seconds for which the first thread of a process was ready to run and waited for a processor (Linux alone tells). */
function waitedSeconds(pid: number): number | undefined {
  const waited = Number(readProcess(pid, 'schedstat')?.split(' ')[1]);
  return Number.isFinite(waited) ? waited / 1e9 : undefined;
}

function residentBytes(pid: number): number | undefined {
  const kibibytes = readProcess(pid, 'status')?.match(/^VmRSS:\s*(\d+) kB$/m)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** No disk is behind these files: asking a thread to read them takes longer than reading them. */
function readProcess(pid: number, name: 'schedstat' | 'status'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
