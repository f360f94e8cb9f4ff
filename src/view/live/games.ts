/** Pair judgments and votes as they were read, in the shapes that boards and a report's lists are made of. */

import { questionKey } from '../../records/question.ts';
import type { GameLine } from '../../results/report/columns.ts';
import { flagBit, winnerNames } from '../../results/report/flags.ts';
import { voteWinner } from '../../results/report/texts.ts';
import type { PairFiles } from '../../store/judgments/pair-rows.ts';
import type { KeptPair } from '../../store/judgments/pair-table.ts';
import { type Rows, rowsOf } from '../../store/tables/rows.ts';
import type { LiveVote, Snapshot } from './records.ts';
import type { LiveGame } from './row-columns.ts';
import { lastRows } from './rows.ts';

type Games = Pick<Snapshot, 'games' | 'votes'>;

/** Bits of each game, by its place: what it tells of itself, and whether a later one replaces it. */
export function gameFlags({ games }: Games): Uint8Array {
  const flags = new Uint8Array(games.length);
  const add = (place: number, bit: number) => {
    flags[place] = (flags[place] ?? 0) | bit;
  };
  lastRows(games, (place) => add(place, flagBit('superseded')));
  let place = 0;
  for (const { g1_winner, g2_winner } of games) {
    if (g1_winner === 'error' || g2_winner === 'error') add(place, flagBit('unparsed'));
    place += 1;
  }
  return flags;
}

/** The rows as `show-results` reads them. */
export function asPairFiles(
  { games, votes }: Games,
  flags: Uint8Array,
): Pick<PairFiles, 'rows' | 'votes' | 'torn'> {
  const rows = rowsOf(games.length, (place): KeptPair => {
    const game = games.at(place);
    game.superseded = isSuperseded(flags[place]);
    return game;
  });
  return { rows, votes: votes.map(({ row }) => row), torn: [] };
}

/** The games that neither a later one replaces nor anybody has taken back. */
export function standingGames({ games }: Games, flags: Uint8Array): number[] {
  const places: number[] = [];
  let place = 0;
  for (const { withdrawn } of games) {
    if (!withdrawn && !isSuperseded(flags[place])) places.push(place);
    place += 1;
  }
  return places;
}

/** What is listed: all games but votes that were taken back, then the votes on a question that they name. */
export function gameLines({ games, votes }: Games, flags: Uint8Array): Rows<GameLine> {
  const listed: number[] = [];
  let place = 0;
  for (const { withdrawn } of games) {
    if (!withdrawn) listed.push(place);
    place += 1;
  }
  const named = votes.flatMap(({ row }) => lineOfVote(row) ?? []);
  return rowsOf(listed.length + named.length, (index) => {
    const game = listed[index];
    const line = game === undefined ? named[index - listed.length] : lineOf(games.at(game), flags[game] ?? 0);
    if (!line) throw new RangeError('there is no such line');
    return line;
  });
}

export function lineOf(row: LiveGame, flags: number): GameLine {
  const { g1_winner, g2_winner, games, choice, repeat } = row;
  return {
    model_1: row.model_1,
    model_2: row.model_2,
    judge: row.judge[0],
    question: questionKey(row),
    turn: row.turn,
    choice: choice ?? 0,
    repeat: repeat ?? 0,
    winners: [winnerNames.indexOf(g1_winner), games === 1 ? -1 : winnerNames.indexOf(g2_winner)],
    flags,
  };
}

/** Undefined for a vote on no known question. */
export function lineOfVote({ judge, model_a, model_b, question_id, turn, winner }: LiveVote['row']) {
  if (question_id === undefined) return undefined;
  const line: GameLine = {
    ...{ model_1: model_a, model_2: model_b, judge: judge ?? null, question: questionKey({ question_id }) },
    ...{ turn: turn ?? 0, choice: 0, repeat: 0, flags: 0 },
    winners: [winnerNames.indexOf(voteWinner(winner)), -1],
  };
  return line;
}

function isSuperseded(flags: number | undefined): boolean {
  return ((flags ?? 0) & flagBit('superseded')) !== 0;
}
