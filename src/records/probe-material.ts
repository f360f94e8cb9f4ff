/** What `doctor` shows a judge: questions with answers of known worth, and texts that are no answers. */

import { z } from 'zod';

const text = z.string().trim().min(1);

/** A question with one right result: its reference is `working` and, below it, `final`. */
const checkedSchema = z
  .strictObject({
    id: text,
    category: text,
    question: text,
    working: text,
    final: text,
    /** Takes the place of `final` in an answer that is otherwise the reference. */
    wrong_final: text,
    /** Wrong in its result and in its working. */
    worse: text,
  })
  .refine(({ final, wrong_final }) => final !== wrong_final, {
    path: ['wrong_final'],
    error: 'must differ from final',
  });

/** A question without a reference. */
const openSchema = z.strictObject({ id: text, category: text, question: text, good: text, worse: text });

export const probeMaterialSchema = z.strictObject({
  description: z.string().optional(),
  checked: z.array(checkedSchema).min(1),
  open: z.array(openSchema).min(1),
  nulls: z.strictObject({ empty: z.literal(''), unknown: text, off_topic: text }),
  /** `{closing}` stands for how the judge prompt in use closes an answer. */
  injections: z.strictObject({ verdict: text, delimiter: text, reply: text, plea: text }),
  /** A copy of `{answer}` that says no more than it does. */
  padding: text.includes('{answer}'),
});

export type ProbeMaterial = z.infer<typeof probeMaterialSchema>;
