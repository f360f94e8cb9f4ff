/** A list that may be long: the beginning at once, the rest when it is wanted. */

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const step = 100;

export interface LongProps<Item> {
  items: readonly Item[];
  /** What one is, and what they are. */
  named: readonly [one: string, many: string];
  render: (item: Item) => ComponentChildren;
}

export function Long<Item>({ items, named, render }: LongProps<Item>) {
  const [most, setMost] = useState(step);
  useEffect(() => setMost(step), [items]);
  return (
    <>
      <p class="count" role="status">
        {items.length.toLocaleString('en')} {named[items.length === 1 ? 0 : 1]}
      </p>
      <ol class="entries">{items.slice(0, most).map(render)}</ol>
      {items.length > most && (
        <button type="button" class="more" onClick={() => setMost(most + 5 * step)}>
          Show more of {items.length.toLocaleString('en')}
        </button>
      )}
    </>
  );
}
