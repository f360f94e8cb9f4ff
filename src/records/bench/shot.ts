/** A shot: a question with its answer, shown before the question that is asked. */

import { z } from 'zod';
import { questionSchema } from '../question.ts';

/** A line of `questions/shots/<bench>.jsonl`. `answer` is absent where an option's label or text is the answer. */
export const shotSchema = questionSchema.extend({ answer: z.string().optional() });

export type Shot = z.infer<typeof shotSchema>;
