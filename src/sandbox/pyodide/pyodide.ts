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

import type { ChildProcess } from 'node:child_process';
import { type FileHandle, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '../pool.ts';
import type { Attempt, RunLimits, Sandbox, Worker } from '../sandbox.ts';
import type { Request } from './messages.ts';
import { openPyodide, type PyodideFiles, pyodideVersion } from './package.ts';
import { ask, end, startProcess } from './process.ts';
import { holdSnapshot, openSnapshot, snapshotPath } from './snapshot-file.ts';

/** How much longer than CPython the embedded interpreter may take: it was 1.9 to 3.8 times slower in trials. */
const timeScale = 4;
const startSeconds = 60;
const mebibyte = 1024 * 1024;
/** What Node and the compiled code need on top of the interpreter's memory and files. */
const nodeBytes = 512 * mebibyte;

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
  snapshot: FileHandle | undefined;
  snapshotPath: string | undefined;
  firstStart?: Promise<Worker>;
}

/** Rejects with a `UserError` where the package is missing or of another version. */
export async function createPyodideSandbox(settings: PyodideSettings): Promise<Sandbox> {
  const childFile = settings.childFile ?? new URL('../workers/pyodide-child.js', import.meta.url);
  const [files, script] = await Promise.all([openPyodide(), readFile(childFile, 'utf8')]);
  const path = settings.cacheFolder === undefined ? undefined : snapshotPath(settings.cacheFolder, script);
  const snapshot = path === undefined ? undefined : await openSnapshot(path);
  const shared: Shared = { files, script, snapshot, snapshotPath: path };
  const pool = createPool(settings.workers, () => startNext(shared));
  const close = async () => {
    await pool.close();
    await shared.firstStart?.catch(() => undefined);
    await Promise.all([...Object.values(files), shared.snapshot].map((file) => file?.close()));
  };
  return { name: 'pyodide', run: pool.run, close };
}

/** A start takes 1 s of processor time, and a third of it with a snapshot: it pays to wait for the first. */
async function startNext(shared: Shared): Promise<Worker> {
  if (!shared.snapshot && shared.firstStart) await shared.firstStart.catch(() => undefined);
  if (shared.snapshot) return startWorker(shared);
  shared.firstStart = startWorker(shared);
  return shared.firstStart;
}

async function startWorker(shared: Shared): Promise<Worker> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-sandbox-'));
  const { glue, wasm, standardLibrary } = shared.files;
  const given = shared.snapshot ? [shared.snapshot] : [];
  const files = [glue, wasm, standardLibrary, ...given].map(({ fd }) => fd);
  const child = startProcess(folder, { script: shared.script, files });
  const close = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const boot: Request = { kind: 'boot', fromSnapshot: given.length > 0 };
    const ready = await ask(child, boot, { seconds: startSeconds, bytes: Number.POSITIVE_INFINITY });
    if (typeof ready === 'string' || ready.kind !== 'ready') {
      throw new Error('the embedded interpreter did not start');
    }
    if (ready.snapshot) shared.snapshot ??= await holdSnapshot(shared.snapshotPath, ready.snapshot);
    const interpreter = `CPython ${ready.python} (pyodide ${pyodideVersion})`;
    return { run: (program, limits) => runProgram(child, { program, limits, interpreter }), close };
  } catch (error) {
    await close();
    throw error;
  }
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
