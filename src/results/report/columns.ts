/** Rows of judgments as columns of numbers: what a page filters and counts by, in a fraction of the room. */

import { group } from '../leaderboard/score.ts';
import type { PairResult } from '../pairwise/result.ts';
import { isUsable, outcomeOf } from '../pairwise/result.ts';
import type { GameColumns, Meeting, ScoreColumns } from './shape.ts';

/** One row of a single judgments file, without its texts. */
export interface ScoreLine {
  model: string;
  judge: string;
  question: string;
  turn: number;
  choice: number;
  repeat: number;
  /** −1 where unparsed. */
  score: number;
  flags: number;
}

/** One pair judgment or vote, without its texts. */
export interface GameLine {
  model_1: string;
  model_2: string;
  judge: string | null;
  question: string;
  /** 0 where a vote is on a whole conversation. */
  turn: number;
  choice: number;
  repeat: number;
  /** Places in `winnerNames`; −1 for the second game of a vote. */
  winners: readonly [number, number];
  flags: number;
}

/** The names that the columns go by. */
export interface Names {
  models: readonly string[];
  judges: readonly string[];
  questions: readonly string[];
}

export function scoreColumns(lines: Iterable<ScoreLine>, names: Names): ScoreColumns {
  const place = placesIn(names);
  const columns: ScoreColumns = {
    model: [],
    question: [],
    judge: [],
    turn: [],
    choice: [],
    repeat: [],
    score: [],
    flags: [],
  };
  // In one walk: a line may be made anew each time.
  for (const { model, question, judge, turn, choice, repeat, score, flags } of lines) {
    columns.model.push(place.model(model));
    columns.question.push(place.question(question));
    columns.judge.push(place.judge(judge));
    columns.turn.push(turn);
    columns.choice.push(choice);
    columns.repeat.push(repeat);
    columns.score.push(score);
    columns.flags.push(flags);
  }
  return columns;
}

export function gameColumns(lines: Iterable<GameLine>, names: Names): GameColumns {
  const place = placesIn(names);
  const columns: GameColumns = {
    model_1: [],
    model_2: [],
    question: [],
    judge: [],
    turn: [],
    choice: [],
    repeat: [],
    first: [],
    second: [],
    flags: [],
  };
  for (const { model_1, model_2, question, judge, turn, choice, repeat, winners, flags } of lines) {
    columns.model_1.push(place.model(model_1));
    columns.model_2.push(place.model(model_2));
    columns.question.push(place.question(question));
    columns.judge.push(judge === null ? -1 : place.judge(judge));
    columns.turn.push(turn);
    columns.choice.push(choice);
    columns.repeat.push(repeat);
    columns.first.push(winners[0]);
    columns.second.push(winners[1]);
    columns.flags.push(flags);
  }
  return columns;
}

/** Who has met whom how often, and how that ended; stale matches and those with an error are left out, as on the board. */
export function meetingsIn(results: readonly PairResult[]): Meeting[] {
  const pairs = group(results.filter(isUsable), ({ model_1, model_2 }) =>
    JSON.stringify([model_1, model_2].sort()),
  );
  return [...pairs.values()].map((met) => {
    const [model = '', opponent = ''] = [met[0]?.model_1, met[0]?.model_2];
    const meeting: Meeting = { model, opponent, win: 0, loss: 0, tie: 0 };
    for (const result of met) {
      const outcome = outcomeOf(result);
      if (outcome === 'tie' || outcome === undefined) meeting.tie += 1;
      else meeting[result[outcome] === model ? 'win' : 'loss'] += 1;
    }
    return meeting;
  });
}

function placesIn({ models, judges, questions }: Names) {
  return { model: placeIn(models), judge: placeIn(judges), question: placeIn(questions) };
}

function placeIn(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, index) => [name, index]));
  return (name) => places.get(name) ?? -1;
}
