/** `protocols/<name>.yaml`: an evaluation as it is cited: which bench, asked and judged how, scored how, from which paper. */

import { z } from 'zod';
import { askSchema, methods } from './bench.ts';

/** How the answers are had, where it is not as the bench says. */
const answeringSchema = z.strictObject({
  method: z.enum(methods).optional(),
  num_fewshot: z.int().nonnegative().optional(),
  fewshot_as_multiturn: z.boolean().optional(),
  num_choices: z.int().positive().optional(),
  temperature: askSchema.shape.temperature.unwrap().optional(),
  max_tokens: z.int().positive().optional(),
});

export const protocolSchema = z
  .strictObject({
    title: z.string().min(1),
    /** In a sentence. */
    measures: z.string().min(1),
    bench: z.string().regex(/^[A-Za-z0-9._-]+$/, 'the name of a bench'),
    /** What brings bench and prompts where they are no part of the package. */
    import: z.string().min(1).optional(),
    answering: answeringSchema.optional(),
    mode: z.enum(['single', 'pairwise-baseline', 'pairwise-all']).default('single'),
    /** Only these of the bench: another baseline may be for others. */
    categories: z.array(z.string().min(1)).min(1).optional(),
    /** The model that all others meet, in `pairwise-baseline`. */
    baseline: z.string().min(1).optional(),
    judge_prompts: z.string().min(1).optional(),
    /** Who judges unless `--judge` says otherwise; graders of a benchmark are the bench's own. */
    judges: z.array(z.string().min(1)).min(1).optional(),
    repeats: z.int().positive().optional(),
    /** What is shown: mean scores, accuracies or win rates; or the figures of another tool. */
    scoring: z
      .enum(['mean', 'accuracy', 'win-rate', 'fastchat', 'alpaca-eval', 'arena-hard'])
      .default('mean'),
    /** `language`: the answers' language is checked and the penalty counted; `style`: ratings with style control. */
    controls: z.array(z.enum(['language', 'style'])).default([]),
    references: z.array(z.strictObject({ title: z.string().min(1), url: z.url() })).min(1),
  })
  .refine(({ mode, baseline }) => (mode === 'pairwise-baseline') === (baseline !== undefined), {
    message: 'mode pairwise-baseline needs a baseline, and no other mode has one',
    path: ['baseline'],
  })
  .refine(({ mode, scoring }) => mode !== 'single' || !['alpaca-eval', 'arena-hard'].includes(scoring), {
    message: 'the scoring goes with the pairwise modes',
    path: ['scoring'],
  })
  .refine(({ mode, controls }) => mode === 'single' || !controls.includes('language'), {
    message: 'the control "language" goes with mode single',
    path: ['controls'],
  })
  .refine(({ mode, controls }) => mode !== 'single' || !controls.includes('style'), {
    message: 'the control "style" goes with the pairwise modes',
    path: ['controls'],
  });

export type Protocol = z.infer<typeof protocolSchema>;
