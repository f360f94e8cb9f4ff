/** What the viewer shows: the figures of `show-results` and a report's lists, made of the rows that were read so far. */

import { type Question, questionKey } from '../../records/question.ts';
import { scaleOf } from '../../results/charts/scale.ts';
import { buildPairBoard } from '../../results/pairwise/board.ts';
import { pairNotesOf } from '../../results/pairwise/notes.ts';
import { pairJson } from '../../results/pairwise/output.ts';
import { toPairBoardInput } from '../../results/read/pairwise.ts';
import { spanOf } from '../../results/read/report.ts';
import type { ReportOptions } from '../../results/read/report-options.ts';
import type { TextPlaces } from '../../results/read/report-texts.ts';
import { questionsFor } from '../../results/read/single.ts';
import { flagBit } from '../../results/report/flags.ts';
import { overviewOf, type PairPart } from '../../results/report/overview.ts';
import type { Overview } from '../../results/report/shape.ts';
import { listAnswerFiles } from '../../store/answers/answers.ts';
import { modelsWithAnswers } from '../../store/answers/models.ts';
import { answersFile, packageVersion, questionsFile } from '../../store/bench/paths.ts';
import type { Standing } from '../arena/next-pair.ts';
import { type Asked, eachKept, type FileAnswers } from './answers.ts';
import { asPairFiles, gameFlags, gameLines, standingGames } from './games.ts';
import type { FiguresOptions } from './options.ts';
import { ratingLines, singleBoard } from './ratings.ts';
import type { Snapshot } from './records.ts';
import { standingOf } from './standing.ts';
import { signature } from './watch-inputs.ts';

export interface LiveFigures {
  overview: Overview;
  questions: ReadonlyMap<string, Question>;
  /** Where the answers to a question stand, in the order of the models. */
  answersTo: (question: string) => TextPlaces['answers'];
  /** By the places of the snapshot's rows; 0 for a row that is in order. */
  flags: { ratings: Uint8Array; games: Uint8Array };
  standing: Standing;
}

/** The figures of what was read so far; at rest they are those of `show-results`. */
export async function liveFigures(snapshot: Snapshot, given: FiguresOptions): Promise<LiveFigures> {
  const { questions, asked } = await askedIn(snapshot, given);
  const options = { ...given, eachAnswer: eachKept(given.answers, asked) };
  const flags = { ratings: new Uint8Array(snapshot.ratings.length), games: gameFlags(snapshot) };
  const board = await singleBoard(snapshot.ratings, flags.ratings, options);
  const pairs = await pairPart(snapshot, flags.games, options);
  const boards = [...(board?.json.models ?? []), ...(pairs?.part.json.models ?? [])];
  const models = [...new Set([...boards.map(({ model }) => model), ...(await silentModels(options))])];
  const answers = questions && given.whole ? await answersOf(models, asked, options) : new Map();
  given.tidy();
  const lines = ratingLines(snapshot.ratings, {
    flags: flags.ratings,
    answers,
    scale: scaleOf(board?.json ?? {}),
  });
  const overview = overviewOf({
    bench: board?.json.bench ?? pairs?.part.json.bench ?? options.bench,
    version: packageVersion(),
    judged: spanOf(stampsIn(snapshot)),
    ...{ questions, single: board && { ...board, lines }, pairs: pairs?.part },
  });
  // Models that have answers and that nobody has judged yet stand behind the others.
  overview.models = models;
  return {
    ...{ overview, questions: asked.questions, flags },
    answersTo: (question) => placesOf(question, answers),
    standing: pairs?.standing ?? { met: [], cast: [] },
  };
}

/** The questions of the bench where they are at hand, and what answers are looked at with. */
async function askedIn({ ratings, games }: Snapshot, options: FiguresOptions) {
  const { dataDir, bench, benchGiven } = options;
  const rows = {
    some: (is: (row: Pick<Question, 'question_id'>) => boolean) => ratings.some(is) || games.some(is),
  };
  const isEmpty = ratings.length + games.length === 0;
  const questions = await questionsFor(rows, options, benchGiven || isEmpty);
  const asked: Asked = {
    of: questions ? await signature(await questionsFile(dataDir, bench)) : '',
    questions: new Map(questions?.map((question) => [questionKey(question), question])),
  };
  return { questions, asked };
}

async function pairPart(
  snapshot: Snapshot,
  flags: Uint8Array,
  options: FiguresOptions,
): Promise<{ part: PairPart; standing: Standing } | undefined> {
  // They need all rows to be rated.
  if (!options.whole) return undefined;
  const standing = standingGames(snapshot, flags);
  if (standing.length + snapshot.votes.length === 0) return undefined;
  const input = await toPairBoardInput(asPairFiles(snapshot, flags), options, options.benchGiven);
  options.tidy();
  const board = buildPairBoard({
    ...input,
    kinds: ['turn', 'category'],
    rating: { seed: 1, anchor: undefined },
  });
  // The results are those of the games that stand, in their order, and then those of the votes.
  for (const [index, place] of standing.entries()) {
    if (input.results[index]?.stale) flags[place] = (flags[place] ?? 0) | flagBit('stale');
  }
  const { results } = input;
  const lines = gameLines(snapshot, flags);
  return {
    part: { json: pairJson(board), notes: pairNotesOf(board), lines, results },
    standing: standingOf(snapshot, { results, standing }),
  };
}

function silentModels({ dataDir, bench }: ReportOptions): Promise<string[]> {
  return listAnswerFiles(dataDir, bench).then(modelsWithAnswers);
}

/** The answers of each model that has any, in the order of the models. */
async function answersOf(models: readonly string[], asked: Asked, options: FiguresOptions) {
  const found = new Map<string, FileAnswers & { file: string }>();
  for (const model of models) {
    const file = answersFile(options.dataDir, options.bench, model);
    found.set(model, { file, ...(await options.answers.of(file, asked)) });
  }
  options.answers.tidy();
  return found;
}

function placesOf(
  question: string,
  answers: ReadonlyMap<string, FileAnswers & { file: string }>,
): TextPlaces['answers'] {
  return [...answers].flatMap(([model, { file, entries }]) => {
    const span = entries.get(question);
    return span ? [{ model, question, file, span }] : [];
  });
}

function* stampsIn({ ratings, games }: Snapshot): Generator<number> {
  for (const { tstamp } of ratings) yield tstamp;
  for (const { tstamp } of games) yield tstamp;
}
