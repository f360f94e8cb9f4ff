/** A pool of workers: as many programs at a time as there are workers, each with one of its own. */

import type { Attempt, Run, RunLimits, Worker } from './sandbox.ts';

export interface Pool {
  run: (program: string, limits: RunLimits) => Promise<Run>;
  close: () => Promise<void>;
}

interface PoolState {
  idle: Worker[];
  all: Set<Worker>;
  waiting: (() => void)[];
  busy: number;
  closed: boolean;
}

/** Workers are started when a program first needs one. Every program is tried at most twice. */
export function createPool(size: number, start: () => Promise<Worker>): Pool {
  const state: PoolState = { idle: [], all: new Set(), waiting: [], busy: 0, closed: false };
  return {
    run: async (program, limits) => {
      await takeSlot(state, size);
      try {
        return await runTwice(state, start, { program, limits });
      } finally {
        state.busy--;
        state.waiting.shift()?.();
      }
    },
    close: async () => {
      state.closed = true;
      await Promise.all([...state.all].map((worker) => drop(state, worker)));
    },
  };
}

async function takeSlot(state: PoolState, size: number): Promise<void> {
  while (state.busy >= size) await new Promise<void>((free) => state.waiting.push(free));
  state.busy++;
}

interface Task {
  program: string;
  limits: RunLimits;
}

/** A sandbox that dies may have died of the program or of something else: a second death leaves it open. */
async function runTwice(state: PoolState, start: () => Promise<Worker>, task: Task): Promise<Run> {
  let reason = '';
  for (let attempt = 0; attempt < 2; attempt++) {
    if (state.closed) return couldNotRun('the sandbox was closed');
    try {
      const { reusable: _, ...run } = await runOnce(state, start, task);
      return run;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return couldNotRun(reason);
}

async function runOnce(state: PoolState, start: () => Promise<Worker>, task: Task): Promise<Attempt> {
  const worker = state.idle.pop() ?? (await begin(state, start));
  let reusable = false;
  try {
    const attempt = await worker.run(task.program, task.limits);
    reusable = attempt.reusable;
    return attempt;
  } finally {
    if (reusable && !state.closed) state.idle.push(worker);
    else await drop(state, worker);
  }
}

async function begin(state: PoolState, start: () => Promise<Worker>): Promise<Worker> {
  const worker = await start();
  if (state.closed) {
    await worker.close();
    throw new Error('the sandbox was closed');
  }
  state.all.add(worker);
  return worker;
}

async function drop(state: PoolState, worker: Worker): Promise<void> {
  state.all.delete(worker);
  await worker.close();
}

function couldNotRun(reason: string): Run {
  return { outcome: { kind: 'could not run', reason }, interpreter: '', seconds: 0 };
}
