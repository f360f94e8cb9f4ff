/**
 * promptfoo (npm, tested with 0.123.1): the JSON of `promptfoo eval -o results.json`. A test with a prompt is a question, a
 * provider a model; judges are `promptfoo-<version>/score` (the weighted mean of the assertions), `/pass`, and each named metric.
 */

import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import type { Question } from '../../records/question.ts';
import { fileText, parseJson } from '../data/read.ts';
import type { Row } from '../data/row.ts';
import { refuse } from '../data/row.ts';
import { type Collector, createCollector } from './collect.ts';
import { askedText, beforeNote, parsedPrompt } from './messages.ts';
import type { ToolReading, ToolSettings } from './tool.ts';

const resultSchema = z.looseObject({
  testIdx: z.int().nonnegative(),
  promptIdx: z.int().nonnegative(),
  promptId: z.string().nullish(),
  prompt: z.looseObject({ raw: z.string(), label: z.string().nullish() }),
  provider: z.looseObject({ id: z.string(), label: z.string().nullish() }),
  response: z.looseObject({ output: z.unknown().optional() }).nullish(),
  score: z.number().nullish(),
  success: z.boolean().default(false),
  /** 2 is an error: nothing was judged. */
  failureReason: z.number().nullish(),
  namedScores: z.record(z.string(), z.number()).nullish(),
  gradingResult: z.looseObject({ reason: z.string().nullish() }).nullish(),
  testCase: z
    .looseObject({ description: z.string().nullish(), assert: z.array(z.unknown()).nullish() })
    .default({}),
  vars: z.unknown().optional(),
});

const fileSchema = z.looseObject({
  results: z.looseObject({
    version: z.number(),
    timestamp: z.string(),
    results: z.array(z.unknown()),
  }),
  config: z.looseObject({ description: z.string().nullish() }).nullish(),
  metadata: z.looseObject({ promptfooVersion: z.string().nullish() }).nullish(),
});

type Result = z.infer<typeof resultSchema>;

export async function readPromptfoo({ path, bench, modelId }: ToolSettings): Promise<ToolReading> {
  const parsed = fileSchema.safeParse(parseJson({ file: path, place: '' }, await fileText(path)));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(
      `cannot import ${path}: it is no results.json of promptfoo eval -o (${issue?.path.join('.')}: ${issue?.message})`,
    );
  }
  const { results, metadata } = parsed.data;
  const read = results.results.map((fields, index) => resultOf(path, fields, index));
  // They stand in the order in which they were done. What is called the prompt's index is that of a column: prompt and provider.
  read.sort(
    (one, other) =>
      one.result.testIdx - other.result.testIdx || one.result.promptIdx - other.result.promptIdx,
  );
  const collector = createCollector(bench ?? 'promptfoo');
  const counts = { before: 0, failed: 0 };
  const { idOf, isOne } = questionIds(read.map(({ result }) => result));
  const shared = {
    version: metadata?.promptfooVersion ?? 'unknown',
    tstamp: Date.parse(results.timestamp) / 1000,
  };
  const models = new Set(read.map(({ result }) => modelOf(result)));
  if (modelId !== undefined && models.size > 1) {
    throw new UserError(`--model-id names one model, and ${path} has ${[...models].join(', ')}`);
  }
  for (const { row, result } of read) {
    const model = modelId ?? modelOf(result);
    addResult(row, result, { ...shared, collector, counts, model, id: idOf(result), isOne });
  }
  const failed =
    counts.failed > 0
      ? [`${counts.failed} results are errors or have no output: they have no answer here`]
      : [];
  const left =
    'what each assertion said, tokens, costs and times are left out; assertions stand in each question';
  return { benches: [collector.finish()], notes: [...failed, left, ...beforeNote(counts.before)] };
}

function resultOf(file: string, value: unknown, index: number): { row: Row; result: Result } {
  const row = { file, place: ` result ${index + 1}`, fields: {} };
  const parsed = resultSchema.safeParse(value);
  if (parsed.success) return { row, result: parsed.data };
  const [issue] = parsed.error.issues;
  return refuse(row, `${issue?.path.join('.')}: ${issue?.message}`);
}

/** By the test's position, with the prompt's number where there are several prompts. */
function questionIds(results: readonly Result[]): {
  idOf: (result: Result) => Question['question_id'];
  isOne: boolean;
} {
  const prompts = [...new Set(results.map(promptOf))];
  const isOne = prompts.length < 2;
  return {
    idOf: (result) => (isOne ? result.testIdx : `${result.testIdx}/${prompts.indexOf(promptOf(result)) + 1}`),
    isOne,
  };
}

function promptOf({ promptId, prompt }: Result): string {
  return promptId ?? prompt.label ?? '';
}

/** `openai:chat:gpt-4o` is `gpt-4o`; a label wins. */
function modelOf({ provider: { id, label } }: Result): string {
  return label || (id.split(':').at(-1) ?? id);
}

function addResult(
  row: Row,
  result: Result,
  {
    collector,
    counts,
    model,
    id,
    isOne,
    version,
    tstamp,
  }: {
    collector: Collector;
    counts: { before: number; failed: number };
    model: string;
    id: Question['question_id'];
    isOne: boolean;
    version: string;
    tstamp: number;
  },
): void {
  const asked =
    askedText(parsedPrompt(result.prompt.raw)) ?? refuse(row, 'prompt.raw must be a text or messages');
  const { testCase, response, vars } = result;
  const target = JSON.stringify(testCase.assert ?? []);
  const more = asked.before.length > 0 ? { before: asked.before } : {};
  const category = isOne ? 'general' : plainLine(result.prompt.label || 'general', 60);
  collector.question({ question_id: id, category, turns: [asked.text], target, vars, ...more }, row);
  if (asked.before.length > 0) counts.before += 1;
  const output: unknown = response?.output;
  if (result.failureReason === 2 || output === undefined || output === null) {
    counts.failed += 1;
    return;
  }
  const of = { question: id, model, tstamp };
  collector.answer(of, [typeof output === 'string' ? output : JSON.stringify(output)]);
  const scores = Object.entries(result.namedScores ?? {}).map(
    ([name, score]) => [`metric/${name}`, score] as const,
  );
  const all = [['score', result.score ?? 0] as const, ['pass', Number(result.success)] as const, ...scores];
  for (const [name, score] of all) {
    if (score < 0 || score > 1) continue;
    const text = result.gradingResult?.reason ?? '';
    collector.verdict({ ...of, judge: `promptfoo-${version}/${name}`, score, scale: [0, 1], text, target });
  }
}
