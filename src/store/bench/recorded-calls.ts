/** Reads what the records of a bench have taken: the calls of each, and no more of its texts than tells calls apart. */

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { contentHash } from '../../content-hash.ts';
import { answerKey } from '../../records/answer.ts';
import { callSchema, type Usage } from '../../records/calls/call.ts';
import { singleJudgmentKey, singleJudgmentSchema } from '../../records/judgment.ts';
import { pairJudgmentKey, pairJudgmentSchema } from '../../records/pair-judgment.ts';
import { questionIdSchema } from '../../records/question.ts';
import { listAnswerFiles, modelIdOf } from '../answers/answers.ts';
import { type Line, readRecords } from '../jsonl/reader.ts';
import { listJudgmentFiles } from '../judgments/judgments.ts';

const callStages = ['answers', 'single', 'pair'] as const;
export type CallStage = (typeof callStages)[number];

export interface SpentCall {
  endpoint: string;
  model: string;
  batch: true | undefined;
  usage: Usage | undefined;
  /** Equal for one and the same call in two rows of a key; empty where only the last row of a key counts. */
  identity: string;
}

/** What one record has taken. */
export interface Spent {
  stage: CallStage;
  /** The model that has answered, or the judge. */
  name: string;
  /** Of the record, within its file. */
  key: string;
  calls: SpentCall[];
  /** True where no language model was involved, or a judge that makes no call. */
  demo: boolean;
}

export interface RecordedCallOptions {
  /** Whether the rows that were set aside as superseded are read too. */
  all: boolean;
  /** Told of a last line that was cut off. */
  onTorn?: (file: string, line: Line) => void;
}

const callsSchema = z.array(callSchema).optional();

const answerRowSchema = z.object({
  question_id: questionIdSchema,
  model_id: z.string(),
  choices: z.array(z.object({ turns: z.array(z.string()), calls: callsSchema })),
  demo: z.literal(true).optional(),
});
const identity = {
  question_id: true,
  judge: true,
  turn: true,
  choice: true,
  repeat: true,
  prompt_set: true,
  demo: true,
} as const;
const singleRowSchema = z
  .object(singleJudgmentSchema.shape)
  .pick({ ...identity, model: true, judgment: true, calls: true });
const pairRowSchema = z.object(pairJudgmentSchema.shape).pick({
  ...identity,
  model_1: true,
  model_2: true,
  g1_judgment: true,
  g2_judgment: true,
  g1_calls: true,
  g2_calls: true,
});

/** The records of a bench, one at a time, stage by stage; a broken line is a UserError. */
export async function* readRecordedCalls(
  dataDir: string,
  bench: string,
  options: RecordedCallOptions,
): AsyncGenerator<Spent> {
  for (const file of await listAnswerFiles(dataDir, bench)) yield* recordedCallsIn('answers', file, options);
  for (const mode of ['single', 'pair'] as const) {
    for (const file of await listJudgmentFiles(dataDir, bench, mode))
      yield* recordedCallsIn(mode, file, options);
  }
}

/** The records of one file. */
export function recordedCallsIn(
  stage: CallStage,
  file: string,
  options: RecordedCallOptions,
): AsyncGenerator<Spent> {
  return readers[stage](file, options);
}

const readers: Readonly<
  Record<CallStage, (file: string, options: RecordedCallOptions) => AsyncGenerator<Spent>>
> = {
  answers: async function* (file, options) {
    const spentCall = callReader(options);
    for await (const row of rowsOf(file, answerRowSchema, options)) {
      const calls = row.choices.flatMap(({ turns, calls = [] }) =>
        calls.map((call, turn) => spentCall(call, turns[turn] ?? '')),
      );
      yield { ...taken('answers', row), name: modelIdOf(file, row.model_id), key: answerKey(row), calls };
    }
  },
  single: async function* (file, options) {
    const spentCall = callReader(options);
    for await (const row of rowsOf(file, singleRowSchema, options)) {
      const calls = (row.calls ?? []).map((call) => spentCall(call, row.judgment));
      yield { ...taken('single', row), name: row.judge[0], key: singleJudgmentKey(row), calls };
    }
  },
  pair: async function* (file, options) {
    const spentCall = callReader(options);
    for await (const row of rowsOf(file, pairRowSchema, options)) {
      const first = (row.g1_calls ?? []).map((call) => spentCall(call, `1${row.g1_judgment}`));
      const second = (row.g2_calls ?? []).map((call) => spentCall(call, `2${row.g2_judgment}`));
      const calls = [...first, ...second];
      yield { ...taken('pair', row), name: row.judge[0], key: pairJudgmentKey(row), calls };
    }
  },
};

async function* rowsOf<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  { all, onTorn }: RecordedCallOptions,
): AsyncGenerator<z.infer<Schema>> {
  const superseded = `${file}.superseded`;
  for (const each of all && existsSync(superseded) ? [superseded, file] : [file]) {
    const reading = { onTorn: (line: Line) => onTorn?.(each, line) };
    for await (const { record } of readRecords(each, schema, reading)) yield record;
  }
}

function taken(stage: CallStage, { demo }: { demo?: true | undefined }): Pick<Spent, 'stage' | 'demo'> {
  return { stage, demo: demo === true };
}

function callReader({
  all,
}: RecordedCallOptions): (call: z.infer<typeof callSchema>, text: string) => SpentCall {
  return (call, text) => {
    const { sent, batch, usage } = call;
    const identity = all ? contentHash([text, call]) : '';
    return { endpoint: sent.endpoint, model: sent.model, batch, usage, identity };
  };
}
