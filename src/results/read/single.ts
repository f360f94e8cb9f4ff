/** Gathers what `show-results` shows: the rows, and what they are compared with. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { type Question, type QuestionId, questionKey } from '../../records/question.ts';
import { defaultScale, isSameScale } from '../../records/scale.ts';
import { loadIfChanged } from '../../store/bench/judge-prompts.ts';
import { questionsFile } from '../../store/bench/paths.ts';
import { loadQuestions } from '../../store/bench/questions.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import type { KeptRow } from '../../store/judgments/rating-rows.ts';
import { type RatingFiles, readRatings, scoreOf } from '../../store/judgments/ratings.ts';
import type { Rows } from '../../store/tables/rows.ts';
import type { LeaderboardInput } from '../leaderboard/build.ts';
import type { Rating } from '../leaderboard/rating.ts';
import { inColumns, type RatingColumns } from '../leaderboard/rating-columns.ts';
import { chooseScale } from '../leaderboard/scales.ts';
import { type AnswersOnDisk, checkAnswers, type EachAnswer, noAnswers } from './answers.ts';
import { createStaleCheck, type Staleness, weightier } from './staleness.ts';

export interface ResultsOptions {
  bench: string;
  dataDir: string;
  inputFile?: string;
  judge?: string[];
  modelList?: string[];
  /** FastChat's figures are made of every row. */
  compat?: string;
  /** Where somebody has read the answers already. */
  eachAnswer?: EachAnswer;
}

/** The rows of the judgments files, or of the one file that was named, filtered by judge and model. */
export async function readRows(options: ResultsOptions): Promise<RatingFiles> {
  const { inputFile, dataDir, bench } = options;
  const files = inputFile === undefined ? await listJudgmentFiles(dataDir, bench, 'single') : [inputFile];
  if (files.length === 0) {
    const folder = join(dataDir, 'judgments', bench);
    throw new UserError(
      `no single judgments in ${folder}: run gen-judgment --bench ${bench} first, or name a file with --input-file`,
    );
  }
  const read = await readRatings(files, { every: options.compat !== undefined });
  if (read.rows.length === 0) {
    throw new UserError(
      `no judgments in ${files.join(', ')}: run gen-judgment --bench ${bench}, or name another file with --input-file`,
    );
  }
  checkKnown('--judge', options.judge, read.judges);
  checkKnown('--model-list', options.modelList, read.models);
  if (!options.judge && !options.modelList) return read;
  const wanted = (row: { model: string; judge: string }) =>
    (options.judge?.includes(row.judge) ?? true) && (options.modelList?.includes(row.model) ?? true);
  return {
    ...read,
    rows: read.rows.filter(({ model, judge }) => wanted({ model, judge: judge[0] })),
    all: read.all.filter(wanted),
  };
}

/** The leaderboard's input. `benchGiven` tells whether the user has named the bench. */
export async function toLeaderboardInput(
  read: RatingFiles,
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<LeaderboardInput> {
  const { files, ...scales } = onOneScale(read);
  const questions = await questionsFor(files.rows, options, benchGiven);
  const { ratings, demo, choicesOf } = await toRatings(files, questions, options);
  return {
    bench: questions || benchGiven ? options.bench : 'unknown',
    ratings,
    duplicates: files.duplicates,
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    ...(questions ? { expectedOf: expected(ratings, questions, choicesOf) } : {}),
    demo,
    ...scales,
  };
}

/** The rows that can be averaged with one another. */
function onOneScale(files: RatingFiles): { files: RatingFiles } & Pick<LeaderboardInput, 'scale' | 'others'> {
  const [scale = defaultScale, ...more] = files.scales;
  if (more.length === 0) return { files, scale, others: [] };
  const chosen = chooseScale(files.rows);
  const rows = files.rows.filter((row) => isSameScale(row.scale ?? defaultScale, chosen.scale));
  return { files: { ...files, rows }, ...chosen };
}

/** The ratings, each compared with what is on disk; without questions none can be. */
async function toRatings(
  { rows, models }: Pick<RatingFiles, 'rows' | 'models'>,
  questions: readonly Question[] | undefined,
  options: ResultsOptions,
): Promise<{ ratings: RatingColumns; demo: boolean } & AnswersOnDisk> {
  if (!questions) return { ...ratingsOf(rows, () => undefined), ...noAnswers };
  const check = createStaleCheck({ questions, promptSets: await loadPromptSets(rows, options.dataDir) });
  const sidesOf = ({ model, answerHash }: KeptRow) => [{ model, hash: answerHash }];
  const answers = await checkAnswers(rows, { ...options, models, sidesOf });
  return {
    ...ratingsOf(rows, (row, place) => weightier(check(row), answers.stalenessAt(place))),
    ...answers,
  };
}

/** In one walk: each row is made when it is looked at. */
function ratingsOf(rows: Rows<KeptRow>, stalenessOf: (row: KeptRow, place: number) => Staleness | undefined) {
  let demo = false;
  const walk = function* (): Generator<Rating> {
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows.at(place);
      demo ||= row.demo === true;
      yield toRating(row, stalenessOf(row, place));
    }
  };
  const ratings = inColumns(walk());
  return { ratings, demo };
}

/**
 * The questions of the bench. A named file goes without them when none of its rows is about one, and so do judgments
 * of a bench whose questions are not at hand.
 */
export async function questionsFor(
  rows: { some: (is: (row: { question_id: QuestionId }) => boolean) => boolean },
  { bench, dataDir, inputFile }: ResultsOptions,
  benchGiven: boolean,
): Promise<Question[] | undefined> {
  const hasJudgments = inputFile === undefined && existsSync(join(dataDir, 'judgments', bench));
  const optional = hasJudgments || !benchGiven;
  const file = await questionsFile(dataDir, bench).catch((error: unknown) => {
    if (optional && error instanceof UserError) return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  const questions = await loadQuestions(file);
  const known = new Set(questions.map(questionKey));
  const fits = rows.some((row) => known.has(questionKey(row)));
  return fits || (benchGiven && inputFile === undefined) ? questions : undefined;
}

/** How many judgments of a model a judge should have made: turns × choices × repeats. */
function expected(
  ratings: Iterable<Rating>,
  questions: readonly Question[],
  choicesOf: AnswersOnDisk['choicesOf'],
): (model: string, judge: string) => number {
  const repeats = new Map<string, number>();
  for (const { judge, repeat } of ratings) repeats.set(judge, Math.max(repeats.get(judge) ?? 0, repeat + 1));
  return (model, judge) => {
    const matches = questions.reduce(
      (sum, question) => sum + question.turns.length * choicesOf(model, questionKey(question)),
      0,
    );
    return matches * (repeats.get(judge) ?? 0);
  };
}

/** The prompt sets that have changed since rows were judged with them; an unchanged set needs no comparing. */
export async function loadPromptSets(
  rows: Iterable<{ prompt_set?: string | undefined; prompt_set_hash?: string | undefined }>,
  dataDir: string,
): Promise<Map<string, JudgePromptSet>> {
  const used = new Map<string, Set<string | undefined>>();
  let last: { prompt_set?: string | undefined; prompt_set_hash?: string | undefined } = {};
  for (const row of rows) {
    const { prompt_set, prompt_set_hash } = row;
    if (prompt_set === undefined) continue;
    if (prompt_set === last.prompt_set && prompt_set_hash === last.prompt_set_hash) continue;
    const hashes = used.get(prompt_set) ?? new Set();
    used.set(prompt_set, hashes.add(prompt_set_hash));
    last = row;
  }
  const sets = new Map<string, JudgePromptSet>();
  for (const [name, hashes] of used) {
    for (const hash of hashes) {
      const changed = sets.has(name) ? undefined : await loadIfChanged(dataDir, name, hash);
      if (changed) sets.set(name, changed);
    }
  }
  return sets;
}

function toRating(row: KeptRow, staleness: Staleness | undefined): Rating {
  const { model, judge, turn, choice = 0, repeat = 0 } = row;
  const rating: Rating = {
    model,
    judge: judge[0],
    question: questionKey(row),
    turn,
    choice,
    repeat,
    score: scoreOf(row),
    stale: staleness !== undefined,
  };
  if (staleness === 'gone') rating.gone = true;
  if (rating.score !== undefined && row.unparsed !== undefined) rating.noAnswer = true;
  return rating;
}

/** A UserError for a judge or model of the command line that no row is about. */
export function checkKnown(
  flag: string,
  wanted: readonly string[] | undefined,
  present: readonly string[],
): void {
  const known = new Set(present);
  const missing = wanted?.find((value) => !known.has(value));
  if (missing === undefined) return;
  throw new UserError(
    `no judgments for "${missing}" (${flag}): there are ${[...known].slice(0, 20).join(', ')}`,
  );
}
