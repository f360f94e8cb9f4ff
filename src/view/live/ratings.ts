/** Ratings as they were read, in the shapes that boards and a report's lists are made of. */

import { questionKey } from '../../records/question.ts';
import { defaultScale, distinctScales, isSameScale, type Scale } from '../../records/scale.ts';
import {
  buildLeaderboard,
  type Leaderboard,
  type LeaderboardInput,
} from '../../results/leaderboard/build.ts';
import type { Rating } from '../../results/leaderboard/rating.ts';
import { inColumns } from '../../results/leaderboard/rating-columns.ts';
import { chooseScale } from '../../results/leaderboard/scales.ts';
import type { EachAnswer } from '../../results/read/answers.ts';
import { adjust, gatherFindings } from '../../results/read/findings.ts';
import { questionsFor, toLeaderboardInput } from '../../results/read/single.ts';
import { boardJson } from '../../results/render/json.ts';
import { shownNotes } from '../../results/render/page.ts';
import type { RatingLine } from '../../results/report/columns.ts';
import { flagBit } from '../../results/report/flags.ts';
import type { SinglePart } from '../../results/report/overview.ts';
import { scoreOf } from '../../store/judgments/ratings.ts';
import { type Rows, rowsOf } from '../../store/tables/rows.ts';
import type { FileAnswers } from './answers.ts';
import type { FiguresOptions } from './options.ts';
import type { LiveRating } from './row-columns.ts';
import { type LiveRows, lastRows } from './rows.ts';

type Ratings = LiveRows<LiveRating>;
type Options = FiguresOptions & { eachAnswer: EachAnswer };

/** Beyond as many rows the signs of a judge's health would take longer than anybody waits: `--health` has them. */
const mostExamined = 40_000;

/** The leaderboard of the rows; their bits are added to `flags`, by their places. Undefined where there are none. */
export async function singleBoard(
  ratings: Ratings,
  flags: Uint8Array,
  options: Options,
): Promise<Omit<SinglePart, 'lines'> | undefined> {
  if (ratings.length === 0) return undefined;
  const add = (place: number, bit: number) => {
    flags[place] = (flags[place] ?? 0) | bit;
  };
  const { last, duplicates } = countReplaced(ratings, add);
  const rows = rowsOf(last.length, (index) => ratings.at(last[index] ?? -1));
  const given = await inputOf(rows, duplicates, options);
  // The ratings are those of the last rows, in their order, but for rows on another scale.
  const shown = given.others?.length
    ? last.filter((place) => isOn(given.scale ?? defaultScale, ratings.at(place)))
    : last;
  let index = 0;
  for (const { stale } of given.ratings) {
    if (stale) add(shown[index] ?? 0, flagBit('stale'));
    index += 1;
  }
  options.tidy();
  const board = buildLeaderboard(given);
  options.tidy();
  const examined = options.whole && rows.length <= mostExamined;
  const showing = { by: 'judge', ...(examined ? await findingsIn(board, given, options) : {}) } as const;
  return { json: boardJson(board, showing), notes: shownNotes(board, showing) };
}

interface Listed {
  flags: Uint8Array;
  answers: ReadonlyMap<string, FileAnswers>;
  /** Of the board: rows on another one are not listed. */
  scale: Scale;
}

/** What is listed: every row of the board's scale with its bits and those of its answer. */
export function ratingLines(ratings: Ratings, { flags, answers, scale }: Listed): Iterable<RatingLine> {
  const walk = function* (): Generator<RatingLine> {
    for (let place = 0; place < ratings.length; place += 1) {
      const row = ratings.at(place);
      if (!isOn(scale, row)) continue;
      const line = lineOf(row, flags[place] ?? 0);
      line.flags |= answers.get(line.model)?.flagsOf(line.question, line.choice, line.turn) ?? 0;
      yield line;
    }
  };
  return { [Symbol.iterator]: walk };
}

function isOn(scale: Scale, row: Pick<LiveRating, 'scale'>): boolean {
  return isSameScale(row.scale ?? defaultScale, scale);
}

export function lineOf(row: LiveRating, flags: number): RatingLine {
  return {
    model: row.model,
    judge: row.judge[0],
    question: questionKey(row),
    turn: row.turn,
    choice: row.choice ?? 0,
    repeat: row.repeat ?? 0,
    score: scoreOf(row) ?? -1,
    flags,
  };
}

/** Where the last row of each key stands, in the order of the keys; earlier ones are flagged and counted by model. */
function countReplaced(ratings: Ratings, add: (place: number, bit: number) => void) {
  const duplicates = new Map<string, number>();
  const last = lastRows(ratings, (place) => {
    const { model } = ratings.at(place);
    add(place, flagBit('superseded'));
    duplicates.set(model, (duplicates.get(model) ?? 0) + 1);
  });
  let place = 0;
  for (const row of ratings) {
    if (scoreOf(row) === undefined) add(place, flagBit('unparsed'));
    place += 1;
  }
  return { last, duplicates };
}

function inputOf(
  rows: Rows<LiveRating>,
  duplicates: Map<string, number>,
  options: Options,
): Promise<LeaderboardInput> {
  if (!options.whole) return unchecked(rows, duplicates, options);
  const models = new Set<string>();
  const judges = new Set<string>();
  const scales = new Set<Scale | undefined>();
  for (const { model, judge, scale } of rows) {
    models.add(model);
    judges.add(judge[0]);
    scales.add(scale);
  }
  const all = rowsOf(0, () => {
    throw new RangeError('nothing here needs the rows that were replaced');
  });
  const found = {
    models: [...models],
    judges: [...judges],
    scales: distinctScales([...scales].map((scale) => ({ scale }))),
  };
  const files = { rows, all, duplicates, torn: [], ...found };
  return toLeaderboardInput(files, options, options.benchGiven);
}

async function findingsIn(board: Leaderboard, given: LeaderboardInput, options: Options) {
  const { input, leftOut } = adjust(given, options);
  return {
    findings: await gatherFindings({ board, input, leftOut }, { ...options, by: 'judge', health: true }),
  };
}

/** What the rows alone can tell. */
async function unchecked(
  rows: Rows<LiveRating>,
  duplicates: Map<string, number>,
  options: Options,
): Promise<LeaderboardInput> {
  const questions = await questionsFor(rows, options, options.benchGiven);
  const { scale, others } = chooseScale(rows);
  const walk = function* (): Generator<Rating> {
    for (const row of rows) {
      if (!isOn(scale, row)) continue;
      const { model, question, judge, turn, choice, repeat } = lineOf(row, 0);
      yield { model, judge, question, turn, choice, repeat, score: scoreOf(row), stale: false };
    }
  };
  return {
    bench: options.bench,
    ratings: inColumns(walk()),
    duplicates,
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    demo: rows.some(({ demo }) => demo === true),
    scale,
    others,
  };
}
