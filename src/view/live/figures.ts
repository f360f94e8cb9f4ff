/** What the viewer shows: the figures of `show-results` and a report's lists, made of the rows that were read so far. */

import { type Question, questionKey } from '../../records/question.ts';
import { scaleOf } from '../../results/charts/scale.ts';
import { buildPairBoard } from '../../results/pairwise/board.ts';
import { pairNotesOf } from '../../results/pairwise/notes.ts';
import { pairJson } from '../../results/pairwise/output.ts';
import { type NarrowedPairs, narrowPairs, toPairBoardInput } from '../../results/read/pairwise/pairwise.ts';
import { spanOf } from '../../results/read/provenance.ts';
import { gameFlags } from '../../results/read/report/lines.ts';
import { gameLines, notesOn } from '../../results/read/report/parts.ts';
import type { TextPlaces } from '../../results/read/report/texts.ts';
import { questionsFor } from '../../results/read/rows/bench.ts';
import { keysOf, type Narrowed, narrow } from '../../results/read/single.ts';
import { overviewOf, type PairPart } from '../../results/report/overview.ts';
import type { Overview } from '../../results/report/shape.ts';
import type { ReportOptions } from '../../results/settings.ts';
import { listAnswerFiles } from '../../store/answers/answers.ts';
import { modelsWithAnswers } from '../../store/answers/models.ts';
import { answersFile, packageVersion, questionsFile } from '../../store/bench/paths.ts';
import { signature } from '../../store/files/signature.ts';
import type { ExistingVotes } from '../arena/next-pair.ts';
import { type Asked, eachKept, type FileAnswers } from './answers.ts';
import { existingVotesOf } from './existing-votes.ts';
import type { FiguresOptions } from './options.ts';
import type { Snapshot } from './records.ts';
import { scoreLines, singleBoard } from './single-board.ts';

export interface LiveFigures {
  overview: Overview;
  questions: ReadonlyMap<string, Question>;
  /** Where the answers to a question stand, in the order of the models. */
  answersTo: (question: string) => TextPlaces['answers'];
  /** By the places of the snapshot's rows; 0 for a row that is in order. */
  flags: { scores: Uint16Array; games: Uint8Array };
  /** By the same places: whether a row is of the set of judge prompts that is shown. */
  isShown: { scores: (row: number) => boolean; games: (row: number) => boolean };
  existing: ExistingVotes;
}

/** The figures of what was read so far; at rest they are those of `show-results`. */
export async function liveFigures(given: Snapshot, told: FiguresOptions): Promise<LiveFigures> {
  const snapshot = await shownIn(given, told);
  const { questions, asked } = await askedIn(snapshot, told);
  const options = { ...told, eachAnswer: eachKept(told.answers, asked) };
  const board = await singleBoard(snapshot.singles, options);
  const pairs = await pairPart(snapshot, options);
  const boards = [...(board?.json.models ?? []), ...(pairs?.part.json.models ?? [])];
  const models = [...new Set([...boards.map(({ model }) => model), ...(await silentModels(options))])];
  const answers = questions && told.whole ? await answersOf(models, asked, options) : new Map();
  told.tidy();
  const unknown = { last: new Uint32Array(0), results: [] };
  const flags = {
    scores: board?.flags ?? new Uint16Array(0),
    games: pairs?.flags ?? gameFlags(snapshot.pairs, unknown),
  };
  const listed = { flags: flags.scores, answers, scale: scaleOf(board?.json ?? {}) };
  // Walked over more than once.
  const lines = { [Symbol.iterator]: () => scoreLines(snapshot.singles, listed) };
  const overview = overviewOf({
    bench: board?.json.bench ?? pairs?.part.json.bench ?? options.bench,
    version: packageVersion(),
    judged: spanOf(stampsIn(snapshot)),
    questions,
    single: board && { json: board.json, notes: board.notes, lines },
    pairs: pairs?.part,
  });
  // Models that have answers and that nobody has judged yet stand behind the others.
  overview.models = models;
  return {
    overview,
    questions: asked.questions,
    flags,
    isShown: { scores: snapshot.singles.shown.isShown, games: snapshot.pairs.shown.isShown },
    answersTo: (question) => placesOf(question, answers),
    existing: pairs?.existing ?? { met: [], cast: [] },
  };
}

/** A snapshot without what is not shown of it. */
interface ShownSnapshot extends Snapshot {
  singles: Snapshot['singles'] & Narrowed;
  pairs: NarrowedPairs;
}

/** What is shown of a snapshot: the judgments by one set of judge prompts. */
async function shownIn(snapshot: Snapshot, options: FiguresOptions): Promise<ShownSnapshot> {
  const any = { ...options, anySet: true } as const;
  return {
    ...snapshot,
    singles: await narrow(snapshot.singles, any, options.benchGiven),
    pairs: await narrowPairs(snapshot.pairs, any, options.benchGiven),
  };
}

/** The questions of the bench where they are available, and what answers are looked at with. */
async function askedIn({ singles, pairs }: ShownSnapshot, options: FiguresOptions) {
  const { dataDir, bench, benchGiven } = options;
  const isEmpty = singles.length + pairs.rows.length === 0;
  const keys = function* () {
    yield* keysOf(singles);
    for (const row of pairs.rows) yield pairs.pairs.columns.question.at(row);
  };
  const questions = singles.shown.questions ?? (await questionsFor(keys(), options, benchGiven || isEmpty));
  const asked: Asked = {
    of: questions ? await signature(await questionsFile(dataDir, bench)) : '',
    questions: new Map(questions?.map((question) => [questionKey(question), question])),
  };
  return { questions, asked };
}

async function pairPart(
  snapshot: ShownSnapshot,
  options: FiguresOptions,
): Promise<{ part: PairPart; existing: ExistingVotes; flags: Uint8Array } | undefined> {
  const { pairs } = snapshot;
  const { withdrawn } = pairs.pairs.columns;
  const some = pairs.rows.some((row) => !pairs.superseded.has(row) && !withdrawn.at(row));
  // They need all rows to be rated.
  if (!options.whole || !(some || pairs.voteRows.length > 0)) return undefined;
  const { last, ...input } = await toPairBoardInput(pairs, options, options.benchGiven);
  const results = [...input.results];
  options.tidy();
  const board = buildPairBoard({
    ...input,
    results,
    kinds: ['turn', 'category'],
    rating: { seed: 1, anchor: undefined },
  });
  const flags = gameFlags(pairs, { last, results });
  const lines = gameLines(pairs, flags);
  return {
    part: { json: pairJson(board), notes: [...pairNotesOf(board), ...notesOn(pairs)], lines, results },
    existing: existingVotesOf(snapshot, { results, last }),
    flags,
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

function* stampsIn({ singles, pairs }: Snapshot): Generator<number> {
  for (let row = 0; row < singles.length; row += 1) yield singles.columns.tstamp.at(row);
  for (const row of pairs.rows) yield pairs.pairs.columns.tstamp.at(row);
}
