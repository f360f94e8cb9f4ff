/** Pair judgments and votes as they were read, in the shape that boards are made of and in that of a report's lists. */

import { pairJudgmentKey } from '../records/pair-judgment.ts';
import { questionKey } from '../records/question.ts';
import type { GameLine } from '../results/report/columns.ts';
import { flagBit, winnerNames } from '../results/report/flags.ts';
import { voteWinner } from '../results/report/texts.ts';
import type { PairRow, VoteRow } from '../store/pair-rows.ts';
import type { LiveGame, LiveVote, Placed, Snapshot } from '../view/live-records.ts';

export interface GameEntry extends Omit<Placed<unknown>, 'row'> {
  /** One of the two. */
  game?: PairRow;
  vote?: VoteRow;
  question: string | undefined;
  tstamp: number;
  /** Undefined where there is nothing to list: a vote that was taken back, or one on no known question. */
  line: GameLine | undefined;
}

/** All games, the superseded ones marked, then all votes. */
export function gameEntries({ games, votes }: Snapshot): GameEntry[] {
  const entries = games.map(toGame);
  const last = new Map<string, GameEntry>();
  for (const entry of entries) {
    if (!entry.game) continue;
    const key = pairJudgmentKey(entry.game);
    const earlier = last.get(key);
    if (earlier?.game) earlier.game.superseded = true;
    if (earlier?.line) earlier.line.flags |= flagBit('superseded');
    last.set(key, entry);
  }
  return [...entries, ...votes.map(toVote)];
}

function toGame({ row, file, span }: LiveGame): GameEntry {
  const { model_1, model_2, judge, turn, choice = 0, repeat = 0, g1_winner, g2_winner, games } = row;
  const unparsed = g1_winner === 'error' || g2_winner === 'error';
  const line: GameLine = {
    ...{ model_1, model_2, judge: judge[0], question: questionKey(row), turn, choice, repeat },
    winners: [winnerNames.indexOf(g1_winner), games === 1 ? -1 : winnerNames.indexOf(g2_winner)],
    flags: unparsed ? flagBit('unparsed') : 0,
  };
  return {
    ...{ file, span, question: line.question, tstamp: row.tstamp },
    game: { ...row, superseded: false },
    line: row.withdrawn ? undefined : line,
  };
}

function toVote({ row, file, span }: LiveVote): GameEntry {
  const { judge, model_a, model_b, question_id, turn, winner } = row;
  const vote: VoteRow = { judge, model_a, model_b, question_id, turn, winner };
  const question = question_id === undefined ? undefined : questionKey({ question_id });
  const line: GameLine | undefined =
    question === undefined
      ? undefined
      : {
          ...{ model_1: model_a, model_2: model_b, judge: judge ?? null, question, turn: turn ?? 0 },
          ...{ choice: 0, repeat: 0, flags: 0 },
          winners: [winnerNames.indexOf(voteWinner(winner)), -1],
        };
  return { ...{ file, span, question, vote, tstamp: 0 }, line };
}
