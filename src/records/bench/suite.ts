/** A suite: several benches for the same models, in one run with one budget. */

import { z } from 'zod';
import { askSchema, methods } from './bench.ts';

const benchName = z.string().regex(/^[A-Za-z0-9._-]+$/, 'the name of a bench');

/** A bench of a suite; what is left out is as `run --bench <bench>` has it. */
const suiteBenchSchema = z.strictObject({
  bench: benchName,
  /** Instead of the suite's judges, and of the bench's own graders. */
  judges: z.array(z.string().min(1)).min(1).optional(),
  judge_prompts: z.string().min(1).optional(),
  repeats: z.int().positive().optional(),
  method: z.enum(methods).optional(),
  num_fewshot: z.int().nonnegative().optional(),
  fewshot_sampler: z.enum(['first', 'lm-eval']).optional(),
  fewshot_as_multiturn: z.boolean().optional(),
  num_choices: z.int().positive().optional(),
  temperature: askSchema.shape.temperature.unwrap().optional(),
  max_tokens: z.int().positive().optional(),
  categories: z.array(z.string().min(1)).min(1).optional(),
  question_ids: z.array(z.string().min(1)).min(1).optional(),
  /** A seeded sample of so many questions. */
  limit: z.int().positive().optional(),
  /** What would not matter in `compare`, in points of the scale. */
  margin: z.number().positive().optional(),
});

export const suiteSchema = z.strictObject({
  title: z.string().optional(),
  /** `<endpoint>/<model>` or names of models.yaml; `--model` takes their place. */
  models: z.array(z.string().min(1)).min(1).optional(),
  /** Of the benches that have no graders of their own; `--judge` takes their place. */
  judges: z.array(z.string().min(1)).min(1).optional(),
  /** US dollars for the whole suite; `--max-cost` takes its place. */
  max_cost: z.number().positive().optional(),
  benches: z
    .array(suiteBenchSchema)
    .min(1)
    .refine(
      (benches) => new Set(benches.map(({ bench }) => bench)).size === benches.length,
      'names a bench twice',
    ),
});

export type SuiteBench = z.infer<typeof suiteBenchSchema>;
export type Suite = z.infer<typeof suiteSchema>;
