/** A process that a test talks to with signals while it runs. */

import type { ChildProcess } from 'node:child_process';
import type { Run, RunOptions } from './cli.ts';

export interface Started {
  child: ChildProcess;
  ended: Promise<Run>;
  /** Resolves when stderr holds the text. */
  says: (text: string) => Promise<void>;
}

/** Starts what `launch` launches. */
export function start(launch: (options: RunOptions) => Promise<Run>): Started {
  let child: ChildProcess | undefined;
  const ended = launch({
    onStart: (started) => {
      child = started;
    },
  });
  if (!child) throw new Error('the process has not started');
  const running = child;
  let seen = '';
  const listeners = new Set<() => void>();
  running.stderr?.on('data', (chunk: string) => {
    seen += chunk;
    for (const listener of listeners) listener();
  });
  const says = (text: string) =>
    new Promise<void>((resolve) => {
      const listener = () => {
        if (seen.includes(text)) resolve();
      };
      listeners.add(listener);
      listener();
    });
  return { child: running, ended, says };
}
