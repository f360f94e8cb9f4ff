/** Gathers what `show-results` shows: the rows, and what they are compared with. */

import { join } from 'node:path';
import { contentHash } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { lastAmong } from '../../store/judgments/last-rows.ts';
import { readSingles, type SingleFiles, type SingleRows, scoreAt } from '../../store/judgments/singles.ts';
import { askedIn } from '../asked.ts';
import type { LeaderboardInput } from '../leaderboard/build.ts';
import type { Score } from '../leaderboard/score.ts';
import { type ScoreTable, scoresIn } from '../leaderboard/score-table.ts';
import type { RowOptions } from '../settings.ts';
import { provenanceOf } from './provenance.ts';
import { type AnswersOnDisk, checkAnswers, type EachAnswer, noAnswers } from './rows/answers.ts';
import { loadPromptSets, questionsFor } from './rows/bench.ts';
import { onOneScale } from './rows/one-scale.ts';
import { type ShownRows, shownRows } from './rows/shown-rows.ts';
import { createStaleCheck, type HashedQuestions, hashedWhenAsked, type Staleness } from './rows/staleness.ts';
import { checkJudges, checkKnown, wantedRow } from './rows/wanted.ts';

export interface ResultsOptions extends RowOptions {
  judge?: string[];
  modelList?: string[];
  /** Where somebody has read the answers already. */
  eachAnswer?: EachAnswer;
  /** Where somebody has hashed the questions already; those that are not selected are not loaded then. */
  hashed?: HashedQuestions | undefined;
}

/** Rows of one set of judge prompts, on the selected questions. */
export interface Narrowed {
  shown: ShownRows;
}

/** The rows of the judgments files, or of the one file that was named: those that are shown. */
export async function readRows(
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<SingleFiles & Narrowed> {
  const { inputFile, dataDir, bench, judge, modelList } = options;
  const files = inputFile === undefined ? await listJudgmentFiles(dataDir, bench, 'single') : [inputFile];
  if (files.length === 0) {
    const folder = join(dataDir, 'judgments', bench);
    throw new UserError(
      `no single judgments in ${folder}: run gen-judgment --bench ${bench} first, or name a file with --input-file`,
    );
  }
  const read = await readSingles(files);
  if (read.length === 0) {
    throw new UserError(
      `no judgments in ${files.join(', ')}: run gen-judgment --bench ${bench}, or name another file with --input-file`,
    );
  }
  checkJudges(judge, read.columns.judge.values);
  checkKnown('--model-list', modelList, read.columns.model.values);
  return narrow(read, options, benchGiven);
}

/** The rows by the judges and of the models that are wanted, of the chosen set, on the selected questions. */
export async function narrow<Rows extends SingleRows>(
  rows: Rows,
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<Rows & Narrowed> {
  const { columns } = rows;
  const wanted = rows.last.filter(wantedRow(rows, options));
  const shown = await shownRows({ columns, rows: wanted }, options, benchGiven);
  const last = wanted.filter(shown.isShown);
  if (wanted.length > 0 && last.length === 0 && !options.anySet) {
    throw new UserError('no judgments are left: loosen --category, --filter, --question-id or --first-n');
  }
  const { model, question, turn, choice, repeat, judge } = columns;
  const parts = [model, question, turn, choice, repeat, judge];
  return { ...rows, shown, last: shown.joins ? lastAmong(last, parts).last : last };
}

/** The rows that can be averaged with one another, as scores that say what has changed since on disk. */
export async function scoresOnDisk(
  read: SingleRows & Narrowed,
  options: ResultsOptions,
  benchGiven: boolean,
) {
  const { rows, ...scales } = onOneScale(read);
  const { shown } = read;
  const isNeeded = shown.questions === undefined && options.hashed === undefined;
  const questions = isNeeded ? await questionsFor(keysOf(rows), options, benchGiven) : shown.questions;
  const hashed = options.hashed ?? (questions && hashedWhenAsked(questions));
  const { stalenessAt, choicesOf } = hashed ? await compare(rows, hashed, options) : noAnswers;
  const demo = rows.last.some((row) => rows.columns.demo.at(row) === true);
  return { rows, scales, questions, choicesOf, scores: scoresOf(rows, stalenessAt), demo };
}

/** The leaderboard's input. `benchGiven` tells whether the user has named the bench. */
export async function toLeaderboardInput(
  read: SingleRows & Narrowed,
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<LeaderboardInput> {
  const found = await scoresOnDisk(read, options, benchGiven);
  const { rows, scales, questions, choicesOf, scores, demo } = found;
  const { shown } = read;
  const { columns, last } = rows;
  const bench = questions || benchGiven ? options.bench : 'unknown';
  const asked = askedIn(columns, last);
  return {
    bench,
    scores,
    duplicates: rows.duplicates,
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    groupOf: new Map(questions?.flatMap(namedGroup)),
    ...(questions
      ? { expectedOf: expected(scores, questions, choicesOf), questionHash: hashesOf(questions) }
      : {}),
    demo,
    promptSet: shown.promptSet,
    asked,
    sample: shown.sample,
    provenance: await provenanceOf(
      { stamps: stampsOf(columns, last), models: scores.models, questions: questions?.length },
      { bench, prompt_set: shown.promptSet, judges: asked },
      options,
    ),
    ...scales,
  };
}

function namedGroup(question: Question): [string, string][] {
  return typeof question.group === 'string' ? [[questionKey(question), question.group]] : [];
}

/** Made when the first one is asked for: most results do without. */
function hashesOf(questions: readonly Question[]): (question: string) => string | undefined {
  let byKey: Map<string, Question> | undefined;
  return (key) => {
    byKey ??= new Map(questions.map((question) => [questionKey(question), question]));
    const question = byKey.get(key);
    if (!question) return undefined;
    const { turns, reference, target, check } = question;
    return contentHash([turns, reference, target, check]);
  };
}

/** The rows as scores, made when they are asked for. */
export function scoresOf(
  { columns, last }: SingleRows,
  stalenessAt: (place: number) => Staleness | undefined = () => undefined,
): ScoreTable {
  const { model, judge, question, turn, choice, repeat, unparsed, extracted } = columns;
  const at = (place: number): Score => {
    const row = last[place] ?? -1;
    const staleness = stalenessAt(place);
    const made: Score = {
      model: model.at(row),
      judge: judge.at(row),
      question: question.at(row),
      turn: turn.at(row),
      choice: choice.at(row),
      repeat: repeat.at(row),
      score: scoreAt(columns, row),
      stale: staleness !== undefined,
    };
    if (staleness === 'gone') made.gone = true;
    if (made.score !== undefined && unparsed.at(row)) made.noAnswer = true;
    const text = extracted.at(row);
    if (text !== undefined) made.extracted = text;
    return made;
  };
  return scoresIn({ length: last.length, at });
}

/** When each row was judged. */
export function* stampsOf(
  { tstamp }: { tstamp: { at: (row: number) => number } },
  rows: Iterable<number>,
): Generator<number> {
  for (const row of rows) yield tstamp.at(row);
}

/** The questions of the rows. */
export function* keysOf({
  columns: { question },
  last,
}: Pick<SingleRows, 'columns' | 'last'>): Generator<string> {
  for (const row of last) yield question.at(row);
}

/** The rows compared with what is on disk. */
async function compare(
  { columns, last }: SingleRows,
  questions: HashedQuestions,
  options: ResultsOptions,
): Promise<AnswersOnDisk> {
  const promptSets = await loadPromptSets(columns, last, options.dataDir);
  const sides = [{ model: columns.model, hash: columns.answer_hash }];
  return checkAnswers(
    { columns, sides, rows: last },
    createStaleCheck(columns, { questions, promptSets }),
    options,
  );
}

/** How many judgments of a model a judge should have made: turns × choices × repeats. */
function expected(
  scores: Iterable<Score>,
  questions: readonly Question[],
  choicesOf: AnswersOnDisk['choicesOf'],
): (model: string, judge: string) => number {
  const repeats = new Map<string, number>();
  for (const { judge, repeat } of scores) repeats.set(judge, Math.max(repeats.get(judge) ?? 0, repeat + 1));
  return (model, judge) => {
    const matches = questions.reduce(
      (sum, question) => sum + question.turns.length * choicesOf(model, questionKey(question)),
      0,
    );
    return matches * (repeats.get(judge) ?? 0);
  };
}
