/**
 * The process of the embedded interpreter: started with an empty environment in an empty folder, with Node's permission
 * model on, it is sent the interpreter's files, then programs, one at a time.
 */

import { boot } from './boot.ts';
import { createExecutor, type Executor, SleptTooLong } from './execute.ts';
import type { BootMessage, Reply, Request, RunMessage } from './messages.ts';

serve();

function serve(): void {
  let executor: Executor | undefined;
  let mostSleep = Number.POSITIVE_INFINITY;
  const start = async (message: BootMessage): Promise<Reply> => {
    const booted = await boot(message, (seconds) => {
      if (seconds >= mostSleep) throw new SleptTooLong();
    });
    executor = createExecutor(booted, message.snapshot);
    const ready = { kind: 'ready', python: booted.version } as const;
    return message.snapshot ? ready : { ...ready, snapshot: executor.snapshot };
  };
  const run = (message: RunMessage): Reply => {
    if (!executor) throw new Error('a program came before the interpreter');
    mostSleep = message.seconds;
    return { kind: 'ran', ...executor.run(message) };
  };
  process.on('message', async (message: Request) => {
    process.send?.(message.kind === 'boot' ? await start(message) : run(message));
    // What the start leaves, 40 MB of it, would stay for long: programs make little of what Node would collect.
    if (message.kind === 'boot') setImmediate(() => globalThis.gc?.());
  });
  process.on('disconnect', () => process.exit());
}
