/** Gathers what `show-results` shows in its pairwise modes: the matches or votes, and what they are compared with. */

import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { type Question, type QuestionId, questionKey } from '../../records/question.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { type PairFiles, readPairRows, type VoteRow } from '../../store/judgments/pair-rows.ts';
import type { KeptPair } from '../../store/judgments/pair-table.ts';
import type { Rows } from '../../store/tables/rows.ts';
import type { PairBoardInput } from '../pairwise/board.ts';
import type { PairResult, Vote } from '../pairwise/result.ts';
import { type AnswersOnDisk, checkAnswers, noAnswers } from './answers.ts';
import type { PairwiseOptions } from './pairwise-options.ts';
import { checkKnown, loadPromptSets, questionsFor, type ResultsOptions } from './single.ts';
import { createStaleCheck, type Staleness, weightier } from './staleness.ts';

export type PairInputOptions = ResultsOptions & PairwiseOptions;

/** What the files hold by the judges that are wanted, all models; a judge or model that nobody knows is a UserError. */
export async function readPairFiles(options: PairInputOptions): Promise<PairFiles> {
  const { inputFile, dataDir, bench, judge } = options;
  const files = inputFile === undefined ? await listJudgmentFiles(dataDir, bench, 'pair') : [inputFile];
  if (files.length === 0) {
    const folder = join(dataDir, 'judgments', bench);
    const command = `gen-judgment --bench ${bench} --mode pairwise-all`;
    throw new UserError(
      `no pair judgments in ${folder}: run ${command} first, or name a file with --input-file`,
    );
  }
  const read = await readPairRows(files);
  const { rows, votes, models } = read;
  if (rows.length + votes.length === 0)
    throw new UserError(`no pair judgments or votes in ${files.join(', ')}`);
  checkKnown('--judge', judge, read.judges);
  checkKnown('--model-list', options.modelList, models);
  checkKnown('--baseline', options.baseline === undefined ? undefined : [options.baseline], models);
  checkKnown('--anchor', options.anchor && [options.anchor.model], models);
  if (!judge) return read;
  return {
    ...read,
    rows: rows.filter((row) => judge.includes(row.judge[0])),
    votes: votes.filter((vote) => judge.includes(vote.judge ?? '')),
  };
}

/** The board's input: matches among the wanted models, with the baseline where there is one. */
export async function toPairBoardInput(
  files: Pick<PairFiles, 'rows' | 'votes'>,
  options: PairInputOptions,
  benchGiven: boolean,
): Promise<Omit<PairBoardInput, 'kinds' | 'rating'>> {
  const isWanted = wantedBy(options);
  const rows = files.rows.filter(({ model_1, model_2 }) => isWanted(model_1, model_2));
  const votes = files.votes.filter(({ model_a, model_b }) => isWanted(model_a, model_b));
  if (rows.length + votes.length === 0) {
    throw new UserError('no match is left: loosen --judge, --model-list or --baseline');
  }
  const isAny = (is: (row: { question_id: QuestionId }) => boolean) =>
    rows.some(is) || votes.some(({ question_id }) => question_id !== undefined && is({ question_id }));
  const questions = await questionsFor({ some: isAny }, options, benchGiven);
  const last = rows.filter(({ superseded, withdrawn }) => !superseded && !withdrawn);
  const { matches, choicesOf } = await toResults(last, questions, options);
  const results = [...matches, ...votes.map(fromVote)];
  return {
    bench: questions || benchGiven ? options.bench : 'unknown',
    results,
    duplicates: countSuperseded(rows),
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    ...(questions ? { expectedOf: expected(results, questions, choicesOf) } : {}),
    baseline: options.baseline,
    demo: last.some(({ demo }) => demo === true),
  };
}

/** The matches, each compared with what is on disk; without questions none can be. */
async function toResults(
  rows: Rows<KeptPair>,
  questions: readonly Question[] | undefined,
  options: PairInputOptions,
): Promise<{ matches: PairResult[] } & AnswersOnDisk> {
  if (!questions) return { matches: rows.map((row) => toResult(row)), ...noAnswers };
  const check = createStaleCheck({ questions, promptSets: await loadPromptSets(rows, options.dataDir) });
  const sidesOf = ({ model_1, model_2, answerHash }: KeptPair) => [
    { model: model_1, hash: () => answerHash(1) },
    { model: model_2, hash: () => answerHash(2) },
  ];
  const models = new Set<string>();
  for (const { model_1, model_2 } of rows) models.add(model_1).add(model_2);
  const answers = await checkAnswers(rows, { ...options, models, sidesOf });
  const matches = rows.map((row, place) => toResult(row, weightier(check(row), answers.stalenessAt(place))));
  return { matches, ...answers };
}

/** A match as results see it; `toResult` of every row, duplicates included, is what FastChat counts. */
export function toResult(row: Omit<KeptPair, 'answerHash'>, staleness?: Staleness): PairResult {
  const { model_1, model_2, judge, turn, choice = 0, repeat = 0, g1_winner, g2_winner, games } = row;
  return {
    ...{ model_1, model_2, judge: judge[0], question: questionKey(row), turn, choice, repeat },
    stale: staleness !== undefined,
    ...(staleness === 'gone' ? { gone: true as const } : {}),
    // A voter was shown one order only: two games would make it a judge who does not care for order.
    verdict: games === 1 && g1_winner !== 'error' ? { vote: g1_winner } : { games: [g1_winner, g2_winner] },
  };
}

const votes: Record<VoteRow['winner'], Vote> = {
  model_a: 'model_1',
  model_b: 'model_2',
  tie: 'tie',
  'tie (bothbad)': 'tie',
  'tie (inconsistent)': 'inconsistent',
};

function fromVote({ model_a, model_b, judge, question_id, turn, winner }: VoteRow): PairResult {
  const question = question_id === undefined ? undefined : questionKey({ question_id });
  return {
    ...{ model_1: model_a, model_2: model_b, judge, question, turn, choice: 0, repeat: 0, stale: false },
    verdict: { vote: votes[winner] },
  };
}

/** Both models must be wanted; the baseline always is, and must be one of them. */
export function wantedBy({ modelList, baseline }: PairInputOptions): (one: string, other: string) => boolean {
  const listed = modelList && new Set([...modelList, ...(baseline === undefined ? [] : [baseline])]);
  return (one, other) =>
    (listed === undefined || (listed.has(one) && listed.has(other))) &&
    (baseline === undefined || one === baseline || other === baseline);
}

function countSuperseded(rows: Iterable<KeptPair>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { model_1, model_2, superseded, games } of rows) {
    for (const model of superseded && games === undefined ? [model_1, model_2] : []) {
      counts.set(model, (counts.get(model) ?? 0) + 1);
    }
  }
  return counts;
}

/** How many matches two models should have had: turns × choices that both have × repeats, by each judge at hand. */
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
