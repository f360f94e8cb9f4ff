/** All probes for one set of judge prompts, and what a judge must be asked for them. */

import type { Match } from '../judges/match.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import type { ProbeMaterial } from '../records/probe-material.ts';
import { pairProbes } from './pair-probes.ts';
import { matchKey, type Probe } from './probe.ts';
import { exhibitsOf } from './probe-questions.ts';
import { paddedRatingProbe, referenceProbes, repeatsProbe, worthlessProbes } from './rating-probes.ts';

/** A UserError when the set has no prompt for one of the matches. */
export function batteryOf(material: ProbeMaterial, prompts: JudgePromptSet): Probe[] {
  const exhibits = exhibitsOf(material);
  const padded = (answer: string) => material.padding.replaceAll('{answer}', () => answer);
  return [
    ...worthlessProbes(exhibits, material, prompts),
    ...referenceProbes(exhibits),
    ...pairProbes(exhibits, padded),
    paddedRatingProbe(exhibits, padded),
    repeatsProbe(exhibits),
  ];
}

/** Something to ask a judge, and the first probe that wants to know. */
export interface Errand {
  key: string;
  match: Match;
  probe: string;
  question: string;
}

/** What a judge must be asked, each thing once. */
export function errandsOf(probes: readonly Probe[]): Errand[] {
  const errands = new Map<string, Errand>();
  for (const { name, cases } of probes) {
    for (const { question, matches } of cases) {
      for (const match of matches) {
        const key = matchKey(match);
        if (!errands.has(key)) errands.set(key, { key, match, probe: name, question });
      }
    }
  }
  return [...errands.values()];
}
