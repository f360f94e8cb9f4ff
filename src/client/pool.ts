/** Works through a list, so many at a time, and settles everything it began. */

interface PoolOptions {
  /** How many pieces of work are under way at once. */
  width: number;
  /** Once aborted, nothing new is begun. */
  signal: AbortSignal;
}

/**
 * How much work to have under way for a model that takes so many calls at a time: as much again waits for its turn, so
 * that the end of a call is followed by the next one at once, a first turn before a second. A conversation is a
 * chain of calls; to begin the chains early and finish them together is the shortest schedule.
 */
export function widthFor(concurrency: number): number {
  return 2 * concurrency;
}

/**
 * Runs `work` on each item. `work` deals with its own failures; what it throws is meant for the whole run (a full
 * disk, a used-up budget, a bug): nothing new is begun then, what is under way is waited for, and the first such error
 * is thrown.
 */
export async function runPool<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { width, signal }: PoolOptions,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const thrown: unknown[] = [];
  const goesOn = () => !signal.aborted && thrown.length === 0;
  const lane = async () => {
    while (goesOn()) {
      try {
        const next = await source.next();
        // A source that grows may have been waited for.
        if (next.done || !goesOn()) return;
        await work(next.value);
      } catch (error) {
        thrown.push(error);
        // Other lanes may wait for work that is long in coming.
        await source.return?.();
      }
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  if (thrown.length > 0) throw thrown[0];
}

/** Runs works one after another, every one of them even when one throws; then throws the first error. */
export async function runEach(works: readonly (() => Promise<void>)[]): Promise<void> {
  const thrown: unknown[] = [];
  for (const work of works) {
    await work().catch((error: unknown) => {
      thrown.push(error);
    });
  }
  if (thrown.length > 0) throw thrown[0];
}

/**
 * Runs several pieces of work side by side and settles all of them. When one throws, the signal that each was handed is
 * aborted, the others are waited for, and the first error is thrown.
 */
export async function runTogether(
  signal: AbortSignal,
  works: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const halt = new AbortController();
  const shared = AbortSignal.any([signal, halt.signal]);
  const thrown: unknown[] = [];
  const settle = async (work: (signal: AbortSignal) => Promise<void>) => {
    try {
      await work(shared);
    } catch (error) {
      thrown.push(error);
      halt.abort();
    }
  };
  await Promise.all(works.map(settle));
  if (thrown.length > 0) throw thrown[0];
}
