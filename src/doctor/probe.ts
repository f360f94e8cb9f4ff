/** A probe: one property of a judge, put to the test by several cases of known outcome. */

import type { Match } from '../judges/match.ts';
import type { Verdict } from '../judges/model/verdict.ts';

export interface Probe {
  name: string;
  /** What the judge is shown, in short. */
  asked: string;
  /** What a sound judge says to it, in short. */
  expected: string;
  cases: readonly Case[];
}

/** One question's part in a probe. */
export interface Case {
  /** Id of the question. */
  question: string;
  matches: readonly Match[];
  /** Reads the verdicts on the matches, in their order. */
  read: (verdicts: readonly Verdict[]) => Reading;
}

export interface Reading {
  /** The verdicts in short: the evidence. */
  got: string;
  /** Whether they are what was expected. A judge without a verdict never says what was expected. */
  holds: boolean;
}

/** Identity of what a judge is asked: probes that ask the same share the reply. */
export function matchKey(match: Match): string {
  const { question, turn, repeat } = match;
  const answers = match.type === 'single' ? [match.answers] : [match.answersA, match.answersB];
  return JSON.stringify([match.type, question.question_id, turn, repeat, ...answers]);
}

/** A case about ratings. */
export function ratingCase(
  asked: Pick<Case, 'question' | 'matches'>,
  read: (ratings: readonly number[]) => Reading,
): Case {
  return {
    ...asked,
    read: (verdicts) => {
      const ratings = verdicts.flatMap((verdict) => (verdict.kind === 'rating' ? [verdict.rating] : []));
      return ratings.length === asked.matches.length ? read(ratings) : noVerdict;
    },
  };
}

/** Two answers in two games, the second with the sides swapped. */
export interface Games {
  question: string;
  matches: readonly [Match, Match];
  /** What the answers are called: the one that is A in the first game, and the other. */
  names: readonly [string, string];
}

/** A case about two games: `holds` hears which answer won each, or of a tie, and not of sides. */
export function gamesCase(
  { question, matches, names }: Games,
  holds: (winners: readonly string[]) => boolean,
): Case {
  const nameOf = (verdict: Verdict, game: number) => {
    if (verdict.kind !== 'winner') return [];
    if (verdict.winner === 'tie') return ['tie'];
    return [names[(verdict.winner === 'A') === (game === 0) ? 0 : 1]];
  };
  const read = (verdicts: readonly Verdict[]) => {
    const winners = verdicts.flatMap(nameOf);
    if (winners.length < matches.length) return noVerdict;
    return { got: winners.join('/'), holds: holds(winners) };
  };
  return { question, matches, read };
}

const noVerdict: Reading = { got: 'no verdict', holds: false };
