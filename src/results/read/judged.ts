/** What judges have decided of a bench, and what not: counts for each judge, set of judge prompts and model. */

import { programMethod } from '../../judges/judge.ts';
import { gradedMethod } from '../../records/bench/answer-method.ts';
import type { Method } from '../../records/bench/bench.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { lastPairs, readPairs } from '../../store/judgments/pairs.ts';
import { readSingles, scoreAt } from '../../store/judgments/singles.ts';
import type { NameColumn } from '../../store/tables/column.ts';
import { type AnswersOnDisk, type Compared, checkAnswers } from './rows/answers.ts';
import { loadPromptSets } from './rows/bench.ts';
import { createStaleCheck, hashedWhenAsked } from './rows/staleness.ts';

export interface Judged {
  judge: string;
  mode: 'single' | 'pair';
  /** Null where the records name none, and of programs. */
  prompt_set: string | null;
  /** Null in mode pair, where a row is about all pairs that have met. */
  model: string | null;
  /** How many pairs of models have met; absent in mode single. */
  pairs?: number;
  /** Judgments of what is on disk today, the unparsed ones among them. */
  done: number;
  /** Judgments of something that has changed since: they are made anew by the next run. */
  stale: number;
  /** Null where nobody can tell: the questions are not there, or people have voted. */
  missing: number | null;
  unparsed: number;
  /** Judgments of questions, turns or choices that are no longer there; in none of the above. */
  gone: number;
}

export interface JudgedBench {
  dataDir: string;
  bench: string;
  questions: readonly Question[] | undefined;
  /** True where judgments of other questions are somebody else's business; they are gone otherwise. */
  onlySelected?: boolean;
  /** The models that have answers, and by which method they were had. */
  models: ReadonlyMap<string, Method>;
}

/** One record as it counts. */
interface Row {
  judge: string;
  set: string | undefined;
  isProgram: boolean;
  isVote: boolean;
  /** In mode pair the two models, joined. */
  about: string;
  /** From 0, as are choices. */
  repeat: number;
  choice: number;
  unparsed: boolean;
  staleness: ReturnType<AnswersOnDisk['stalenessAt']>;
}

/** Mode single: a count for each judge, set and model, those among them that the judge has not begun with. */
export async function judgedSingly(bench: JudgedBench): Promise<Judged[]> {
  const files = await listJudgmentFiles(bench.dataDir, bench.bench, 'single');
  const { columns, ...read } = await readSingles(files);
  const last = selectedOf(read.last, columns, bench);
  const sides = [{ model: columns.model, hash: columns.answer_hash }];
  const onDisk = await compared({ columns, sides, rows: last }, columns, bench);
  const rows = [...last].map(
    (row, place): Row => ({
      judge: columns.judge.at(row),
      set: columns.prompt_set.at(row),
      isProgram: columns.prompt.at(row) === programMethod,
      isVote: false,
      about: columns.model.at(row),
      repeat: columns.repeat.at(row),
      choice: columns.choice.at(row),
      unparsed: scoreAt(columns, row) === undefined || columns.unparsed.at(row),
      staleness: onDisk?.stalenessAt(place),
    }),
  );
  return groups(rows).flatMap((own) => {
    const [{ judge, isProgram }] = own;
    const begun = new Set(own.map(({ about }) => about));
    const wanted = [...bench.models].filter(([, method]) => !isProgram || gradedMethod(judge) === method);
    const repeats = repeatsOf(own);
    return [...new Set([...begun, ...wanted.map(([model]) => model)])].sort().map((model) => {
      const expected = bench.questions?.reduce(
        (sum, question) =>
          sum + question.turns.length * (onDisk?.choicesOf(model, questionKey(question)) ?? 1),
        0,
      );
      const about = own.filter((row) => row.about === model);
      return { ...named(own[0], 'single'), model, ...counts(about, expected, repeats) };
    });
  });
}

/** Mode pair: a count for each judge and set, over the pairs that it has met. */
export async function judgedInPairs(bench: JudgedBench): Promise<Judged[]> {
  const files = await listJudgmentFiles(bench.dataDir, bench.bench, 'pair');
  const { pairs } = await readPairs(files);
  const { columns } = pairs;
  const last = selectedOf(lastPairs(pairs).last, columns, bench);
  const sides = [
    { model: columns.model_1, hash: columns.answer_1_hash },
    { model: columns.model_2, hash: columns.answer_2_hash },
  ];
  const onDisk = await compared({ columns, sides, rows: last }, columns, bench);
  const rows = [...last].map(
    (row, place): Row => ({
      judge: columns.judge.at(row),
      set: columns.prompt_set.at(row),
      isProgram: columns.prompt.at(row) === programMethod,
      isVote: columns.games.at(row) === 1,
      about: JSON.stringify([columns.model_1.at(row), columns.model_2.at(row)].sort()),
      repeat: columns.repeat.at(row),
      choice: columns.choice.at(row),
      unparsed: [columns.g1_winner.at(row), columns.g2_winner.at(row)].includes('error'),
      staleness: columns.withdrawn.at(row) ? 'gone' : onDisk?.stalenessAt(place),
    }),
  );
  return groups(rows).map((own) => {
    const met = new Set(own.map(({ about }) => about)).size;
    const turns = bench.questions?.reduce((sum, question) => sum + question.turns.length, 0);
    const expected =
      turns === undefined || own.some(({ isVote }) => isVote) ? undefined : turns * met * choicesIn(own);
    return { ...named(own[0], 'pair'), model: null, pairs: met, ...counts(own, expected, repeatsOf(own)) };
  });
}

/** The rows that are about the questions of the bench, where nothing else is asked about. */
function selectedOf(
  rows: Uint32Array,
  { question }: { question: NameColumn<string> },
  { questions, onlySelected }: JudgedBench,
): Uint32Array {
  if (!onlySelected || !questions) return rows;
  const selected = new Set(questions.map(questionKey));
  return rows.filter((row) => selected.has(question.at(row)));
}

/** The rows against questions, prompts and answers; undefined where there are no questions. */
async function compared(
  rows: Compared,
  columns: Parameters<typeof createStaleCheck>[0],
  { questions, dataDir, bench }: JudgedBench,
): Promise<AnswersOnDisk | undefined> {
  if (!questions) return undefined;
  const promptSets = await loadPromptSets(columns, rows.rows, dataDir);
  return checkAnswers(
    rows,
    createStaleCheck(columns, { questions: hashedWhenAsked(questions), promptSets }),
    { dataDir, bench },
  );
}

/** By judge and set, in the order of first appearance. */
function groups(rows: readonly Row[]): [Row, ...Row[]][] {
  const found = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = JSON.stringify([row.judge, row.set ?? null]);
    const own = found.get(key);
    if (own) own.push(row);
    else found.set(key, [row]);
  }
  return [...found.values()];
}

function named({ judge, set }: Row, mode: Judged['mode']): Pick<Judged, 'judge' | 'mode' | 'prompt_set'> {
  return { judge, mode, prompt_set: set ?? null };
}

function choicesIn(rows: readonly Row[]): number {
  return rows.reduce((most, { choice }) => Math.max(most, choice + 1), 1);
}

function repeatsOf(rows: readonly Row[]): number {
  return rows.reduce((most, { repeat }) => Math.max(most, repeat + 1), 1);
}

function counts(
  rows: readonly Row[],
  expected: number | undefined,
  repeats: number,
): Pick<Judged, 'done' | 'stale' | 'missing' | 'unparsed' | 'gone'> {
  const [stale, gone] = (['changed', 'gone'] as const).map(
    (why) => rows.filter(({ staleness }) => staleness === why).length,
  );
  const valid = rows.filter(({ staleness }) => staleness === undefined);
  const here = rows.length - (gone ?? 0);
  return {
    done: valid.length,
    stale: stale ?? 0,
    missing: expected === undefined ? null : Math.max(0, expected * repeats - here),
    unparsed: valid.filter(({ unparsed }) => unparsed).length,
    gone: gone ?? 0,
  };
}
