/** What the viewer shows: the figures of `show-results` and a report's lists, made of the rows that were read so far. */

import { singleJudgmentKey } from '../records/judgment.ts';
import { pairJudgmentKey } from '../records/pair-judgment.ts';
import { type Question, questionKey } from '../records/question.ts';
import { boardJson } from '../results/json.ts';
import { buildLeaderboard, type Leaderboard, type LeaderboardInput } from '../results/leaderboard.ts';
import { buildPairBoard } from '../results/pair-board.ts';
import { pairNotesOf } from '../results/pair-notes.ts';
import { pairJson } from '../results/pair-output.ts';
import { inColumns } from '../results/rating-columns.ts';
import type { RatingLine } from '../results/report/columns.ts';
import { flagBit } from '../results/report/flags.ts';
import { overviewOf, type PairPart, type SinglePart } from '../results/report/overview.ts';
import type { Overview } from '../results/report/shape.ts';
import { shownNotes } from '../results/showing.ts';
import { modelsWithAnswers } from '../store/answer-models.ts';
import { listAnswerFiles } from '../store/answers.ts';
import { packageVersion } from '../store/paths.ts';
import type { KeptRow } from '../store/rating-rows.ts';
import { type RatingFiles, scoreOf } from '../store/ratings.ts';
import { rowsOf } from '../store/rows.ts';
import type { LiveRating, Snapshot } from '../view/live-records.ts';
import { toPairBoardInput } from './pairwise-input.ts';
import { markAnswers, spanOf } from './report-input.ts';
import type { PlacedAnswer, placeAnswers } from './report-lines.ts';
import type { ReportOptions } from './report-options.ts';
import { questionsFor, toLeaderboardInput } from './results-input.ts';
import { adjust, gatherFindings } from './single-findings.ts';
import { type GameEntry, gameEntries } from './view-games.ts';

export interface LiveFigures {
  overview: Overview;
  questions: ReadonlyMap<string, Question>;
  answers: readonly PlacedAnswer[];
  /** By the places of the snapshot's rows; 0 for a row that is in order. */
  flags: Uint8Array;
  games: readonly GameEntry[];
  /** What ratings are made of. */
  results: PairPart['results'];
}

export interface FiguresOptions extends ReportOptions {
  benchGiven: boolean;
  /** False while the files are still being read: nothing is compared with what else is on disk then. */
  whole: boolean;
  /** Called between steps that leave much behind. */
  tidy: () => void;
  /** Where the models' answers stand. */
  placeAnswers: typeof placeAnswers;
}

/** Beyond as many rows the signs of a judge's health would take longer than anybody waits: `--health` has them. */
const mostExamined = 40_000;

/** The figures of what was read so far; at rest they are those of `show-results`. */
export async function liveFigures(snapshot: Snapshot, options: FiguresOptions): Promise<LiveFigures> {
  const { benchGiven, whole } = options;
  const flags = new Uint8Array(snapshot.ratings.length);
  const single = await singlePart(snapshot.ratings, flags, options);
  const games = gameEntries(snapshot);
  const pairs = await pairPart(games, options);
  const rows = [...snapshot.ratings, ...snapshot.games].map(({ row }) => row);
  const questions = await questionsFor(rows, options, benchGiven || rows.length === 0);
  const overview = overviewOf({
    bench: single?.json.bench ?? pairs?.json.bench ?? options.bench,
    version: packageVersion(),
    judged: spanOf(rows.map(({ tstamp }) => tstamp)),
    ...{ questions, single, pairs },
  });
  await addSilentModels(overview, options);
  const asked = new Map(questions?.map((question) => [questionKey(question), question]));
  options.tidy();
  const answers = questions && whole ? await options.placeAnswers(overview.models, asked, options) : [];
  markAnswers(overview, answers);
  return { overview, questions: asked, answers, flags, games, results: pairs?.results ?? [] };
}

async function singlePart(
  ratings: readonly LiveRating[],
  flags: Uint8Array,
  options: FiguresOptions,
): Promise<SinglePart | undefined> {
  if (ratings.length === 0) return undefined;
  const { last, duplicates } = lastOf(ratings, flags);
  const rows = last.map((place) => rowAt(ratings, place));
  const given = options.whole
    ? await toLeaderboardInput(asFiles(rows, duplicates), options, options.benchGiven)
    : await unchecked(rows, duplicates, options);
  const places = last.values();
  for (const { stale } of given.ratings) {
    const place = places.next().value ?? -1;
    if (stale) flags[place] = (flags[place] ?? 0) | flagBit('stale');
  }
  options.tidy();
  const board = buildLeaderboard(given);
  options.tidy();
  const showing = { by: 'judge', ...(await findingsIn(board, given, options)) } as const;
  const lines = ratings.map((rating, place) => toLine(rating, flags[place] ?? 0));
  return { json: boardJson(board, showing), notes: shownNotes(board, showing), lines };
}

/** The rows as those that read files give them. */
function asFiles(rows: readonly LiveRating['row'][], duplicates: Map<string, number>): RatingFiles {
  const kept = rowsOf<KeptRow>(rows.length, (place) => {
    const row = rows[place];
    if (!row) throw new RangeError('there is no such row');
    return { ...row, answerHash: () => row.answer_hash };
  });
  return {
    rows: kept,
    all: rowsOf(0, () => {
      throw new RangeError('nothing here needs the rows that were replaced');
    }),
    ...{ duplicates, torn: [] },
    models: [...new Set(rows.map(({ model }) => model))],
    judges: [...new Set(rows.map(({ judge }) => judge[0]))],
  };
}

async function findingsIn(board: Leaderboard, given: LeaderboardInput, options: FiguresOptions) {
  if (!options.whole || inColumns(given.ratings).length > mostExamined) return {};
  const { input, leftOut } = adjust(given, options);
  return {
    findings: await gatherFindings({ board, input, leftOut }, { ...options, by: 'judge', health: true }),
  };
}

/** What the rows alone can tell. */
async function unchecked(
  rows: readonly LiveRating['row'][],
  duplicates: Map<string, number>,
  options: FiguresOptions,
): Promise<LeaderboardInput> {
  const questions = await questionsFor(rows, options, options.benchGiven);
  return {
    bench: options.bench,
    ratings: rows.map((row) => ({
      ...{ model: row.model, judge: row.judge[0], question: questionKey(row), turn: row.turn },
      ...{ choice: row.choice ?? 0, repeat: row.repeat ?? 0, score: scoreOf(row), stale: false },
    })),
    duplicates,
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    demo: rows.some(({ demo }) => demo === true),
  };
}

function rowAt(ratings: readonly LiveRating[], place: number): LiveRating['row'] {
  const rating = ratings[place];
  if (!rating) throw new RangeError('there is no such row');
  return rating.row;
}

/** Where the last row of each key stands, in the order of the keys; earlier ones are flagged and counted by model. */
function lastOf(ratings: readonly LiveRating[], flags: Uint8Array) {
  const places = new Map<string, number>();
  const duplicates = new Map<string, number>();
  for (const [place, { row }] of ratings.entries()) {
    const key = singleJudgmentKey(row);
    const earlier = places.get(key);
    if (earlier !== undefined) {
      flags[earlier] = (flags[earlier] ?? 0) | flagBit('superseded');
      duplicates.set(row.model, (duplicates.get(row.model) ?? 0) + 1);
    }
    places.set(key, place);
    if (scoreOf(row) === undefined) flags[place] = (flags[place] ?? 0) | flagBit('unparsed');
  }
  return { last: [...places.values()], duplicates };
}

function toLine({ row }: LiveRating, flags: number): RatingLine {
  const { model, judge, turn, choice = 0, repeat = 0 } = row;
  const score = scoreOf(row) ?? -1;
  return { model, judge: judge[0], question: questionKey(row), turn, choice, repeat, score, flags };
}

async function pairPart(games: readonly GameEntry[], options: FiguresOptions): Promise<PairPart | undefined> {
  // They need all rows to be rated.
  if (!options.whole) return undefined;
  const rows = games.flatMap(({ game }) => (game ? [game] : []));
  const votes = games.flatMap(({ vote }) => (vote ? [vote] : []));
  if (rows.every(({ withdrawn, superseded }) => withdrawn || superseded) && votes.length === 0)
    return undefined;
  const input = await toPairBoardInput({ rows, votes, torn: [] }, options, options.benchGiven);
  const board = buildPairBoard({
    ...input,
    kinds: ['turn', 'category'],
    rating: { seed: 1, anchor: undefined },
  });
  const stale = new Set(input.results.filter((each) => each.stale).map((each) => pairKey(each)));
  for (const { line, game } of games) {
    const counts = game && !game.superseded && stale.has(pairJudgmentKey(game));
    if (line && counts) line.flags |= flagBit('stale');
  }
  const lines = games.flatMap(({ line }) => (line ? [line] : []));
  return { json: pairJson(board), notes: pairNotesOf(board), lines, results: input.results };
}

type Result = PairPart['results'][number];

function pairKey({ question = '', judge = '', turn = 0, ...row }: Result): string {
  return pairJudgmentKey({ ...row, turn, question_id: question, judge: [judge, ''] });
}

/** Models that have answers and that nobody has judged yet stand behind the others. */
async function addSilentModels(overview: Overview, { dataDir, bench }: ReportOptions): Promise<void> {
  const known = new Set(overview.models);
  const files = await listAnswerFiles(dataDir, bench);
  for (const model of await modelsWithAnswers(files)) if (!known.has(model)) overview.models.push(model);
}
