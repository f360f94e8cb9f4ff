/** Gathers what `show-results` shows: the rows, and what they are compared with. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import { type Question, type QuestionId, questionKey } from '../records/question.ts';
import type { LeaderboardInput } from '../results/leaderboard.ts';
import type { Rating } from '../results/rating.ts';
import { createStaleCheck, type Staleness } from '../stages/staleness.ts';
import { type AnswerSummary, indexAnswers } from '../store/answers.ts';
import { loadIfChanged } from '../store/judge-prompts.ts';
import { listJudgmentFiles } from '../store/judgments.ts';
import { answersFile, questionsFile } from '../store/paths.ts';
import { loadQuestions } from '../store/questions.ts';
import { type RatingFiles, type RatingRow, readRatings, scoreOf } from '../store/ratings.ts';

export interface ResultsOptions {
  bench: string;
  dataDir: string;
  inputFile?: string;
  judge?: string[];
  modelList?: string[];
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
  const read = await readRatings(files);
  if (read.rows.length === 0) throw new UserError(`no judgments in ${files.join(', ')}`);
  checkKnown(
    '--judge',
    options.judge,
    read.rows.map(({ judge }) => judge[0]),
  );
  checkKnown(
    '--model-list',
    options.modelList,
    read.rows.map(({ model }) => model),
  );
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
  { rows, duplicates }: RatingFiles,
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<LeaderboardInput> {
  const questions = await questionsFor(rows, options, benchGiven);
  const models = [...new Set(rows.map(({ model }) => model))];
  const answers = new Map<string, ReadonlyMap<string, AnswerSummary>>();
  for (const model of questions ? models : []) {
    const { entries } = await indexAnswers(answersFile(options.dataDir, options.bench, model));
    if (entries.size > 0) answers.set(model, entries);
  }
  const promptSets = questions
    ? await loadPromptSets(rows, options.dataDir)
    : new Map<string, JudgePromptSet>();
  const stalenessOf = questions ? createStaleCheck({ questions, answers, promptSets }) : () => undefined;
  const ratings = rows.map((row) => toRating(row, stalenessOf(row)));
  return {
    bench: questions || benchGiven ? options.bench : 'unknown',
    ratings,
    duplicates,
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    ...(questions ? { expectedOf: expected(ratings, questions, answers) } : {}),
    demo: rows.some(({ demo }) => demo === true),
  };
}

/**
 * The questions of the bench. A named file goes without them when none of its rows is about one, and so do judgments
 * of a bench whose questions are not at hand.
 */
export async function questionsFor(
  rows: readonly { question_id: QuestionId }[],
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
  ratings: readonly Rating[],
  questions: readonly Question[],
  answers: ReadonlyMap<string, ReadonlyMap<string, AnswerSummary>>,
): (model: string, judge: string) => number {
  const repeats = new Map<string, number>();
  for (const { judge, repeat } of ratings) repeats.set(judge, Math.max(repeats.get(judge) ?? 0, repeat + 1));
  return (model, judge) => {
    const choices = (question: Question) =>
      answers.get(model)?.get(questionKey(question))?.choices.length ?? 1;
    const matches = questions.reduce(
      (sum, question) => sum + question.turns.length * Math.max(1, choices(question)),
      0,
    );
    return matches * (repeats.get(judge) ?? 0);
  };
}

/** The prompt sets that have changed since rows were judged with them; an unchanged set needs no comparing. */
export async function loadPromptSets(
  rows: readonly { prompt_set?: string | undefined; prompt_set_hash?: string | undefined }[],
  dataDir: string,
): Promise<Map<string, JudgePromptSet>> {
  const used = new Map(rows.map((row) => [JSON.stringify([row.prompt_set, row.prompt_set_hash]), row]));
  const sets = new Map<string, JudgePromptSet>();
  for (const { prompt_set, prompt_set_hash } of used.values()) {
    if (prompt_set === undefined || sets.has(prompt_set)) continue;
    const changed = await loadIfChanged(dataDir, prompt_set, prompt_set_hash);
    if (changed) sets.set(prompt_set, changed);
  }
  return sets;
}

function toRating(row: RatingRow, staleness: Staleness | undefined): Rating {
  const { model, judge, turn, choice = 0, repeat = 0 } = row;
  return {
    model,
    judge: judge[0],
    question: questionKey(row),
    turn,
    choice,
    repeat,
    score: scoreOf(row),
    stale: staleness !== undefined,
    ...(staleness === 'gone' ? { gone: true as const } : {}),
  };
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
