/** A question of a bench: one or more user turns, and for some a reference per turn. */

import { z } from 'zod';

export const questionIdSchema = z.union([z.int(), z.string().min(1)]);

/**
 * FastChat's question record, read loosely:
 * `{"question_id": 81, "category": "writing", "turns": ["…", "…"], "reference": ["…", "…"]}`.
 */
export const questionSchema = z.looseObject({
  question_id: questionIdSchema,
  category: z
    .string()
    .min(1)
    .nullish()
    .transform((category) => category ?? 'general'),
  turns: z.array(z.string().min(1)).min(1),
  /** Benches in other languages have empty lists and nulls where there is none. */
  reference: z
    .array(z.string())
    .nullish()
    .transform((references) => (references?.length ? references : undefined))
    .optional(),
  required_temperature: z
    .number()
    .min(0)
    .max(2)
    .nullish()
    .transform((temperature) => temperature ?? undefined)
    .optional(),
});

export type QuestionId = z.infer<typeof questionIdSchema>;
export type Question = z.infer<typeof questionSchema>;

/** Identity of a question within a bench; `81` and `"81"` are one question, as on the command line. */
export function questionKey(record: { question_id: QuestionId }): string {
  return String(record.question_id);
}
