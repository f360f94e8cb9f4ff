/** The arena: shows two answers without names, takes the vote, and tells who was who only afterwards. */

import { pictureUrls } from '../../records/question.ts';
import { Refused } from '../server/refused.ts';
import { type ArenaOptions, type Hall, lastOnDisk, showNext, votesOf } from './next-pair.ts';
import type { ArenaRequest, Who } from './request.ts';
import { createShownPairs, type ShownPair } from './shown-pairs.ts';
import { type Vote, voteRecordOf } from './vote-record.ts';

/** What a page receives of a pair: nothing that says who is who. */
interface PairShown {
  id: string;
  category: string;
  turns: readonly string[];
  /** Data URLs of the pictures of each turn. */
  pictures?: string[][];
  /** By turn. */
  a: readonly string[];
  b: readonly string[];
}

interface ArenaReply {
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
  const shownPairs = createShownPairs();
  const lines = createLines();
  const hall: Hall = { ...options, shownPairs };
  return {
    pair: (who) => lines(who.voter, () => present(hall, who)),
    act: (request) => lines(request.voter, () => act(hall, request)),
  };
}

async function act(hall: Hall, request: ArenaRequest): Promise<ArenaReply> {
  if (request.action === 'undo') await takeBack(hall, request);
  else {
    const pair = shownBefore(hall, request);
    if (request.action === 'skip') {
      if (pair.state === 'open') hall.shownPairs.done(pair, 'skipped');
    } else {
      await take(hall, pair, request.vote);
      if (request.reveal) return reveal(hall, pair);
    }
  }
  return present(hall, request);
}

async function reveal(hall: Hall, pair: ShownPair): Promise<ArenaReply> {
  pair.revealed = true;
  const [a, b] = pair.models;
  return { pair: null, votes: await votesOf(hall, pair.voter), revealed: { a, b } };
}

/** Opens the last pair again, as it was shown; a vote on it is withdrawn by a row of its own. */
async function takeBack(hall: Hall, { voter, tab }: Who): Promise<void> {
  const last = hall.shownPairs.lastDone(voter) ?? (await lastOnDisk(hall, { voter, tab }));
  if (!last) throw new Refused(409, 'there is nothing to take back');
  if (typeof last.state === 'object') {
    await hall.voteFiles.put(
      voter,
      voteRecordOf(last, 'withdrawn', { tstamp: hall.clock(), afterReveal: false }),
    );
  }
  hall.shownPairs.reopen(last, tab);
}

/** Writes the vote, once: the same vote on the same pair again is the same vote. */
async function take(hall: Hall, pair: ShownPair, vote: Vote): Promise<void> {
  const { state } = pair;
  if (typeof state === 'object') {
    if (state.vote === vote) return;
    throw new Refused(409, 'this pair has a vote already: undo it first');
  }
  const row = voteRecordOf(pair, vote, { tstamp: hall.clock(), afterReveal: pair.revealed });
  await hall.voteFiles.put(pair.voter, row);
  hall.shownPairs.done(pair, { vote });
}

function shownBefore({ shownPairs }: Hall, { id, voter }: { id: string; voter: string }): ShownPair {
  const pair = shownPairs.byId(id);
  if (pair?.voter === voter) return pair;
  throw new Refused(410, 'the viewer does not know this pair any more: reload the page');
}

async function present(hall: Hall, who: Who): Promise<ArenaReply> {
  const pair = hall.shownPairs.openOn(who.voter, who.tab) ?? (await showNext(hall, who));
  const votes = await votesOf(hall, who.voter);
  if (typeof pair === 'string') return { pair: null, votes, reason: pair };
  const { id, question, answers } = pair;
  const { category, turns } = question;
  const pictures = pictureUrls(question);
  const shown = { id, category, turns, ...(pictures ? { pictures } : {}), a: answers[0], b: answers[1] };
  return { pair: shown, votes };
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
