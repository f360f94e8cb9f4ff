/** What voters were shown while the viewer runs: what is open, what was voted, and the way back. */

import type { Shown, Vote } from './ballot.ts';

export interface Showing extends Shown {
  /** The page that it was shown on. */
  tab: string;
  state: 'open' | 'skipped' | 'left' | { vote: Vote };
  /** True once the voter has been told who is who. */
  revealed: boolean;
}

export interface Showings {
  add: (shown: Shown & { tab: string }) => Showing;
  byId: (id: string) => Showing | undefined;
  /** What is open on a page. */
  openOn: (voter: string, tab: string) => Showing | undefined;
  /** Every showing of a voter, those that were left for another one excepted. */
  of: (voter: string) => Showing[];
  /** Notes what was done with a showing, for `undone`. */
  done: (showing: Showing, state: Showing['state']) => void;
  /** The showing that the voter was done with last; it is open again on the tab, whose own is left. */
  lastDone: (voter: string) => Showing | undefined;
  reopen: (showing: Showing, tab: string) => void;
}

/** More are forgotten, the oldest first: what was voted on is on disk. */
const mostKept = 5000;

export function createShowings(): Showings {
  const showings = new Map<string, Showing>();
  const history: Showing[] = [];
  const openOn: Showings['openOn'] = (voter, tab) =>
    [...showings.values()].find((each) => each.voter === voter && each.tab === tab && each.state === 'open');
  return {
    openOn,
    byId: (id) => showings.get(id),
    add: (shown) => {
      const showing: Showing = { ...shown, state: 'open', revealed: false };
      showings.set(showing.id, showing);
      const [oldest] = showings.keys();
      if (showings.size > mostKept && oldest !== undefined) showings.delete(oldest);
      return showing;
    },
    of: (voter) => [...showings.values()].filter((each) => each.voter === voter && each.state !== 'left'),
    done: (showing, state) => {
      showing.state = state;
      history.push(showing);
      if (history.length > mostKept) history.shift();
    },
    lastDone: (voter) => history.findLast((each) => each.voter === voter),
    reopen: (showing, tab) => {
      const other = openOn(showing.voter, tab);
      if (other) other.state = 'left';
      history.splice(history.lastIndexOf(showing), 1);
      showings.set(showing.id, showing);
      Object.assign(showing, { state: 'open', tab });
    },
  };
}
