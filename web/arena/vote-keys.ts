/** The arena by keyboard: one key each, none while somebody types. */

import { useEffect, useRef } from 'preact/hooks';
import type { Arena } from './use-arena.ts';

export function useVoteKeys(arena: Arena): void {
  const latest = useRef(arena);
  latest.current = arena;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey;
      const name = control ? `ctrl-${event.key.toLowerCase()}` : event.key;
      if (event.altKey || event.repeat || isTaken(event)) return;
      const act = actions(latest.current)[name];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

function actions({ vote, skip, undo, next, revealed }: Arena): Partial<Record<string, () => void>> {
  return {
    a: () => vote('a'),
    ArrowLeft: () => vote('a'),
    b: () => vote('b'),
    ArrowRight: () => vote('b'),
    t: () => vote('tie'),
    x: () => vote('bad'),
    s: skip,
    u: undo,
    'ctrl-z': undo,
    ...(revealed ? { n: next } : {}),
  };
}

/** Whether the key belongs to what is in focus: a field, or for arrows a region that scrolls. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input:not([type="checkbox"]), select, textarea, dialog')) return true;
  return key.startsWith('Arrow') && target.tabIndex === 0 && target.scrollWidth > target.clientWidth;
}
