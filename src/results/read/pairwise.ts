/** Gathers what `show-results` shows in its pairwise modes: the matches or votes, and what they are compared with. */

import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import {
  lastPairs,
  type PairFiles,
  type PairTables,
  readPairs,
  type VoteRow,
} from '../../store/judgments/pairs.ts';
import type { PairBoardInput } from '../pairwise/board.ts';
import type { PairResult, Vote } from '../pairwise/result.ts';
import type { PairwiseOptions } from '../settings.ts';
import { type AnswersOnDisk, checkAnswers, noAnswers } from './answers.ts';
import { loadPromptSets, questionsFor } from './bench.ts';
import { checkKnown, type ResultsOptions } from './single.ts';
import { createStaleCheck, type Staleness } from './staleness.ts';

export type PairInputOptions = ResultsOptions & PairwiseOptions;

/** Rows of the tables that are wanted, by their places there. */
export interface PairRows extends PairTables {
  /** Every pair judgment, in the order of the files. */
  rows: Uint32Array;
  /** The rows that a later one of the same key replaces, and that one. */
  superseded: ReadonlyMap<number, number>;
  voteRows: Uint32Array;
}

/** What the files hold by the judges that are wanted, all models; a judge or model that nobody knows is a UserError. */
export async function readPairFiles(options: PairInputOptions): Promise<PairRows & PairFiles> {
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
  return { ...read, ...wantedRows(pairRows(read), options) };
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
  files: PairRows,
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
  const questions = await questionsFor(keysOf({ ...files, rows, voteRows }), options, benchGiven);
  const last = rows.filter((row) => !files.superseded.has(row) && !columns.withdrawn.at(row));
  const { stalenessAt, choicesOf } = questions
    ? await compare(files, { last, questions, options })
    : noAnswers;
  const matches = Array.from(last, (row, place) => toResult(files, row, stalenessAt(place)));
  const results = [...matches, ...Array.from(voteRows, (row) => fromVote(files.votes.at(row)))];
  return {
    bench: questions || benchGiven ? options.bench : 'unknown',
    results,
    last,
    duplicates: countSuperseded({ ...files, rows }),
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    ...(questions ? { expectedOf: expected(results, questions, choicesOf) } : {}),
    baseline: options.baseline,
    demo: last.some((row) => columns.demo.at(row) === true),
  };
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
    createStaleCheck(columns, { questions, promptSets }),
    options,
  );
}

/** A match as results see it; `toResult` of every row, duplicates included, is what FastChat counts. */
export function toResult({ pairs: { columns } }: PairTables, row: number, staleness?: Staleness): PairResult {
  const games = [columns.g1_winner.at(row), columns.g2_winner.at(row)] as const;
  const result: PairResult = {
    model_1: columns.model_1.at(row),
    model_2: columns.model_2.at(row),
    judge: columns.judge.at(row),
    question: columns.question.at(row),
    turn: columns.turn.at(row),
    choice: columns.choice.at(row),
    repeat: columns.repeat.at(row),
    stale: staleness !== undefined,
    // A voter was shown one order only: two games would make it a judge who does not care for order.
    verdict: columns.games.at(row) === 1 && games[0] !== 'error' ? { vote: games[0] } : { games },
  };
  if (staleness === 'gone') result.gone = true;
  return result;
}

const votes: Record<VoteRow['winner'], Vote> = {
  model_a: 'model_1',
  model_b: 'model_2',
  tie: 'tie',
  'tie (bothbad)': 'tie',
  'tie (inconsistent)': 'inconsistent',
};

function fromVote({ model_a, model_b, judge, question, turn, winner }: VoteRow): PairResult {
  return {
    model_1: model_a,
    model_2: model_b,
    judge,
    question,
    turn,
    choice: 0,
    repeat: 0,
    stale: false,
    verdict: { vote: votes[winner] },
  };
}

/** Both models must be wanted; the baseline always is, and must be one of them. */
export function wantedBy({
  modelList,
  baseline,
}: Pick<PairInputOptions, 'modelList' | 'baseline'>): (one: string, other: string) => boolean {
  const listed = modelList && new Set([...modelList, ...(baseline === undefined ? [] : [baseline])]);
  return (one, other) =>
    (listed === undefined || (listed.has(one) && listed.has(other))) &&
    (baseline === undefined || one === baseline || other === baseline);
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

/** How many matches two models should have had: turns × choices that both have × repeats, by each judge found. */
function expected(
  results: readonly PairResult[],
  questions: readonly Question[],
  choicesOf: AnswersOnDisk['choicesOf'],
): (model: string, opponent: string) => number {
  const repeats = new Map<string, number>();
  for (const { judge, repeat, verdict } of results) {
    // Nobody has planned votes.
    if (judge !== undefined && 'games' in verdict)
      repeats.set(judge, Math.max(repeats.get(judge) ?? 0, repeat + 1));
  }
  const rounds = [...repeats.values()].reduce((sum, count) => sum + count, 0);
  const choices = (model: string, question: Question) => choicesOf(model, questionKey(question));
  return (model, opponent) =>
    rounds *
    questions.reduce(
      (sum, question) =>
        sum + question.turns.length * Math.min(choices(model, question), choices(opponent, question)),
      0,
    );
}
