/** A worker that is a command with the driver in it: one request a line in, one verdict a line out. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';
import type { DriverRequest } from './driver.ts';
import type { Attempt, RunLimits, Worker } from './sandbox.ts';

/** The driver ends a program at its limit. Should the driver itself hang, it is ended after this many times the limit. */
const patience = 10;
const startMs = 30_000;
const mostErrorText = 2000;

export interface LineWorkerSettings {
  command: string;
  args: readonly string[];
  environment?: NodeJS.ProcessEnv;
  /** What is said about a program beside the program. */
  borders: Pick<DriverRequest, 'alone' | 'processes'>;
  /** E.g. `bwrap`: where the interpreter ran, for the record. */
  place: string;
  /** Ends the worker after one program. */
  once: boolean;
  /** Runs after the command has ended, whatever the reason. */
  cleanUp?: () => Promise<void>;
}

const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passed') }),
  z.object({
    kind: z.literal('failed'),
    exception: z.string(),
    message: z.string(),
    lines: z.array(z.number()),
  }),
  z.object({ kind: z.literal('timed out') }),
  z.object({ kind: z.literal('out of memory') }),
]);
const replySchema = z.object({ outcome: outcomeSchema, interpreter: z.string() });

export function startLineWorker(settings: LineWorkerSettings): Worker {
  const child = spawn(settings.command, settings.args, {
    env: settings.environment ?? {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8');
  const errors = { text: '' };
  child.stderr.on('data', (text: string) => {
    errors.text = (errors.text + text).slice(-mostErrorText);
  });
  const failure = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const said = errors.text.trim().split('\n').at(-1);
      reject(
        new Error(
          `${settings.command} ended with ${signal ?? `exit code ${code}`}${said ? `: ${said}` : ''}`,
        ),
      );
    });
  });
  failure.catch(() => undefined);
  const lines = createInterface({ input: child.stdout });
  return {
    run: (program, limits) => Promise.race([ask({ child, lines, settings }, program, limits), failure]),
    close: async () => {
      await end(child);
      await settings.cleanUp?.();
    },
  };
}

interface Connection {
  child: ChildProcess;
  lines: Interface;
  settings: LineWorkerSettings;
}

async function ask(
  { child, lines, settings }: Connection,
  program: string,
  limits: RunLimits,
): Promise<Attempt> {
  const { seconds, megabytes, harnessGuard } = limits;
  const request: DriverRequest = {
    ...settings.borders,
    program,
    seconds,
    megabytes,
    guard: harnessGuard === true,
  };
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * patience * 1000 + startMs);
  try {
    child.stdin?.write(`${JSON.stringify(request)}\n`);
    const [line] = (await once(lines, 'line')) as [string];
    const { outcome, interpreter } = replySchema.parse(JSON.parse(line));
    return { outcome, interpreter: `${interpreter} (${settings.place})`, seconds, reusable: !settings.once };
  } finally {
    clearTimeout(timer);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  child.stdin?.destroy();
  child.kill('SIGKILL');
  await exit;
}
