/** One line of lm-evaluation-harness' `samples_*.jsonl`: a document, what was asked, the replies, and the metrics of one filter. */

import { z } from 'zod';
import { letterAt } from '../../../judges/graders/choice/choice-question.ts';
import type { Question } from '../../../records/question.ts';
import { type Row, refuse } from '../../data/row.ts';
import { type AskedText, askedText, parsedPrompt } from '../messages.ts';
import type { TaskConfig } from './files.ts';

/**
 * `{"doc_id": 0, "doc": {…}, "target": "19", "arguments": {"gen_args_0": {"arg_0": "…", "arg_1": {…}}}, "resps": [["…"]],
 * "filtered_resps": ["19"], "filter": "strict-match", "metrics": ["exact_match"], "exact_match": 1.0}`. Of a chat model
 * `arg_0` is a list of one text, and that the messages in JSON; of multiple choice there is a `gen_args_<n>` for each option,
 * whose `arg_1` is the option behind its delimiter, and each reply is `["<log-probability>", "<is greedy>"]`, both as texts.
 */
const sampleSchema = z.looseObject({
  doc_id: z.int().nonnegative(),
  doc: z.unknown().optional(),
  target: z.unknown().optional(),
  arguments: z.record(
    z.string(),
    z.looseObject({ arg_0: z.unknown().optional(), arg_1: z.unknown().optional() }),
  ),
  resps: z.array(z.unknown()),
  filtered_resps: z.array(z.unknown()).default([]),
  filter: z.string().default('none'),
  metrics: z.array(z.string()).default([]),
});

export type Sample = z.infer<typeof sampleSchema>;

export function sampleOf(row: Row): Sample {
  const parsed = sampleSchema.safeParse(row.fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse(row, `it is no sample of lm-eval (${issue?.path.join('.')}: ${issue?.message})`);
}

export interface ReadSample {
  question: Question;
  /** Whether messages stood before the question. */
  hasBefore: boolean;
  /** One for each reply. */
  answers: string[];
  /** What the filter has left; undefined where that is no text. */
  extracted: string | undefined;
  target: string;
}

export function readSample(
  row: Row,
  {
    sample,
    id,
    category,
    config,
  }: { sample: Sample; id: Question['question_id']; category: string; config: TaskConfig },
): ReadSample {
  const asked = promptOf(row, sample);
  const { text, before } = asked;
  const isChoice = config.output_type === 'multiple_choice';
  const found = isChoice ? choiceOf(sample, config) : generatedOf(sample);
  const { target, check } = found;
  const question = {
    question_id: id,
    category,
    turns: [text],
    reference: [found.reference],
    target,
    doc: sample.doc,
  };
  return {
    ...found,
    question: {
      ...question,
      ...(check === undefined ? {} : { check }),
      ...(before.length === 0 ? {} : { before }),
    },
    hasBefore: before.length > 0,
  };
}

function promptOf(row: Row, { arguments: args }: Sample): AskedText {
  const first: unknown = args.gen_args_0?.arg_0;
  const text: unknown = Array.isArray(first) ? first[0] : first;
  const asked = typeof text === 'string' ? askedText(parsedPrompt(text)) : undefined;
  return asked ?? refuse(row, 'arguments.gen_args_0.arg_0 must be the prompt');
}

type Found = Pick<ReadSample, 'answers' | 'extracted' | 'target'> & {
  reference: string;
  check?: { options: string[] };
};

function generatedOf({ target, resps, filtered_resps: [filtered] }: Sample): Found {
  const replies: unknown[] = Array.isArray(resps[0]) ? resps[0] : resps;
  const right = shownText(target);
  const answers = replies.map(shownText);
  return {
    answers,
    extracted: typeof filtered === 'string' ? filtered : undefined,
    target: right,
    reference: right,
  };
}

/** Without `check` where the right option is not one of them. */
function choiceOf({ arguments: args, resps, target }: Sample, { target_delimiter }: TaskConfig): Found {
  const context = JSON.stringify(args.gen_args_0?.arg_0);
  const given = resps.flatMap((reply, index) => {
    const { arg_0, arg_1 } = args[`gen_args_${index}`] ?? {};
    // Metrics such as acc_mutual_info score the options without the question, too.
    if (typeof arg_1 !== 'string' || JSON.stringify(arg_0) !== context) return [];
    return [{ text: optionText(arg_1, target_delimiter), log: logOf(reply) }];
  });
  const options = given.map(({ text }) => text);
  const lines = given.map(({ text, log }, index) => [letterAt(index), log, [...text].length].join('\t'));
  const shown = shownText(target);
  const gold = options[Number(shown)] === undefined || shown === '' ? options.indexOf(shown) : Number(shown);
  const reference = options[gold];
  const found = { answers: [lines.join('\n')], extracted: undefined };
  return reference === undefined || options.length > 26
    ? { ...found, target: shown, reference: shown }
    : { ...found, target: letterAt(gold), reference, check: { options } };
}

function optionText(text: string, delimiter: string): string {
  return delimiter !== '' && text.startsWith(delimiter) ? text.slice(delimiter.length) : text;
}

/** As our own answers of log-probabilities have it. */
function logOf(reply: unknown): string {
  const inner: unknown = Array.isArray(reply) ? reply[0] : undefined;
  const log: unknown = Array.isArray(inner) ? inner[0] : inner;
  const text = typeof log === 'string' || typeof log === 'number' ? String(log) : '';
  return Number.isFinite(Number(text)) && text !== '' ? text : 'unknown';
}

/** A value as a text: a list or an object as JSON. */
function shownText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
