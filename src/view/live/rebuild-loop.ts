/** Keeps figures up with files: reads what is appended, builds again when something has changed, not more often than pays. */

import { type FSWatcher, watch } from 'node:fs';
import { performance } from 'node:perf_hooks';

export interface KeepUpOptions {
  /** Reads what is new; true where anything has changed. */
  read: () => Promise<boolean>;
  /** How far the reading is. */
  progress: () => { read: number; size: number };
  /** Makes the figures of what was read; not `whole` while the files are still being read. */
  build: (whole: boolean) => Promise<void>;
  /** Called whenever the reading progresses. */
  onProgress: (share: number) => void;
  /** An error of the files or of the program; the next change is tried again. */
  onError: (error: unknown) => void;
  /** Folders in which a change is read at once. */
  folders: readonly string[];
}

export interface KeepUp {
  /** Rejects with an error of the program. */
  ended: Promise<unknown>;
  /** Polls now, and resolves when the figures are those of what is on disk. */
  refresh: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Watching misses changes on some file systems, so that files are polled anyway. */
const pollMs = 1000;
const progressMs = 200;
/** Bytes; what a run appends while it is being looked at is never more. */
const littleLeft = 1 << 23;
/** Figures are built again after this, and after this many times what building takes, but nobody waits longer than that. */
const restMs = 400;
const restFactor = 3;
const mostRestMs = 4000;

export function keepUp(options: KeepUpOptions): KeepUp {
  const bell = createBell();
  const state = beginning();
  let turn: Promise<void> = Promise.resolve();
  const oneAfterTheOther = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work, work);
    return turn;
  };
  const read = () =>
    oneAfterTheOther(async () => {
      state.reading = true;
      try {
        if (await options.read()) state.seen += 1;
      } finally {
        state.reading = false;
        bell.ring();
      }
    });
  const build = async () => {
    const began = performance.now();
    const seen = state.seen;
    const { read: done, size } = options.progress();
    const whole = !state.reading || size - done < littleLeft;
    state.failed = true;
    try {
      await options.build(whole);
      Object.assign(state, { built: seen, whole, failed: false });
    } finally {
      Object.assign(state, { takes: performance.now() - began, builtAt: performance.now() });
    }
  };
  const watcher = watchFolders(options.folders, bell.ring);
  const ended = Promise.all([
    readAgain(state, { read, wait: () => bell.wait(pollMs), onError: options.onError }),
    buildAgain(state, { build, options }),
  ]);
  return {
    ended,
    refresh: async () => {
      await read();
      await untilBuilt(state, state.seen);
    },
    stop: async () => {
      state.stopped = true;
      watcher.close();
      bell.ring();
      await ended.catch(() => undefined);
    },
  };
}

interface State {
  stopped: boolean;
  reading: boolean;
  /** Counts changes; `built` is the count that the figures are of. */
  seen: number;
  built: number;
  /** Whether the figures were made when nearly all was read. */
  whole: boolean;
  /** Whether the last making has met an error: the next one is in no hurry. */
  failed: boolean;
  takes: number;
  builtAt: number;
}

function beginning(): State {
  return {
    stopped: false,
    reading: false,
    seen: 0,
    built: 0,
    whole: false,
    failed: false,
    takes: 0,
    builtAt: 0,
  };
}

async function readAgain(
  state: State,
  {
    read,
    wait,
    onError,
  }: { read: () => Promise<void>; wait: () => Promise<void>; onError: KeepUpOptions['onError'] },
): Promise<void> {
  while (!state.stopped) {
    await read().catch(onError);
    await wait();
  }
}

async function buildAgain(
  state: State,
  { build, options }: { build: () => Promise<void>; options: KeepUpOptions },
): Promise<void> {
  let reported = -1;
  while (!state.stopped) {
    await pause(progressMs);
    const { read, size } = options.progress();
    const share = size === 0 ? 1 : read / size;
    if (share !== reported) {
      reported = share;
      options.onProgress(share);
      // What a long reading has got so far is shown.
      if (state.reading && share < 1) state.seen += 1;
    }
    const rest = Math.min(mostRestMs, Math.max(restMs, restFactor * state.takes));
    const rested = performance.now() - state.builtAt >= rest;
    // Part of the figures does not stand a moment longer than it has to.
    const isDue = rested || (!state.whole && !state.reading && !state.failed);
    if (state.built !== state.seen && isDue) await build().catch(options.onError);
  }
}

/** Waits for the figures of what is `wanted`: under a run that goes on there is always something newer. */
async function untilBuilt(state: State, wanted: number): Promise<void> {
  while (!state.stopped && state.built < wanted) {
    // Whoever asks cannot wait until it pays.
    if (!state.failed) state.builtAt = Number.NEGATIVE_INFINITY;
    await pause(20);
  }
}

function watchFolders(folders: readonly string[], ring: () => void): { close: () => void } {
  const watchers = folders.flatMap((folder): FSWatcher[] => {
    try {
      const watcher = watch(folder, { persistent: false }, ring);
      return [watcher.on('error', () => watcher.close())];
    } catch {
      // A folder that is not there yet is looked at by the clock.
      return [];
    }
  });
  return {
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Waits until somebody rings, or for a time. */
function createBell() {
  let wake: () => void = () => undefined;
  return {
    ring: () => wake(),
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
