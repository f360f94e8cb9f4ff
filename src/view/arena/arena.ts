/** The arena: shows two answers without names, takes the vote, and tells who was who only afterwards. */

import { Refused } from '../server/refused.ts';
import { ballotOf, type Vote } from './ballot.ts';
import { type ArenaOptions, type Hall, lastOnDisk, showNext, votesOf } from './next-showing.ts';
import type { ArenaRequest, Who } from './request.ts';
import { createShowings, type Showing } from './showings.ts';

/** What a page is told of a pair: nothing that says who is who. */
export interface PairShown {
  id: string;
  category: string;
  turns: readonly string[];
  /** By turn. */
  a: readonly string[];
  b: readonly string[];
}

export interface ArenaReply {
  /** Null where the voter has seen all that there is. */
  pair: PairShown | null;
  /** Votes that hold good, of this voter. */
  votes: number;
  /** Why there is no pair. */
  reason?: string;
  /** After a vote, where it was asked for. */
  revealed?: { a: string; b: string };
}

export interface Arena {
  /** What is open on the page, or something new. */
  pair: (who: Who) => Promise<ArenaReply>;
  act: (request: ArenaRequest) => Promise<ArenaReply>;
}

export function openArena(options: ArenaOptions): Arena {
  const showings = createShowings();
  const lines = createLines();
  const hall: Hall = { ...options, showings };
  return {
    pair: (who) => lines(who.voter, () => present(hall, who)),
    act: (request) => lines(request.voter, () => act(hall, request)),
  };
}

async function act(hall: Hall, request: ArenaRequest): Promise<ArenaReply> {
  if (request.action === 'undo') await takeBack(hall, request);
  else {
    const showing = shownBefore(hall, request);
    if (request.action === 'skip') {
      if (showing.state === 'open') hall.showings.done(showing, 'skipped');
    } else {
      await take(hall, showing, request.vote);
      if (request.reveal) return reveal(hall, showing);
    }
  }
  return present(hall, request);
}

async function reveal(hall: Hall, showing: Showing): Promise<ArenaReply> {
  showing.revealed = true;
  const [a, b] = showing.models;
  return { pair: null, votes: await votesOf(hall, showing.voter), revealed: { a, b } };
}

/** Opens the last pair again, as it was shown; a vote on it is withdrawn by a row of its own. */
async function takeBack(hall: Hall, { voter, tab }: Who): Promise<void> {
  const last = hall.showings.lastDone(voter) ?? (await lastOnDisk(hall, { voter, tab }));
  if (!last) throw new Refused(409, 'there is nothing to take back');
  if (typeof last.state === 'object') {
    await hall.box.put(voter, ballotOf(last, 'withdrawn', { tstamp: hall.clock(), afterReveal: false }));
  }
  hall.showings.reopen(last, tab);
}

/** Puts the vote into the box, once: the same vote on the same showing again is the same vote. */
async function take(hall: Hall, showing: Showing, vote: Vote): Promise<void> {
  const { state } = showing;
  if (typeof state === 'object') {
    if (state.vote === vote) return;
    throw new Refused(409, 'this pair has a vote already: undo it first');
  }
  const row = ballotOf(showing, vote, { tstamp: hall.clock(), afterReveal: showing.revealed });
  await hall.box.put(showing.voter, row);
  hall.showings.done(showing, { vote });
}

function shownBefore({ showings }: Hall, { id, voter }: { id: string; voter: string }): Showing {
  const showing = showings.byId(id);
  if (showing?.voter === voter) return showing;
  throw new Refused(410, 'the viewer does not know this pair any more: reload the page');
}

async function present(hall: Hall, who: Who): Promise<ArenaReply> {
  const showing = hall.showings.openOn(who.voter, who.tab) ?? (await showNext(hall, who));
  const votes = await votesOf(hall, who.voter);
  if (typeof showing === 'string') return { pair: null, votes, reason: showing };
  const { id, question, answers } = showing;
  const { category, turns } = question;
  return { pair: { id, category, turns, a: answers[0], b: answers[1] }, votes };
}

/** One deed after the other for each voter: two tabs, or a button pressed twice, do not cross. */
function createLines() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(voter: string, deed: () => Promise<Result>): Promise<Result> => {
    const next = (last.get(voter) ?? Promise.resolve()).then(deed, deed);
    last.set(voter, next);
    return next;
  };
}
