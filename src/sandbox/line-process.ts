/** A process of one's own that answers each line it is given with a line of JSON. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface LineProcess {
  /** What it says next. Rejects where it ends; one that says nothing for `ms` milliseconds is ended. */
  next: (ms: number) => Promise<unknown>;
  write: (value: unknown) => void;
  end: () => void;
}

/** Starts it in the root folder, with no variable but the path and the home folder: no key reaches it. */
export function openLineProcess(command: string, args: readonly string[]): LineProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, {
    cwd: '/',
    env: { PATH, HOME, PYTHONIOENCODING: 'utf-8' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error('its process has ended')));
  });
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout });
  const end = () => void child.kill('SIGKILL');
  return {
    next: async (ms) => {
      // What it says later would be taken for another answer.
      const timer = setTimeout(end, ms);
      try {
        const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
        return JSON.parse(line);
      } finally {
        clearTimeout(timer);
      }
    },
    write: (value) => void child.stdin.write(`${JSON.stringify(value)}\n`),
    end,
  };
}
