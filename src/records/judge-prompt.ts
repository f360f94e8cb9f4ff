/** A set of judge prompts: one YAML file under `judge-prompts/`. */

import { z } from 'zod';

/** The set that is used where none is named; its judgments lie in the file that FastChat knows. */
export const defaultPromptSet = 'default';

/**
 * How the verdict stands in a reply. `[[A>>B]]` has five steps: `A>>B`, `A>B`, `A=B`, `B>A`, `B>>A`. `weighted` is no text: the
 * log-probabilities of two tokens at the first position give a preference between 0 and 1.
 */
const outputFormats = ['[[rating]]', '[[A]]', '[[A>>B]]', '[[rating_a,rating_b]]', 'weighted'] as const;

/** One judge prompt, with FastChat's field names where FastChat has the field. */
export const judgePromptSchema = z.strictObject({
  name: z.string().min(1),
  type: z.enum(['single', 'pairwise']),
  /** Which turns it judges: the first, or any later one. */
  turn: z.enum(['first', 'later']),
  /** Whether it shows the judge a reference. */
  reference: z.boolean(),
  description: z.string().optional(),
  /** FastChat's note of the kind of question; not used to choose a prompt. */
  category: z.string().optional(),
  system_prompt: z.string(),
  prompt_template: z.string().min(1),
  /** Rendered once for each turn, joined by blank lines, where the template says `{conversation}` (`_a`, `_b`). */
  turn_template: z.string().optional(),
  /** Rendered once for each turn, joined by blank lines, where the template says `{references}`. */
  reference_template: z.string().optional(),
  output_format: z.enum(outputFormats),
  /** Of `weighted`: the token for answer A, and the one for answer B. */
  tokens: z.tuple([z.string().min(1), z.string().min(1)]).optional(),
  /** Of `weighted`: one order of the answers, drawn for each question from `seed` (unless given), or both. */
  order: z.enum(['drawn', 'both']).optional(),
  seed: z.int().nonnegative().optional(),
});

export const judgePromptSetSchema = z.strictObject({
  description: z.string().optional(),
  prompts: z.array(judgePromptSchema).min(1),
});

export type OutputFormat = (typeof outputFormats)[number];
export type JudgePrompt = z.infer<typeof judgePromptSchema>;

/** A loaded set, under the name of its file. */
export interface JudgePromptSet {
  name: string;
  prompts: JudgePrompt[];
  /** Of the file's text: while it is equal, nothing in the set has changed. */
  fileHash?: string;
}

/** The part that a prompt set has in the identity of a judgment: none where it is the default's, or none is named. */
export function promptSetKey(name: string | undefined): string[] {
  return name === undefined || name === defaultPromptSet ? [] : [name];
}

/** Identity of a judge prompt within its set. */
export function judgePromptKey(prompt: { name: string }): string {
  return prompt.name;
}
