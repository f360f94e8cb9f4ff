/** What voters were shown while the viewer runs: what is open, what was voted, and the way back. */

import type { Shown, Vote } from './vote-record.ts';

export interface ShownPair extends Shown {
  /** The page that it was shown on. */
  tab: string;
  state: 'open' | 'skipped' | 'left' | { vote: Vote };
  /** True once the voter has seen who is who. */
  revealed: boolean;
}

export interface ShownPairs {
  add: (shown: Shown & { tab: string }) => ShownPair;
  byId: (id: string) => ShownPair | undefined;
  /** What is open on a page. */
  openOn: (voter: string, tab: string) => ShownPair | undefined;
  /** Every pair shown to a voter, those that were left for another one excepted. */
  of: (voter: string) => ShownPair[];
  /** Notes what was done with a pair, for `undone`. */
  done: (pair: ShownPair, state: ShownPair['state']) => void;
  /** The pair that the voter was done with last; it is open again on the tab, whose own is left. */
  lastDone: (voter: string) => ShownPair | undefined;
  reopen: (pair: ShownPair, tab: string) => void;
}

/** More are forgotten, the oldest first: what was voted on is on disk. */
const mostKept = 5000;

export function createShownPairs(): ShownPairs {
  const shownPairs = new Map<string, ShownPair>();
  const history: ShownPair[] = [];
  const openOn: ShownPairs['openOn'] = (voter, tab) =>
    [...shownPairs.values()].find(
      (each) => each.voter === voter && each.tab === tab && each.state === 'open',
    );
  return {
    openOn,
    byId: (id) => shownPairs.get(id),
    add: (shown) => {
      const pair: ShownPair = { ...shown, state: 'open', revealed: false };
      shownPairs.set(pair.id, pair);
      const [oldest] = shownPairs.keys();
      if (shownPairs.size > mostKept && oldest !== undefined) shownPairs.delete(oldest);
      return pair;
    },
    of: (voter) => [...shownPairs.values()].filter((each) => each.voter === voter && each.state !== 'left'),
    done: (pair, state) => {
      pair.state = state;
      history.push(pair);
      if (history.length > mostKept) history.shift();
    },
    lastDone: (voter) => history.findLast((each) => each.voter === voter),
    reopen: (pair, tab) => {
      const other = openOn(pair.voter, tab);
      if (other) other.state = 'left';
      history.splice(history.lastIndexOf(pair), 1);
      shownPairs.set(pair.id, pair);
      Object.assign(pair, { state: 'open', tab });
    },
  };
}
