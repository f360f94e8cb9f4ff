/** `questions/<bench>.yaml`: where a bench comes from, how it is asked, and which graders judge it. */

import { z } from 'zod';

/** How an answer is had: as text; as the log-probability of each option; or from the first token of a chat reply. */
export const methods = ['generate', 'loglikelihood', 'first-token'] as const;

export type Method = (typeof methods)[number];

/** `lm-eval` draws as that harness does since 0.4.10; `lm-eval-0.4.9-chat` as up to 0.4.9 in one chat message. */
export const fewshotSamplers = ['first', 'lm-eval', 'lm-eval-0.4.9-chat'] as const;

const fewshotSchema = z.strictObject({
  /** How many shots stand before the question; `--num-fewshot` gives another number. */
  count: z.int().nonnegative(),
  /** What the shots are, in words: `dev`, `train`, `fixed`. They stand in `questions/shots/<bench>.jsonl`. */
  source: z.string().min(1),
  /** `first`: the first ones of the file. The others: drawn anew for each question, as lm-evaluation-harness draws them. */
  sampler: z.enum(fewshotSamplers).default('first'),
  /** Only shots of the question's own category. */
  same_category: z.boolean().default(false),
  /** The samplers `lm-eval…` draw one more and leave it out, as that harness does for tasks without a test split. */
  draws_one_more: z.boolean().optional(),
});

/**
 * How a question is asked by one method. In `template`, `description` and `answer`, `{name}` stands for a text of the
 * question's record: `{question}` is its first turn, `{category}` its category with spaces for underscores, `{options}`
 * its options by the form of `option`; `{answer}` is what is right, of a shot only. `{{` and `}}` are braces.
 */
export const askSchema = z.strictObject({
  /** Goes before everything else, once. */
  description: z.string().default(''),
  template: z.string().default('{question}'),
  /** One option in `{options}`: `{label}. {text}`. Options stand on lines of their own. */
  option: z.string().default('{label}. {text}'),
  /** What is right, as shots say it: the label of the option, its text, or the text `answer` of a shot's record. */
  answer: z.string().default('{answer}'),
  /** Between a template and the answer of a shot; and before an option whose log-probability is asked for. */
  delimiter: z.string().default(' '),
  /** Between shots, and between the last one and the question. */
  separator: z.string().default('\n\n'),
  /** One message with everything, or a turn of user and assistant for each shot (`--fewshot-as-multiturn`). */
  layout: z.enum(['message', 'turns']).default('message'),
  /** Which text of an option is scored by `loglikelihood`, and what a multiple-choice shot gives as its answer. */
  choice: z.enum(['label', 'text']).default('label'),
  fewshot: fewshotSchema.optional(),
  /** The answer ends before the first of these. They are sent as far as the service takes them, and applied here. */
  stop: z.array(z.string().min(1)).default([]),
  max_tokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).default(0),
  /** What judges the answers where `--judge` names nothing else. */
  graders: z.array(z.string().min(1)).default([]),
});

const sourceSchema = z.strictObject({
  /** A data set of the hub: `cais/mmlu`. */
  dataset: z.string(),
  revision: z.string(),
  files: z.array(
    z.strictObject({ path: z.string(), sha256: z.string().optional(), rows: z.int().nonnegative() }),
  ),
  licence: z.string(),
});

/** What a bench was made with by `mt-judge bench make`: the same values give the same files. */
const generatedSchema = z.strictObject({
  generator: z.string(),
  version: z.int().positive(),
  seed: z.int().nonnegative(),
  count: z.int().positive(),
  /** The bench whose questions were changed, and the SHA-256 of its file. */
  from: z.strictObject({ bench: z.string(), sha256: z.string() }).optional(),
  /** Of the files of questions and of shots. */
  sha256: z.strictObject({ questions: z.string(), shots: z.string().optional() }),
});

export const benchSchema = z.strictObject({
  title: z.string(),
  /** Absent in benches of one's own. */
  source: sourceSchema.optional(),
  /** Present in benches that a program made. */
  generated: generatedSchema.optional(),
  /** The task of another harness, with its version, that this asks and grades as. */
  equals: z.string().optional(),
  /** What its questions are in: `ja`, `pt-BR`. It chooses the judge prompts, `mt-<language>`, where there are such. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language code such as ja or pt-BR')
    .optional(),
  /** Absent in MT-Bench-like benches, whose turns are sent as they are. */
  ask: z.partialRecord(z.enum(methods), askSchema).default({}),
  /** Categories by the name of their group: MMLU's stem, humanities, social sciences, other. */
  groups: z.record(z.string(), z.array(z.string())).optional(),
});

export type Ask = z.infer<typeof askSchema>;
export type Fewshot = z.infer<typeof fewshotSchema>;
export type Bench = z.infer<typeof benchSchema>;
