/** The process of the embedded interpreter, from outside: its start, one message and its reply, its end. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithParent } from '../lifeline.ts';
import { type Excess, watch } from '../watch.ts';
import type { Reply, Request } from './messages.ts';

/** KiB of stack for Python's recursion through C code: its limit of 1,000 calls needs 3,900; a main thread has 8,192. */
const stackKibibytes = 3900;

interface Handed {
  script: string;
  /** Open files, which the process knows by the numbers of `openFiles`. */
  files: readonly number[];
}

/** The script comes on standard input, so that the process needs leave to read no file at all. */
export function startProcess(folder: string, { script, files }: Handed): ChildProcess {
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
    stdio: ['pipe', 'ignore', 'ignore', 'ipc', ...files],
    serialization: 'advanced',
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(script);
  endWithParent(child);
  return child;
}

export interface Allowed {
  seconds: number;
  bytes: number;
}

/** Sends one message and waits for the reply, for a limit to be passed, or for the end of the process (an error). */
export function ask(child: ChildProcess, message: Request, allowed: Allowed): Promise<Reply | Excess> {
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

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
