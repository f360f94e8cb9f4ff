/** Runs a command as a process and says how long it took and how much memory it had at its peak. */

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './timing.ts';

export interface Measured {
  /** Seconds from start to exit. */
  seconds: number;
  /** MB (10^6 bytes) of resident memory at the peak, as the kernel counts it (VmHWM); NaN where it does not. */
  peak: number;
  /** Seconds of processor time, all threads together: says more than the clock where others work, too. */
  cpu: number;
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  env?: Record<string, string>;
  /** Told of each piece of stderr, with what the process has at that moment: memory (MB, VmRSS), seconds of processor time. */
  onProgress?: (text: string, has: { rss: number; cpu: number }, stop: () => void) => void;
}

/** A command of this checkout's build, or of another's. */
export function bin(name: string, checkout = repository): string {
  return join(checkout, 'dist', 'bin', `${name}.js`);
}

/** The checkouts whose builds are measured in turns: this one, and what `BENCH_OTHER` names. */
export function checkouts(): string[] {
  return [repository, ...(process.env.BENCH_OTHER ? [process.env.BENCH_OTHER] : [])];
}

export function tell({ seconds, cpu, peak }: Measured): string {
  return `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of processor time, peak ${peak.toFixed(0)} MB`;
}

/** Runs `node <args>`. A preloaded line reads the peak at exit, which nobody outside can do in time. */
export async function runMeasured(args: readonly string[], options: RunOptions): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-peak-'));
  const [preload, peakFile] = [join(folder, 'peak.cjs'), join(folder, 'peak')];
  const fs = `require('node:fs')`;
  writeFileSync(
    preload,
    `process.on('exit', () => { try { const { user, system } = process.cpuUsage(); ${fs}.writeFileSync(${JSON.stringify(peakFile)}, ${fs}.readFileSync('/proc/self/status') + 'Microseconds: ' + (user + system)); } catch {} });`,
  );
  const began = performance.now();
  const child = spawn(process.execPath, ['--require', preload, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, HOME: options.cwd, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
    const rss = memoryIn(`/proc/${child.pid}/status`, 'VmRSS');
    const has = { rss, cpu: secondsOf(child.pid ?? 0) };
    options.onProgress?.(chunk.toString('utf8'), has, () => child.kill('SIGINT'));
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const seconds = (performance.now() - began) / 1000;
  const peak = memoryIn(peakFile, 'VmHWM');
  const cpu = numberIn(peakFile, /Microseconds: (\d+)/) / 1e6;
  rmSync(folder, { recursive: true });
  return { seconds, peak, cpu, code, stdout, stderr };
}

function memoryIn(file: string, field: 'VmHWM' | 'VmRSS' | 'Pss'): number {
  return (numberIn(file, new RegExp(`${field}:\\s+(\\d+) kB`)) * 1024) / 1e6;
}

function numberIn(file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

/** A temporary folder; undefined, with a message, where the disk has less than `bytes` left beside it. */
export function roomFor(bytes: number): string | undefined {
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize > 1.2 * bytes) return mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
  process.stdout.write(`skipped: ${tmpdir()} has no ${(bytes / 1e9).toFixed(1)} GB left; set TMPDIR\n`);
  return undefined;
}

/** Runs a command to its end, or throws with what it said. */
export function runPlain(args: readonly string[], cwd: string): void {
  execFileSync(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** MB (10^6 bytes) that a process and all it started hold together, at the peak; 0 where the system has no `/proc`. */
export interface Memory {
  /** Sum of VmRSS: what several processes share counts several times. */
  resident: number;
  /** Sum of Pss: what n processes share counts an n-th in each. */
  proportional: number;
}

interface Watched {
  /** From start to exit. */
  seconds: number;
  /** Seconds of processor time of the process and all it started: says more than the clock where others work, too. */
  cpu: number;
  code: number | null;
  memory: Memory;
}

const watchMs = 100;

/** Processor time of this process' children that have ended, and of theirs. */
function childrenSeconds(): number {
  return secondsIn('/proc/self/stat', 13);
}

/** Processor time of a process that still runs. */
function secondsOf(pid: number): number {
  return secondsIn(`/proc/${pid}/stat`, 11);
}

/** User and system time, from that field on after the name, in seconds of 100 ticks. */
function secondsIn(file: string, first: number): number {
  try {
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[first]) + Number(fields[first + 1])) / 100;
  } catch {
    return Number.NaN;
  }
}

/** Runs `node <args>` with the path as its environment, and looks at its processes ten times a second. */
export async function runWatched(args: readonly string[], cwd: string): Promise<Watched> {
  const worked = childrenSeconds();
  const memory: Memory = { resident: 0, proportional: 0 };
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH }, stdio: 'ignore' });
  const timer = setInterval(() => {
    const pids = treeOf(child.pid ?? 0);
    const sum = (file: string, field: 'VmRSS' | 'Pss') =>
      pids.reduce((total, pid) => total + (memoryIn(`/proc/${pid}/${file}`, field) || 0), 0);
    memory.resident = Math.max(memory.resident, sum('status', 'VmRSS'));
    memory.proportional = Math.max(memory.proportional, sum('smaps_rollup', 'Pss'));
  }, watchMs);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, cpu: childrenSeconds() - worked, code, memory };
}

function treeOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
  } catch {
    return [];
  }
}
