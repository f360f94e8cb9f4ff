/** The 25 kinds of IFEval as made prompts word them, with their arguments as the graders read them. */

import type { Draw } from '../draw.ts';
import { formConstraints } from './wordings/forms.ts';
import { textConstraints } from './wordings/texts.ts';

export interface Constraint {
  id: string;
  kwargs: Record<string, unknown>;
  /** What the prompt says. */
  wording: string;
}

/** Draws the arguments and the wording of a kind; the task is what `repeat_prompt` repeats. */
export type MakeConstraint = (draw: Draw, task: string) => Omit<Constraint, 'id'>;

const constraints: Readonly<Record<string, MakeConstraint>> = { ...textConstraints, ...formConstraints };

export const constraintKinds = Object.keys(constraints);

export function drawConstraint(id: string, draw: Draw, task: string): Constraint {
  const make = constraints[id];
  if (!make) throw new RangeError(`no wording for ${id}`);
  return { id, ...make(draw, task) };
}
