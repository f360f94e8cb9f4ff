/** The 25 kinds of IFEval as made prompts word them, with their arguments as the graders read them. */

import type { Draw } from '../draw.ts';
import type { Constraint, MakeConstraint } from './constraint.ts';
import { formConstraints } from './wordings/forms.ts';
import { textConstraints } from './wordings/texts.ts';

const constraints: Readonly<Record<string, MakeConstraint>> = { ...textConstraints, ...formConstraints };

export const constraintKinds = Object.keys(constraints);

export function drawConstraint(id: string, draw: Draw, task: string): Constraint {
  const make = constraints[id];
  if (!make) throw new RangeError(`no wording for ${id}`);
  return { id, ...make(draw, task) };
}
