/** A source of work for the pool that still grows while it is worked on. */

export interface Queue<Item> extends AsyncIterable<Item> {
  put: (items: Iterable<Item>) => void;
  /** No more will come: what is there is still handed out, and then the source ends. */
  end: () => void;
}

/** Items that are handed out and not yet let go of. */
const slack = 1024;

/** First in, first out. Any number of takers may wait at once. */
export function createQueue<Item>(): Queue<Item> {
  let items: Item[] = [];
  let taken = 0;
  let waiting: ((result: IteratorResult<Item, undefined>) => void)[] = [];
  let ended = false;
  const take = (): IteratorResult<Item, undefined> | undefined => {
    if (taken === items.length) return ended ? { done: true, value: undefined } : undefined;
    const value = items[taken] as Item;
    taken += 1;
    // Shortened now and then only: a list is slow to take from at its front.
    if (taken === slack) {
      items = items.slice(taken);
      taken = 0;
    }
    return { done: false, value };
  };
  const serve = () => {
    const takers = waiting;
    waiting = [];
    for (const taker of takers) {
      const next = take();
      if (next) taker(next);
      else waiting.push(taker);
    }
  };
  const end = () => {
    ended = true;
    serve();
  };
  return {
    put: (more) => {
      for (const item of more) items.push(item);
      serve();
    },
    end,
    [Symbol.asyncIterator]: () => ({
      next: () =>
        new Promise((resolve) => {
          waiting.push(resolve);
          serve();
        }),
      return: async () => {
        end();
        return { done: true, value: undefined };
      },
    }),
  };
}
