/** While answers still arrive: the first match that shares a prompt goes ahead, the others once the service has kept it. */

import type { PendingMatch } from '../judgments/mode.ts';

interface Waiters {
  /** Whether a match of this group can be asked at once; it is held back while the first of the group is under way. */
  admit: (match: PendingMatch, group: string) => boolean;
  /** A match has been dealt with: gives those that it held back. */
  settle: (match: PendingMatch) => readonly PendingMatch[];
  /** How many are held back now. */
  held: () => number;
}

/** A group, and whom its first match holds back; undefined once that one is back. */
interface Group {
  behind: PendingMatch[] | undefined;
}

export function createWaiters(): Waiters {
  const groups = new Map<string, Group>();
  const led = new Map<PendingMatch, Group>();
  let held = 0;
  return {
    admit: (match, name) => {
      const group = groups.get(name);
      if (!group) {
        const first: Group = { behind: [] };
        groups.set(name, first);
        led.set(match, first);
        return true;
      }
      if (!group.behind) return true;
      group.behind.push(match);
      held += 1;
      return false;
    },
    settle: (match) => {
      const group = led.get(match);
      const waiters = group?.behind ?? [];
      if (group) group.behind = undefined;
      led.delete(match);
      held -= waiters.length;
      return waiters;
    },
    held: () => held,
  };
}
