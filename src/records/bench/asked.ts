/** How the question of an answer was asked, where its bench says how: method, shots, template, stop strings. */

import { z } from 'zod';

export const askedSchema = z.looseObject({
  method: z.string(),
  num_fewshot: z.int().nonnegative(),
  /** The next three are absent where there are no shots. */
  fewshot_source: z.string().optional(),
  fewshot_sampler: z.string().optional(),
  /** Of the shots that stood before this very question, in their order. */
  fewshot_hash: z.string().optional(),
  layout: z.string(),
  /** Of description, template, form of options and of answers, delimiter and separator. */
  template_hash: z.string(),
  /** `sent` is what the service took; `applied` ended the answer here. */
  stop: z.looseObject({ sent: z.array(z.string()), applied: z.array(z.string()) }),
});

export type Asked = z.infer<typeof askedSchema>;

/** What a run with other values must not mix with, as a text that many records share. */
export function textOfAsked({ stop, ...asked }: Asked): string {
  return JSON.stringify({ ...asked, stop: stop.applied });
}
