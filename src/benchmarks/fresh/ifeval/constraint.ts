/** One instruction of a made prompt. */

import type { Draw } from '../draw.ts';

export interface Constraint {
  id: string;
  kwargs: Record<string, unknown>;
  /** What the prompt says. */
  wording: string;
}

/** Draws the arguments and the wording of a kind; the task is what `repeat_prompt` repeats. */
export type MakeConstraint = (draw: Draw, task: string) => Omit<Constraint, 'id'>;
