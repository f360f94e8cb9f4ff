/** Gathers what `show-results` shows in its pairwise modes: the matches or votes, and what they are compared with. */

import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import { listJudgmentFiles } from '../../../store/judgments/judgments.ts';
import {
  lastPairs,
  lastPairsAmong,
  type PairFiles,
  type PairTables,
  readPairs,
} from '../../../store/judgments/pairs.ts';
import { askedIn } from '../../asked.ts';
import type { PairBoardInput } from '../../pairwise/board.ts';
import type { PairwiseOptions } from '../../settings.ts';
import { provenanceOf } from '../provenance.ts';
import { type AnswersOnDisk, checkAnswers, noAnswers } from '../rows/answers.ts';
import { loadPromptSets, questionsFor } from '../rows/bench.ts';
import { type ShownRows, shownRows } from '../rows/shown-rows.ts';
import { createStaleCheck, hashedWhenAsked } from '../rows/staleness.ts';
import { checkKnown, wantedBy } from '../rows/wanted.ts';
import { type ResultsOptions, stampsOf } from '../single.ts';
import { expectedMatches } from './expected-matches.ts';
import { fromVote, toResult } from './pair-results.ts';

export type PairInputOptions = ResultsOptions & PairwiseOptions;

/** Rows of the tables that are wanted, by their places there. */
export interface PairRows extends PairTables {
  /** Every pair judgment, in the order of the files. */
  rows: Uint32Array;
  /** The rows that a later one of the same key replaces, and that one. */
  superseded: ReadonlyMap<number, number>;
  voteRows: Uint32Array;
}

/** Rows of one set of judge prompts, on the selected questions, and votes on these. */
export interface NarrowedPairs extends PairRows {
  shown: ShownRows;
}

/** What the files hold by the judges that are wanted, all models; a judge or model that nobody knows is a UserError. */
export async function readPairFiles(
  options: PairInputOptions,
  benchGiven: boolean,
): Promise<NarrowedPairs & PairFiles> {
  const { inputFile, dataDir, bench, judge } = options;
  const files = inputFile === undefined ? await listJudgmentFiles(dataDir, bench, 'pair') : [inputFile];
  if (files.length === 0) {
    const folder = join(dataDir, 'judgments', bench);
    const command = `gen-judgment --bench ${bench} --mode pairwise-all`;
    throw new UserError(
      `no pair judgments in ${folder}: run ${command} first, or name a file with --input-file`,
    );
  }
  const read = await readPairs(files);
  const { columns: pairs } = read.pairs;
  const { columns: votes } = read.votes;
  if (read.pairs.length + read.votes.length === 0)
    throw new UserError(`no pair judgments or votes in ${files.join(', ')}`);
  const models = [...pairs.model_1.values, ...votes.model_a.values];
  checkKnown('--judge', judge, [
    ...pairs.judge.values,
    ...votes.judge.values.filter((name) => name !== undefined),
  ]);
  checkKnown('--model-list', options.modelList, models);
  checkKnown('--baseline', options.baseline === undefined ? undefined : [options.baseline], models);
  checkKnown('--anchor', options.anchor && [options.anchor.model], models);
  return { ...read, ...(await narrowPairs(wantedRows(pairRows(read), options), options, benchGiven)) };
}

/** The rows of the chosen set of judge prompts, on the selected questions. */
export async function narrowPairs(
  all: PairRows,
  options: PairInputOptions,
  benchGiven: boolean,
): Promise<NarrowedPairs> {
  const { columns } = all.pairs;
  const isWanted = wantedBy(options);
  const wanted = all.rows.filter((row) => isWanted(columns.model_1.at(row), columns.model_2.at(row)));
  const { question } = all.votes.columns;
  const more = question.values.filter((key) => key !== undefined);
  const shown = await shownRows({ columns, rows: wanted, more }, options, benchGiven);
  const rows = all.rows.filter(shown.isShown);
  const voteRows = all.voteRows.filter((row) => shown.isSelected(question.at(row)));
  const isEmptied = all.rows.length + all.voteRows.length > 0 && rows.length + voteRows.length === 0;
  if (isEmptied && !options.anySet) {
    throw new UserError('no match is left: loosen --category, --filter, --question-id or --first-n');
  }
  return {
    ...all,
    rows,
    voteRows,
    superseded: shown.joins ? supersededAmong(all, rows) : all.superseded,
    shown,
  };
}

/** The rows by the judges that are wanted. */
export function wantedRows(all: PairRows, { judge }: Pick<PairInputOptions, 'judge'>): PairRows {
  if (!judge) return all;
  const judgeOf = { pairs: all.pairs.columns.judge, votes: all.votes.columns.judge };
  return {
    ...all,
    rows: all.rows.filter((row) => judge.includes(judgeOf.pairs.at(row))),
    voteRows: all.voteRows.filter((row) => judge.includes(judgeOf.votes.at(row) ?? '')),
  };
}

/** All rows that the tables have now. */
export function pairRows({ pairs, votes }: PairTables): PairRows {
  const { superseded } = lastPairs(pairs);
  const places = (length: number) => Uint32Array.from({ length }, (_, place) => place);
  return { pairs, votes, rows: places(pairs.length), superseded, voteRows: places(votes.length) };
}

/** The board's input: matches among the wanted models, with the baseline where there is one. */
export async function toPairBoardInput(
  files: NarrowedPairs,
  options: PairInputOptions,
  benchGiven: boolean,
): Promise<Omit<PairBoardInput, 'kinds' | 'rating'> & { last: Uint32Array }> {
  const isWanted = wantedBy(options);
  const { columns } = files.pairs;
  const { columns: votes } = files.votes;
  const rows = files.rows.filter((row) => isWanted(columns.model_1.at(row), columns.model_2.at(row)));
  const voteRows = files.voteRows.filter((row) => isWanted(votes.model_a.at(row), votes.model_b.at(row)));
  if (rows.length + voteRows.length === 0) {
    throw new UserError('no match is left: loosen --judge, --model-list or --baseline');
  }
  const { shown } = files;
  const questions =
    shown.questions ?? (await questionsFor(keysOf({ ...files, rows, voteRows }), options, benchGiven));
  const last = rows.filter((row) => !files.superseded.has(row) && !columns.withdrawn.at(row));
  const { stalenessAt, choicesOf } = questions
    ? await compare(files, { last, questions, options })
    : noAnswers;
  const results = {
    length: last.length + voteRows.length,
    *[Symbol.iterator]() {
      for (const [place, row] of last.entries()) yield toResult(files, row, stalenessAt(place));
      for (const row of voteRows) yield fromVote(files.votes.at(row));
    },
  };
  const bench = questions || benchGiven ? options.bench : 'unknown';
  const asked = askedIn(columns, last);
  const models = modelsIn(files, { last, voteRows });
  return {
    bench,
    results,
    last,
    duplicates: countSuperseded({ ...files, rows }),
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    ...(questions ? { expectedOf: expectedMatches(results, questions, choicesOf) } : {}),
    baseline: options.baseline,
    demo: last.some((row) => columns.demo.at(row) === true),
    promptSet: shown.promptSet,
    asked,
    sample: shown.sample,
    provenance: await provenanceOf(
      { stamps: stampsOf(columns, last), models, questions: questions?.length },
      { bench, prompt_set: shown.promptSet, judges: asked },
      options,
    ),
  };
}

/** The models that have met. */
function modelsIn(
  { pairs, votes }: PairTables,
  { last, voteRows }: { last: Uint32Array; voteRows: Uint32Array },
): Set<string> {
  const [models, { model_1, model_2 }, { model_a, model_b }] = [
    new Set<string>(),
    pairs.columns,
    votes.columns,
  ];
  for (const row of last) models.add(model_1.at(row)).add(model_2.at(row));
  for (const row of voteRows) models.add(model_a.at(row)).add(model_b.at(row));
  return models;
}

/** Rows of the set and rows that name none may be of one match: the last counts. */
function supersededAmong({ pairs, superseded }: PairRows, rows: Uint32Array): ReadonlyMap<number, number> {
  return new Map([...superseded, ...lastPairsAmong(pairs, rows).superseded]);
}

/** The questions of the rows, and those that votes name. */
function* keysOf({ pairs, votes, rows, voteRows }: Omit<PairRows, 'superseded'>): Generator<string> {
  for (const row of rows) yield pairs.columns.question.at(row);
  for (const row of voteRows) {
    const question = votes.columns.question.at(row);
    if (question !== undefined) yield question;
  }
}

/** The matches compared with what is on disk. */
async function compare(
  { pairs: { columns } }: PairTables,
  {
    last,
    questions,
    options,
  }: { last: Uint32Array; questions: readonly Question[]; options: PairInputOptions },
): Promise<AnswersOnDisk> {
  const promptSets = await loadPromptSets(columns, last, options.dataDir);
  const sides = [
    { model: columns.model_1, hash: columns.answer_1_hash },
    { model: columns.model_2, hash: columns.answer_2_hash },
  ];
  return checkAnswers(
    { columns, sides, rows: last },
    createStaleCheck(columns, { questions: hashedWhenAsked(questions), promptSets }),
    options,
  );
}

function countSuperseded({ pairs: { columns }, rows, superseded }: PairRows): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (!superseded.has(row) || columns.games.at(row) !== undefined) continue;
    for (const model of [columns.model_1.at(row), columns.model_2.at(row)]) {
      counts.set(model, (counts.get(model) ?? 0) + 1);
    }
  }
  return counts;
}
