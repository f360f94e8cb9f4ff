/** The order of questions by which prompt caches serve their shots: of those with the same ones, one goes first. */

import { takeTurns } from '../../judgments/prompt-cache-order.ts';
import type { PendingAnswer } from '../plan.ts';
import type { Asking } from './asking.ts';

interface PrefixOrder {
  order: PendingAnswer[];
  /** Runs the work of a question; once the first one with its shots has been answered, if it is not that one. */
  follow: (pending: PendingAnswer, work: () => Promise<void>) => Promise<void>;
}

/** The questions as they are where no shots are shared: nobody waits then. `width`: calls that are under way at once. */
export function orderByPrefix(
  pending: readonly PendingAnswer[],
  { asking, width }: { asking: Pick<Asking, 'prefixOf'> | undefined; width: number },
): PrefixOrder {
  const groups = new Map<string, PendingAnswer[]>();
  for (const each of asking ? pending : []) {
    const prefix = asking?.prefixOf(each.question) ?? '';
    const group = groups.get(prefix);
    if (group) group.push(each);
    else groups.set(prefix, [each]);
  }
  groups.delete('');
  const shared = [...groups.values()].filter(({ length }) => length > 1);
  if (!asking || shared.length === 0) return { order: [...pending], follow: (_, work) => work() };
  const grouped = new Set(shared.flat());
  const alone = pending.filter((each) => !grouped.has(each));
  const leads = new Map<string, Promise<unknown>>();
  return {
    order: [...takeTurns(shared, 2 * width), ...alone],
    follow: async (each, work) => {
      if (!grouped.has(each)) return work();
      const prefix = asking.prefixOf(each.question);
      const lead = leads.get(prefix);
      if (lead) {
        await lead;
        return work();
      }
      const own = work();
      leads.set(
        prefix,
        own.catch(() => undefined),
      );
      return own;
    },
  };
}
