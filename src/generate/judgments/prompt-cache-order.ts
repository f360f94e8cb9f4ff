/** Which prompts of a run begin alike, and in what order a service that keeps them reads the most. */

import type { Shared } from '../../judges/judge.ts';
import { choosePrompt, sharedTemplate } from '../../judges/model/prompt.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { questionKey } from '../../records/question.ts';
import type { Mode, PendingMatch } from './mode.ts';

/** What the prompts of some matches have in common. */
interface Sharing {
  /** What of a match's prompts the run asks for more than once: all of it (repeats), or what stands before the answers. */
  shared: (pending: PendingMatch) => Shared;
  /** Equal for matches that share a prompt, or the beginning of one. */
  groupOf: (pending: PendingMatch) => string;
}

interface SharingPlan {
  /** The matches in the order to ask them in. */
  order: Iterable<PendingMatch>;
  /** Undefined where no service is to be told. */
  shared: ((pending: PendingMatch) => Shared) | undefined;
}

interface SharingOptions<Record> {
  mode: Pick<Mode<Record>, 'games'>;
  prompts: JudgePromptSet;
  /** Matches under way at once. */
  width: number;
  /** Whether the service keeps what it is asked to keep. */
  keepsPrompts?: boolean;
}

/** Plans nothing, and leaves the order as it is, for a service that keeps no prompts on demand. */
export function planSharing<Record>(
  pending: Iterable<PendingMatch>,
  options: SharingOptions<Record>,
): SharingPlan {
  const sharing = sharingAmong(pending, options);
  if (!sharing) return { order: pending, shared: undefined };
  const { shared, groupOf } = sharing;
  return { order: takeTurns(groupBy(pending, groupOf), 2 * options.width), shared };
}

/** The same without an order; undefined for a service that keeps no prompts on demand. */
export function sharingAmong<Record>(
  pending: Iterable<PendingMatch>,
  options: SharingOptions<Record>,
): Sharing | undefined {
  if (!options.keepsPrompts) return undefined;
  const matches = countBy(pending, matchName);
  const turns = countBy(pending, turnName);
  const alike = beginAlike(options);
  const shared = (match: PendingMatch): Shared => {
    if ((matches.get(matchName(match)) ?? 0) > 1) return 'all';
    const games = options.mode.games(match, []).length;
    return (turns.get(turnName(match)) ?? 0) * games > 1 && alike(match) ? 'beginning' : 'nothing';
  };
  const groupOf = (match: PendingMatch) => {
    const sharing = shared(match);
    return sharing === 'beginning' ? turnName(match) : matchName(match);
  };
  return { shared, groupOf };
}

/**
 * The groups side by side, so many at a time: the first of each, then the second of each, and so on. The first reply to a
 * prompt is there by the time the second is asked for, and the last one is asked for while it is still kept.
 */
export function takeTurns<Item>(groups: Iterable<readonly Item[]>, width: number): Item[] {
  const order: Item[] = [];
  let side: (readonly Item[])[] = [];
  const flush = () => {
    const longest = Math.max(0, ...side.map(({ length }) => length));
    for (let round = 0; round < longest; round += 1)
      order.push(...side.flatMap((group) => group.slice(round, round + 1)));
    side = [];
  };
  for (const group of groups) {
    side.push(group);
    if (side.length === width) flush();
  }
  flush();
  return order;
}

/** Whether the prompts for a match begin alike whatever the answer is. */
function beginAlike<Record>({ mode, prompts }: SharingOptions<Record>): (match: PendingMatch) => boolean {
  return (match) => mode.games(match, []).some((game) => sharedTemplate(choosePrompt(prompts, game)) !== '');
}

function turnName({ question, turn }: PendingMatch): string {
  return JSON.stringify([questionKey(question), turn]);
}

function matchName({ question, turn, choice, sides }: PendingMatch): string {
  return JSON.stringify([questionKey(question), turn, choice, ...sides.map(({ reader }) => reader.model)]);
}

function countBy<Item>(items: Iterable<Item>, nameOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}

function groupBy<Item>(items: Iterable<Item>, nameOf: (item: Item) => string): Iterable<readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups.values();
}
