/** From votes to the agreement of judges with humans and with each other. Pure: values in, values out. */

import {
  majorityVotes,
  pairsAcross,
  pairsWithin,
  type Vote,
  type VotePair,
  type VotesByComparison,
  voteAgreement,
} from '../../stats/vote-agreement.ts';
import { compareNames } from '../compare-names.ts';
import type { Roles } from './roles.ts';

/** One vote on one comparison, as far as results need it. */
export interface CastVote {
  judge: string;
  turn: number | undefined;
  /** Question, turn and unordered pair of models, as one text. */
  comparison: string;
  vote: Vote;
}

/** Pairs of votes that agree; share and κ are null where there is nothing to compute them from. */
export interface Agreed {
  agreed: number;
  total: number;
  share: number | null;
  kappa: number | null;
}

/** The MT-Bench paper's two setups: all pairs of votes, and those of two votes for a model. */
export interface Setups {
  s1: Agreed;
  s2: Agreed;
}

export interface Pairing {
  kind: 'judge-humans' | 'judge-majority' | 'humans' | 'judges';
  left: string;
  right: string;
  turns: Record<string, Setups>;
  all: Setups;
}

export interface AgreementReport {
  judges: string[];
  humans: string[];
  demo: boolean;
  /** Pair judgments that are left out, because a game of theirs is an error. */
  games_with_errors: number;
  /** Rows that a later vote of the same judge on the same comparison replaces. */
  duplicates: number;
  agreement: Pairing[];
  /** Who has no comparison in common; such pairings are not among the others. */
  unshared: { left: string; right: string }[];
}

/** Everyone's votes on some of the comparisons. */
interface Groups {
  humans: VotesByComparison;
  majority: VotesByComparison;
  of: (judge: string) => VotesByComparison;
}

interface PlannedPairing extends Pick<Pairing, 'kind' | 'left' | 'right'> {
  votes: (groups: Groups) => VotePair[];
}

/**
 * Each judge against the humans and their majority, the humans among themselves, each judge against each other, by turn
 * and over all turns. The order of the votes does not matter.
 */
export function buildAgreement(
  votes: readonly CastVote[],
  { judges, humans }: Roles,
): Pick<AgreementReport, 'agreement' | 'unshared'> {
  const present = new Set([...judges, ...humans]);
  const cast = votes.filter(({ judge }) => present.has(judge));
  const turns = [...new Set(cast.flatMap(({ turn }) => turn ?? []))].sort((a, b) => a - b);
  const byTurn = turns.map((turn) => {
    const ofTurn = cast.filter((each) => each.turn === turn);
    return [String(turn), groupsOf(ofTurn, humans)] as const;
  });
  const all = groupsOf(cast, humans);
  const pairings = plan(judges).map(({ votes: pair, kind, left, right }): Pairing => {
    const among = kind === 'humans';
    const ofTurns = byTurn.map(([turn, groups]) => [turn, setupsOf(pair(groups), among)] as const);
    return { kind, left, right, turns: Object.fromEntries(ofTurns), all: setupsOf(pair(all), among) };
  });
  const compared = pairings.filter(({ kind }) => humans.length > 0 || kind === 'judges');
  return {
    agreement: compared.filter((pairing) => pairing.all.s1.total > 0),
    unshared: compared
      .filter(({ kind, all: { s1 } }) => s1.total === 0 && kind !== 'judge-majority' && kind !== 'humans')
      .map(({ left, right }) => ({ left, right })),
  };
}

function plan(judges: readonly string[]): PlannedPairing[] {
  const names = [...judges].sort(compareNames);
  const withHumans = names.flatMap((left): PlannedPairing[] => [
    { kind: 'judge-humans', left, right: 'humans', votes: ({ of, humans }) => pairsAcross(of(left), humans) },
    {
      kind: 'judge-majority',
      left,
      right: 'human majority',
      votes: ({ of, majority }) => pairsAcross(of(left), majority),
    },
  ]);
  const amongHumans: PlannedPairing = {
    kind: 'humans',
    left: 'humans',
    right: 'humans',
    votes: ({ humans }) => pairsWithin(humans),
  };
  const amongJudges = names.flatMap((left, index) =>
    names.slice(index + 1).map(
      (right): PlannedPairing => ({
        kind: 'judges',
        left,
        right,
        votes: ({ of }) => pairsAcross(of(left), of(right)),
      }),
    ),
  );
  return [...withHumans, amongHumans, ...amongJudges];
}

function groupsOf(cast: readonly CastVote[], humanNames: readonly string[]): Groups {
  const isHuman = new Set(humanNames);
  const humans = new Map<string, Vote[]>();
  const judges = new Map<string, Map<string, Vote[]>>();
  for (const { judge, comparison, vote } of cast) {
    const own = isHuman.has(judge) ? humans : (judges.get(judge) ?? new Map<string, Vote[]>());
    if (!isHuman.has(judge)) judges.set(judge, own);
    const votes = own.get(comparison);
    if (votes) votes.push(vote);
    else own.set(comparison, [vote]);
  }
  return { humans, majority: majorityVotes(humans), of: (judge) => judges.get(judge) ?? new Map() };
}

function setupsOf(pairs: readonly VotePair[], among: boolean): Setups {
  return { s1: agreedOf(pairs, 'S1', among), s2: agreedOf(pairs, 'S2', among) };
}

/** Within one group no vote comes first, but κ tells its sides apart: it takes each pair both ways there. */
function agreedOf(pairs: readonly VotePair[], setup: 'S1' | 'S2', among: boolean): Agreed {
  const { agreed, total, share = null, kappa = null } = voteAgreement(pairs, setup);
  if (!among) return { agreed, total, share, kappa };
  const bothWays = [...pairs, ...pairs.map(([one, other]): VotePair => [other, one])];
  return { agreed, total, share, kappa: voteAgreement(bothWays, setup).kappa ?? null };
}
