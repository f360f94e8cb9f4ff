/**
 * The embedded sandbox: CPython 3.11.3, compiled to WebAssembly by pyodide 0.25.1, in child processes of Node.
 *
 * What it covers:
 * - Files, network, processes: WebAssembly has none of its own, and the functions it is handed lead to files in memory
 *   alone. No object of JavaScript is ever handed to Python (no module `js` or `pyodide_js`; the built-in that makes them
 *   is taken out), and the realm that the compiled code lives in has no `process`, `require`, `fetch` or `eval`.
 * - Behind that, the process has an empty environment, an empty folder, and Node's permission model without any
 *   permission: no file can be read or written, no process, worker or native addon started.
 * - Time: killed at the limit. Memory: `megabytes` for the interpreter; 64 MiB and 10,000 files for what is written; the
 *   whole process is ended (where the system tells its size) at 512 MiB above the limit. Output: 1 MiB is kept.
 * - Every program starts from the same memory, files, open files, clock and random numbers.
 *
 * What it does not cover: a fault of V8 itself; the network, should somebody break out of V8 (Node 20 to 24 have no
 * permission for it); a program that cheats its own tests. What the interpreter lacks of CPython on Linux is in
 * docs/sandbox.md: threads, subprocesses, sockets, numpy, 64-bit sizes.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '../pool.ts';
import type { Attempt, RunLimits, Sandbox, Worker } from '../sandbox.ts';
import { type Excess, watch } from '../watch.ts';
import type { Reply, Request, Snapshot } from './messages.ts';
import { type PyodideFiles, pyodideVersion, readPyodide } from './package.ts';
import { readSnapshot, snapshotPath, writeSnapshot } from './snapshot-file.ts';

/** How much longer than CPython the embedded interpreter may take: it was 1.9 to 3.8 times slower in trials. */
const timeScale = 4;
const startSeconds = 60;
const mebibyte = 1024 * 1024;
/** What Node and the compiled code need on top of the interpreter's memory and files. */
const nodeBytes = 512 * mebibyte;
/** KiB of stack for Python's recursion through C code: its limit of 1,000 calls needs 3,900; a main thread has 8,192. */
const stackKibibytes = 3900;

export interface PyodideSettings {
  workers: number;
  /** The compiled script of the child process. */
  childFile?: string | URL | undefined;
  /** Where the memory of a started interpreter is kept for later runs. Without it, each run starts one anew. */
  cacheFolder?: string | undefined;
}

/** What the workers have in common. The first one starts the interpreter, the others from the memory that it had then. */
interface Shared {
  files: PyodideFiles;
  script: string;
  snapshot?: Snapshot | undefined;
  firstStart?: Promise<Worker>;
  snapshotPath: string | undefined;
  written?: Promise<void>;
}

/** Rejects with a `UserError` where the package is missing or of another version. */
export async function createPyodideSandbox(settings: PyodideSettings): Promise<Sandbox> {
  const childFile = settings.childFile ?? new URL('../workers/pyodide-child.js', import.meta.url);
  const [files, script] = await Promise.all([readPyodide(), readFile(childFile, 'utf8')]);
  const path = settings.cacheFolder === undefined ? undefined : snapshotPath(settings.cacheFolder, script);
  const snapshot = path === undefined ? undefined : await readSnapshot(path);
  const shared: Shared = { files, script, snapshot, snapshotPath: path };
  const pool = createPool(settings.workers, () => startNext(shared));
  const close = async () => {
    await pool.close();
    await shared.written;
  };
  return { name: 'pyodide', run: pool.run, close };
}

/** A start takes 1.9 s of processor time, and 0.3 s with a snapshot: it pays to wait for the first. */
async function startNext(shared: Shared): Promise<Worker> {
  if (!shared.snapshot && shared.firstStart) await shared.firstStart.catch(() => undefined);
  if (shared.snapshot) return startWorker(shared);
  shared.firstStart = startWorker(shared);
  return shared.firstStart;
}

async function startWorker(shared: Shared): Promise<Worker> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-sandbox-'));
  const child = startProcess(folder, shared.script);
  const close = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { files, snapshot } = shared;
    const boot: Request = snapshot ? { kind: 'boot', ...files, snapshot } : { kind: 'boot', ...files };
    const ready = await ask(child, boot, { seconds: startSeconds, bytes: Number.POSITIVE_INFINITY });
    if (typeof ready === 'string' || ready.kind !== 'ready') {
      throw new Error('the embedded interpreter did not start');
    }
    if (ready.snapshot) keepSnapshot(shared, ready.snapshot);
    const interpreter = `CPython ${ready.python} (pyodide ${pyodideVersion})`;
    return { run: (program, limits) => runProgram(child, { program, limits, interpreter }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function keepSnapshot(shared: Shared, snapshot: Snapshot): void {
  shared.snapshot = snapshot;
  if (shared.snapshotPath !== undefined) shared.written ??= writeSnapshot(shared.snapshotPath, snapshot);
}

/** The script comes on standard input, so that the process needs leave to read no file at all. */
function startProcess(folder: string, script: string): ChildProcess {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const flags = [
    permission,
    '--no-warnings',
    '--disallow-code-generation-from-strings',
    `--stack-size=${stackKibibytes}`,
    '--max-old-space-size=256',
    '--expose-gc',
    '--input-type=module',
    '-',
  ];
  const child = spawn(process.execPath, flags, {
    cwd: folder,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(script);
  return child;
}

interface Asked {
  program: string;
  limits: RunLimits;
  interpreter: string;
}

async function runProgram(child: ChildProcess, { program, limits, interpreter }: Asked): Promise<Attempt> {
  const seconds = limits.seconds * timeScale;
  const bytes = limits.megabytes * mebibyte;
  const message: Request = {
    kind: 'run',
    ...{ program, bytes, seconds: limits.seconds, harnessGuard: limits.harnessGuard === true },
  };
  const reply = await ask(child, message, { seconds, bytes: bytes + nodeBytes });
  if (reply === 'time') return { outcome: { kind: 'timed out' }, interpreter, seconds, reusable: false };
  if (reply === 'memory')
    return { outcome: { kind: 'out of memory' }, interpreter, seconds, reusable: false };
  if (reply.kind !== 'ran') throw new Error('the embedded interpreter gave no verdict');
  return { outcome: reply.outcome, interpreter, seconds, reusable: reply.reusable };
}

interface Allowed {
  seconds: number;
  bytes: number;
}

/** Sends one message and waits for the reply, for a limit to be passed, or for the end of the process (an error). */
function ask(child: ChildProcess, message: Request, allowed: Allowed): Promise<Reply | Excess> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      unwatch();
      child.off('message', replied).off('exit', exited).off('error', broke);
      done();
    };
    const replied = (reply: unknown) => settle(() => resolve(reply as Reply));
    const broke = (error: Error) => settle(() => reject(error));
    const exited = (code: number | null, signal: string | null) =>
      broke(new Error(`the process of the embedded interpreter ended with ${signal ?? `exit code ${code}`}`));
    const unwatch = watch({ pid: child.pid ?? 0, ...allowed }, (excess) => settle(() => resolve(excess)));
    child.on('message', replied).on('exit', exited).on('error', broke);
    if (child.exitCode !== null || child.signalCode !== null) exited(child.exitCode, child.signalCode);
    else child.send(message, (error) => error && broke(error));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
