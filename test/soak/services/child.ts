/** Outside programs as child processes: whether they are there, and how they are started and ended. */

import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Only `npm run soak:services` runs what needs such programs. */
export const wanted = process.env.MT_JUDGE_SERVICES === '1';

/** Whether a program of this name is installed; asked for where it is wanted alone. */
export function isInstalled(program: string): boolean {
  return wanted && spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

export interface Child {
  process: ChildProcess;
  /** What it has printed so far. */
  output: () => string;
  /** Sends SIGTERM and waits for the end. */
  end: () => Promise<void>;
}

/** Starts a program and waits until `isReady`; rejects with what it has printed where it ends before. */
export async function startChild(
  [program = '', ...args]: readonly string[],
  { isReady, ...options }: SpawnOptions & { isReady: (output: string) => boolean | Promise<boolean> },
): Promise<Child> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  while (!(await isReady(output))) {
    if (child.exitCode !== null) throw new Error(`${program} has ended: ${output}`);
    await sleep(50);
  }
  return { process: child, output: () => output, end };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Whether anything listens on a port of 127.0.0.1. */
export async function listensOn(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
