/** Pair judgments and votes as results see them. */

import type { PairTables, VoteRow } from '../../../store/judgments/pairs.ts';
import type { PairResult, Vote } from '../../pairwise/result.ts';
import type { Staleness } from '../rows/staleness.ts';

/** A match as results see it; `toResult` of every row, duplicates included, is what FastChat counts. */
export function toResult({ pairs: { columns } }: PairTables, row: number, staleness?: Staleness): PairResult {
  const games = [columns.g1_winner.at(row), columns.g2_winner.at(row)] as const;
  const result: PairResult = {
    model_1: columns.model_1.at(row),
    model_2: columns.model_2.at(row),
    judge: columns.judge.at(row),
    question: columns.question.at(row),
    turn: columns.turn.at(row),
    choice: columns.choice.at(row),
    repeat: columns.repeat.at(row),
    stale: staleness !== undefined,
    // A voter was shown one order only: two games would make it a judge who does not care for order.
    verdict: columns.games.at(row) === 1 && games[0] !== 'error' ? { vote: games[0] } : { games },
  };
  if (columns.shown_first.at(row) !== undefined) result.oneOrder = true;
  const preference = columns.preference.at(row);
  if (!Number.isNaN(preference)) result.preference = preference;
  const lengths = [columns.length_1.at(row), columns.length_2.at(row)] as const;
  if (!lengths.some(Number.isNaN)) result.lengths = lengths;
  const labels = [columns.g1_label.at(row) ?? null, columns.g2_label.at(row) ?? null] as const;
  if (labels.some((label) => label !== null)) result.labels = labels;
  if (staleness === 'gone') result.gone = true;
  return result;
}

const votes: Record<VoteRow['winner'], Vote> = {
  model_a: 'model_1',
  model_b: 'model_2',
  tie: 'tie',
  'tie (bothbad)': 'tie',
  'tie (inconsistent)': 'inconsistent',
};

export function fromVote({ model_a, model_b, judge, question, turn, winner }: VoteRow): PairResult {
  return {
    model_1: model_a,
    model_2: model_b,
    judge,
    question,
    turn,
    choice: 0,
    repeat: 0,
    stale: false,
    verdict: { vote: votes[winner] },
  };
}
