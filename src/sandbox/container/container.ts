/**
 * Containers of Docker or Podman, one for each worker, with a `python3` in it.
 *
 * What it covers: no network; a read-only root, and a file system in memory for what is written (128 MiB, nothing of it
 * executable); an empty environment; the user `nobody`, no capabilities, no new privileges; limits of memory (without
 * swap) and processes for the whole container, and the driver's limits for each program. What a program leaves running
 * ends with it.
 *
 * What it does not cover: a fault of the kernel or the engine (an engine that runs as root makes that worse: rootless
 * Podman is the better choice); the processor's side channels; a program that cheats its own tests or forges the verdict
 * in its own process. One container serves many programs: each gets a new process and an empty folder, not a new kernel.
 *
 * Python is the image's: `python:3.11-slim` by default, the harness' version. Nothing is downloaded: an image that is not
 * there is named, with the command that fetches it.
 */

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { UserError } from '../../errors.ts';
import { driverArgs } from '../driver.ts';
import { startLineWorker } from '../line-worker.ts';
import { createPool } from '../pool.ts';
import type { Sandbox, Worker } from '../sandbox.ts';

type ContainerEngine = 'docker' | 'podman';

export interface ContainerSettings {
  engine: ContainerEngine;
  workers: number;
  image?: string | undefined;
  /** Memory of a container in MiB: what a program may have, and the driver. */
  megabytes?: number | undefined;
}

const defaultImage = 'python:3.11-slim';
const defaultMegabytes = 512;
const driverMegabytes = 64;
const mostProcesses = 64;
const queryMs = 20_000;
const nobody = '65534:65534';
const run = promisify(execFile);

/** Rejects with a `UserError` where the engine does not answer or lacks the image. */
export async function createContainerSandbox(settings: ContainerSettings): Promise<Sandbox> {
  const { engine, workers, image = defaultImage } = settings;
  const other = 'or choose --sandbox pyodide';
  await query(engine, ['version', '--format', '{{.Server.Version}}'], (reason) => {
    return `the sandbox "${engine}" needs a running ${engine} engine (${reason}): start it, ${other}`;
  });
  await query(engine, ['image', 'inspect', '--format', '{{.Id}}', image], () => {
    return `the sandbox "${engine}" needs the image ${image}, which is not here: ${engine} pull ${image}, ${other}`;
  });
  const pool = createPool(workers, async () => startContainer(settings));
  return { name: engine, run: pool.run, close: pool.close };
}

async function query(
  engine: string,
  args: readonly string[],
  say: (reason: string) => string,
): Promise<void> {
  try {
    await run(engine, [...args], { timeout: queryMs });
  } catch (error) {
    const lines = error instanceof Error ? error.message.trim().split('\n') : [];
    throw new UserError(say(lines.at(-1) ?? String(error)));
  }
}

function startContainer({
  engine,
  image = defaultImage,
  megabytes = defaultMegabytes,
}: ContainerSettings): Worker {
  const name = `mt-judge-${randomUUID()}`;
  return startLineWorker({
    command: engine,
    args: containerArgs({ name, image, megabytes }),
    // The engine's client needs its own environment (address, configuration); the container gets none of it.
    environment: process.env,
    borders: { alone: true, processes: 0 },
    place: `${engine}, ${image}`,
    once: false,
    // Ending the client leaves the container running.
    cleanUp: async () => {
      await run(engine, ['rm', '--force', name], { timeout: queryMs }).catch(() => undefined);
    },
  });
}

export interface ContainerOptions {
  name: string;
  image: string;
  megabytes: number;
}

/** Arguments of `docker` or `podman`, which take the same. */
export function containerArgs({ name, image, megabytes }: ContainerOptions): readonly string[] {
  const memory = `${megabytes + driverMegabytes}m`;
  return [
    ...['run', '--rm', '--interactive', '--name', name, '--pull', 'never', '--log-driver', 'none'],
    ...['--network', 'none', '--read-only', '--user', nobody],
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
    ...['--memory', memory, '--memory-swap', memory, '--pids-limit', String(mostProcesses)],
    ...['--tmpfs', '/tmp:rw,nosuid,nodev,noexec,size=128m,mode=1777'],
    ...['--workdir', '/tmp', '--hostname', 'sandbox', '--env', 'HOME=/tmp'],
    ...['--entrypoint', 'python3', image, ...driverArgs],
  ];
}
