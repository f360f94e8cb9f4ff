/** Reads whatever an export is made of: questions, answers and judgments of a bench, the last of duplicate rows. */

import { basename, join } from 'node:path';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { type Answer, answerKey, answerSchema } from '../../records/answer.ts';
import type { Bench } from '../../records/bench/bench.ts';
import { type SingleJudgment, singleJudgmentKey, singleJudgmentSchema } from '../../records/judgment.ts';
import { type PairJudgment, pairJudgmentKey, pairJudgmentSchema } from '../../records/pair-judgment.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { listAnswerFiles } from '../../store/answers/answers.ts';
import { loadBench } from '../../store/bench/bench-file.ts';
import { filesIn, questionsFile } from '../../store/bench/paths.ts';
import { loadQuestions } from '../../store/bench/questions.ts';
import { readRecords } from '../../store/jsonl/reader.ts';

export interface ExportOptions {
  dataDir: string;
  bench: string;
  modelList?: string[] | undefined;
  judge?: string[] | undefined;
  warn: (line: string) => void;
}

export interface ExportInput {
  bench: string;
  /** What the bench says of itself, where it does. */
  about: Bench | undefined;
  /** By their key, in the order of the file; empty where the bench's questions are not there. */
  questions: ReadonlyMap<string, Question>;
}

export async function readBenchOf({ dataDir, bench, warn }: ExportOptions): Promise<ExportInput> {
  try {
    const questions = await loadQuestions(await questionsFile(dataDir, bench));
    const about = await loadBench(dataDir, bench);
    return { bench, about, questions: new Map(questions.map((each) => [questionKey(each), each])) };
  } catch (error) {
    if (!(error instanceof UserError) || !/^cannot find/.test(error.message)) throw error;
    warn(`warning: ${error.message}; what belongs to questions is left empty`);
    return { bench, about: undefined, questions: new Map() };
  }
}

/** Of the named models, or of all. None at all is a UserError. */
export async function readAnswersOf(options: ExportOptions): Promise<Answer[]> {
  const { dataDir, bench, modelList } = options;
  const found = await readAll(await listAnswerFiles(dataDir, bench), answerSchema, {
    ...options,
    keyOf: (answer) => JSON.stringify([answer.model_id, answerKey(answer)]),
    isWanted: ({ model_id }) => modelList === undefined || modelList.includes(model_id),
    holds: 'answers',
  });
  if (found.length > 0) return found;
  throw new UserError(
    `no answers of the bench "${bench}" in ${join(dataDir, '.')}${modelList ? ` by ${modelList.join(', ')} (--model-list)` : ''}`,
  );
}

export interface ExportedJudgments {
  singles: SingleJudgment[];
  pairs: PairJudgment[];
}

/** By the named judges, on the named models. None at all is a UserError. */
export async function readJudgmentsOf(options: ExportOptions): Promise<ExportedJudgments> {
  const { dataDir, bench, modelList, judge } = options;
  const folder = join(dataDir, 'judgments', bench);
  const files = async (ending: string) => (await filesIn(folder, ending)).map((name) => join(folder, name));
  const isModel = (...models: string[]) => !modelList || models.every((model) => modelList.includes(model));
  const isJudge = ([id]: readonly [string, string]) => judge === undefined || judge.includes(id);
  const singles = await readAll(await files('_single.jsonl'), singleJudgmentSchema, {
    ...options,
    keyOf: singleJudgmentKey,
    isWanted: (row) => isModel(row.model) && isJudge(row.judge),
    holds: 'single judgments',
  });
  const pairs = await readAll(await files('_pair.jsonl'), pairJudgmentSchema, {
    ...options,
    keyOf: pairJudgmentKey,
    isWanted: (row) => isModel(row.model_1, row.model_2) && isJudge(row.judge),
    holds: 'pair judgments',
  });
  if (singles.length + pairs.length > 0) return { singles, pairs };
  throw new UserError(
    `no judgments of the bench "${bench}" in ${folder} that --judge and --model-list leave`,
  );
}

async function readAll<Schema extends z.ZodType>(
  files: readonly string[],
  schema: Schema,
  {
    keyOf,
    isWanted,
    holds,
    warn,
  }: {
    keyOf: (record: z.infer<Schema>) => string;
    isWanted: (record: z.infer<Schema>) => boolean;
    holds: string;
    warn: (line: string) => void;
  },
): Promise<z.infer<Schema>[]> {
  const last = new Map<string, z.infer<Schema>>();
  for (const file of files) {
    const onTorn = ({ number }: { number: number }) =>
      warn(`warning: ${basename(file)}:${number} is cut off and was left out`);
    for await (const { record } of readRecords(file, schema, { onTorn, holds })) {
      if (isWanted(record)) last.set(keyOf(record), record);
    }
  }
  return [...last.values()];
}
