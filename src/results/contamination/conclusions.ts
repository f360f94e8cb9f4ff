/** What may and what may not be concluded from the probes: stands in every output. */

import type { ContaminationValue } from './value.ts';

export function conclusionsOf({ demo, different_settings, fresh, completion }: ContaminationValue): string[] {
  return [
    ...(demo ? ['demo: no language model was involved'] : []),
    ...(fresh.length > 0 ? freshLines : []),
    ...(completion.length > 0 ? completionLines : []),
    ...different_settings,
    ...shared,
  ];
}

const freshLines = [
  'drop: public score − fresh score; difference: the drop − the mean drop of the others, with its 95 % interval over questions (– where the questions leave no spread to measure it by)',
  'an interval above 0 says: on the public questions the model is better than its fresh score and the other models lead to expect, by more than the choice of questions explains',
  'it does not say why: the test was seen, or texts like it, or the model suits the form of the public bench; compare it with how far the others are apart',
  'an interval around 0 does not clear the model: the others may have seen the test as well, and few questions tell little',
];

const completionLines = [
  'means from 0 (no word) to 1 (the true rest, word for word); p: one-sided, of a difference at least as great if public and fresh texts were alike (permutation test); measures of the same replies are not independent',
  'a small p says: public texts were written on more literally than fresh ones; texts that are easier to guess do that as well, for a model that has seen none of them: read the quotes, and go by the figures against other models on the same texts, which take that out',
  'a large p does not clear the model: what was seen is not always written down, and a chat model may refuse to continue',
];

const shared = ['no figure here proves that a model was trained on a test, or that it was not'];
