/**
 * The system's own `python3`, each program in a process of its own behind Linux namespaces.
 *
 * What it covers: no network (not even the machine's own), a process tree, host name and IPC of its own; of the system's
 * files the folders with programs and libraries alone, read-only; a file system in memory for what is written (128 MiB);
 * an empty environment; no capabilities; limits of memory (address space), processes, open files, processor time; every
 * process that a program leaves behind ends with it.
 *
 * What it does not cover: a fault of the Linux kernel, which programs talk to directly; the processor's side channels; a
 * program that cheats its own tests, or forges the verdict in its own process. Python is whichever the system has: its
 * version stands in every judgment, and verdicts are the harness' where that is 3.11.
 *
 * Where there is neither `bwrap` nor a working `unshare` (macOS, Windows, many containers), it refuses, unless it is told
 * to run programs without any wall: then only the limits stand.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { driverArgs } from '../driver.ts';
import { startLineWorker } from '../line-worker.ts';
import { createPool } from '../pool.ts';
import type { Sandbox, Worker } from '../sandbox.ts';
import { bwrapCommand, type PythonPlace, unshareCommand } from './wall.ts';

type Wall = 'bwrap' | 'unshare' | 'none';

export interface SystemSettings {
  workers: number;
  /** Allows to run programs with no wall around them, where there is none. */
  allowUnsandboxed: boolean;
  /** Name or path of the interpreter. */
  python?: string;
  /** The walls to try, in this order. */
  walls?: readonly Exclude<Wall, 'none'>[];
}

const mostProcesses = 64;
const trial = 'import os, sys; sys.exit(0 if os.listdir("/tmp") == [] else 1)';
const trialMs = 20_000;
const run = promisify(execFile);

/** Rejects with a `UserError` where there is no Python or no wall. */
export async function createPythonSandbox(settings: SystemSettings): Promise<Sandbox> {
  const python = await findPython(settings.python ?? 'python3');
  const wall = await findWall(python, settings.walls ?? ['bwrap', 'unshare']);
  if (wall === 'none' && !settings.allowUnsandboxed) throw new UserError(refusal);
  const pool = createPool(settings.workers, () => startWorker(python, wall));
  return { name: 'python', run: pool.run, close: pool.close };
}

const refusal =
  'the sandbox "python" needs bwrap (package bubblewrap) or unshare with user namespaces, and neither works here: ' +
  'install bubblewrap, choose --sandbox pyodide or --sandbox docker, or run programs without any sandbox with --allow-unsandboxed';

const placeSchema = z.object({ executable: z.string().min(1), folders: z.array(z.string()) });

/** Asks the interpreter where it is: what is on the path may be a shim. */
async function findPython(name: string): Promise<PythonPlace> {
  const script =
    'import json, sys; print(json.dumps({"executable": sys.executable, "folders": sorted({sys.prefix, sys.base_prefix})}))';
  try {
    const { stdout } = await run(name, ['-I', '-c', script], { timeout: trialMs });
    const { executable, folders } = placeSchema.parse(JSON.parse(stdout));
    return { executable, folders: folders.filter((folder) => !/^\/(?:usr)?$/.test(folder)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new UserError(`the sandbox "python" needs ${name}: ${reason}`);
  }
}

async function findWall(python: PythonPlace, walls: readonly Exclude<Wall, 'none'>[]): Promise<Wall> {
  for (const wall of walls) {
    const root = await emptyFolder(wall);
    const { command, args } = wallCommand(python, { wall, root, script: ['-I', '-S', '-c', trial] });
    const works = await run(command, [...args], { timeout: trialMs, env: { PATH: process.env.PATH } }).then(
      () => true,
      () => false,
    );
    await removeFolder(root);
    if (works) return wall;
  }
  return 'none';
}

interface Behind {
  wall: Wall;
  root: string;
  script: readonly string[];
}

function wallCommand(python: PythonPlace, { wall, root, script }: Behind) {
  if (wall === 'bwrap') return bwrapCommand(python, existsSync, script);
  if (wall === 'unshare') return unshareCommand(python, existsSync, { root, script });
  return { command: python.executable, args: script };
}

async function startWorker(python: PythonPlace, wall: Wall): Promise<Worker> {
  const root = await emptyFolder(wall);
  return startLineWorker({
    ...wallCommand(python, { wall, root, script: driverArgs }),
    environment: wall === 'none' ? {} : { PATH: process.env.PATH },
    borders: wall === 'none' ? { alone: false, processes: 0 } : { alone: true, processes: mostProcesses },
    place: wall === 'none' ? 'no sandbox' : wall,
    once: true,
    cleanUp: () => removeFolder(root),
  });
}

/** The place where `unshare` puts the root of the program's files. Outside its namespace it stays empty. */
async function emptyFolder(wall: Wall): Promise<string> {
  return wall === 'unshare' ? mkdtemp(join(tmpdir(), 'mt-judge-root-')) : '';
}

async function removeFolder(root: string): Promise<void> {
  if (root !== '') await rmdir(root).catch(() => undefined);
}
