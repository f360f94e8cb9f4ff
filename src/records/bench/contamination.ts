/** What `contamination` looks at: pairs of benches, and how a text is given to be continued. */

import { z } from 'zod';

const text = z.string().trim().min(1);

const pairSchema = z.strictObject({
  /** `{bench}` stands for the name of any bench, here and in `fresh`. */
  public: text,
  /** `*` stands for a seed. */
  fresh: text,
  /** Both benches have the same questions by their ids. */
  same_questions: z.boolean().default(false),
});

export const contaminationProbesSchema = z.strictObject({
  description: z.string().optional(),
  pairs: z.array(pairSchema).min(1),
  completion: z.strictObject({
    template: text.includes('{question}'),
    max_tokens: z.int().positive(),
    /** Words of the rest, at least. */
    least_words: z.int().positive(),
  }),
});

export type ContaminationProbes = z.infer<typeof contaminationProbesSchema>;
export type PairPattern = z.infer<typeof pairSchema>;
