/**
 * The process of the embedded interpreter: started with an empty environment in an empty folder, with Node's permission
 * model on, it is handed the interpreter's files open, then sent programs, one at a time.
 */

import { setFlagsFromString } from 'node:v8';
import { boot } from './boot.ts';
import { createExecutor, type Executor, SleptTooLong } from './execute.ts';
import type { BootMessage, Reply, Request, RunMessage } from './messages.ts';
import { openFiles, readSnapshot } from './open-files.ts';

/**
 * V8 compiles a function of WebAssembly again, to run faster, when it has run for 50 times as long as it would by default:
 * a run of 164 programs takes a fifth less processor time, one of thousands no more. A function is checked when it is first
 * compiled, not at the start, when all would be. A V8 without one of these settings goes on without it.
 */
setFlagsFromString('--wasm-tiering-budget=100000000');
setFlagsFromString('--wasm-lazy-validation');

serve();

function serve(): void {
  let executor: Executor | undefined;
  let mostSleep = Number.POSITIVE_INFINITY;
  const start = async (message: BootMessage): Promise<Reply> => {
    const snapshot = message.fromSnapshot ? readSnapshot(openFiles.snapshot) : undefined;
    const booted = await boot(snapshot, (seconds) => {
      if (seconds >= mostSleep) throw new SleptTooLong();
    });
    executor = createExecutor(booted, snapshot);
    const ready = { kind: 'ready', python: booted.version } as const;
    return snapshot ? ready : { ...ready, snapshot: executor.snapshot };
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
