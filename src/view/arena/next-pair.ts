/** What a voter is shown next, and what a voter has seen. */

import { randomBytes, randomInt } from 'node:crypto';
import { questionKey } from '../../records/question.ts';
import { seededRandom } from '../../stats/random.ts';
import { choosePair, type Met } from './choose-pair.ts';
import type { Field } from './field.ts';
import type { Who } from './request.ts';
import type { ShownPair, ShownPairs } from './shown-pairs.ts';
import type { VoteFiles } from './vote-files.ts';
import { judgeIdOf, type Shown } from './vote-record.ts';

/** Who has won what so far. */
export interface ExistingVotes {
  met: readonly Met[];
  /** The votes of people that hold good, with the latest first; a voter by the judge's id. */
  cast: readonly RecordedVote[];
}

interface RecordedVote {
  judge: string;
  question: string;
  /** Those of A and B. */
  models: readonly [string, string];
  tstamp: number;
}

export interface ArenaOptions {
  field: () => Promise<Field>;
  existing: () => Promise<ExistingVotes>;
  voteFiles: VoteFiles;
  /** Seconds since 1970. */
  clock: () => number;
}

/** What all deeds in the arena stand on. */
export interface Hall extends ArenaOptions {
  shownPairs: ShownPairs;
}

/** The next pair to show, or why there is none. */
export async function showNext(hall: Hall, { voter, tab }: Who): Promise<ShownPair | string> {
  const field = await hall.field();
  if (field.models.length < 2) return 'it takes the answers of two models: run gen-answers first';
  const { met, cast } = await hall.existing();
  const judge = judgeIdOf(voter);
  const seen = new Set<string>();
  const own = cast.filter((each) => each.judge === judge);
  for (const { question, models } of own) seen.add(nameOf(question, models));
  for (const { question, models, state } of hall.shownPairs.of(voter)) {
    // What was voted on disk may have been taken back there.
    if (state !== 'left') seen.add(nameOf(questionKey(question), models));
  }
  const { models, questions, hasAnswered } = field;
  const isOpen = (question: string, two: readonly [string, string]) =>
    !seen.has(nameOf(question, two)) && two.every((model) => hasAnswered(model, question));
  const listed = [...questions].map(([key, { category }]) => ({ key, category }));
  const random = seededRandom(randomInt(2 ** 32));
  const chosen = choosePair({ models, questions: listed, met, cast: own, isOpen, random });
  if (!chosen) return 'you have seen every pair of answers that there is';
  const shown = await show(field, chosen.question, randomly(chosen.models));
  if (!shown) return 'the answers are being written anew: reload the page in a moment';
  return hall.shownPairs.add({ ...shown, voter, tab });
}

async function show(
  field: Field,
  key: string,
  models: readonly [string, string],
): Promise<Omit<Shown, 'voter'> | undefined> {
  const question = field.questions.get(key);
  const [a, b] = [await field.read(models[0], key), await field.read(models[1], key)];
  if (!question || !a || !b) return undefined;
  return { id: randomBytes(15).toString('base64url'), question, models, answers: [a, b] };
}

/** The last vote of the voter that a viewer before this one has taken, as it was shown. */
export async function lastOnDisk(hall: Hall, { voter, tab }: Who): Promise<ShownPair | undefined> {
  const { cast } = await hall.existing();
  const own = cast.filter(({ judge }) => judge === judgeIdOf(voter));
  const last = own.reduce<RecordedVote | undefined>(
    (latest, each) => (latest && latest.tstamp >= each.tstamp ? latest : each),
    undefined,
  );
  const shown = last && (await show(await hall.field(), last.question, last.models));
  if (!shown) return undefined;
  const pair = hall.shownPairs.add({ ...shown, voter, tab });
  hall.shownPairs.done(pair, { vote: 'tie' });
  return pair;
}

/** Votes of the voter that hold good. */
export async function votesOf(hall: Hall, voter: string): Promise<number> {
  const { cast } = await hall.existing();
  const known = new Map<string, boolean>();
  for (const { judge, question, models } of cast) {
    if (judge === judgeIdOf(voter)) known.set(nameOf(question, models), true);
  }
  // What the files have not been read again for.
  for (const { question, models, state } of hall.shownPairs.of(voter)) {
    const name = nameOf(questionKey(question), models);
    if (typeof state === 'object') known.set(name, true);
    else known.delete(name);
  }
  return known.size;
}

function nameOf(question: string, models: readonly [string, string]): string {
  return JSON.stringify([question, ...[...models].sort()]);
}

function randomly(models: readonly [string, string]): readonly [string, string] {
  return randomInt(2) === 0 ? models : [models[1], models[0]];
}
