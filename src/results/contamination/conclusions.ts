/** What may and what may not be concluded from the probes: stands in every output. */

import type { ContaminationValue } from './value.ts';

export function conclusionsOf({ demo, different_settings, fresh }: ContaminationValue): string[] {
  return [
    ...(demo ? ['demo: no language model was involved'] : []),
    ...(fresh.length > 0 ? freshLines : []),
    ...different_settings,
    ...shared,
  ];
}

const freshLines = [
  'drop: public score − fresh score; difference: the drop − the mean drop of the others, with its 95 % interval over questions',
  'an interval above 0 says: on the public questions the model is better than its fresh score and the other models lead to expect, by more than the choice of questions explains',
  'it does not say why: the test was seen, or texts like it, or the model suits the form of the public bench; compare it with how far the others are apart',
  'an interval around 0 does not clear the model: the others may have seen the test as well, and few questions tell little',
];

const shared = ['no figure here proves that a model was trained on a test, or that it was not'];
