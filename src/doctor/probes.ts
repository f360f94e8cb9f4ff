/** All probes for one set of judge prompts, and what a judge must be asked for them. */

import type { Match } from '../judges/match.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import type { ProbeMaterial } from '../records/probe-material.ts';
import { pairProbes } from './pair-probes.ts';
import { matchKey, type Probe } from './probe.ts';
import { probeQuestionsOf } from './probe-questions.ts';
import { paddedRatingProbe, referenceProbes, repeatsProbe, worthlessProbes } from './rating-probes.ts';

/** A UserError when the set has no prompt for one of the matches. */
export function probesFor(material: ProbeMaterial, prompts: JudgePromptSet): Probe[] {
  const questions = probeQuestionsOf(material);
  const padded = (answer: string) => material.padding.replaceAll('{answer}', () => answer);
  return [
    ...worthlessProbes(questions, material, prompts),
    ...referenceProbes(questions),
    ...pairProbes(questions, padded),
    paddedRatingProbe(questions, padded),
    repeatsProbe(questions),
  ];
}

/** Something to ask a judge, and the first probe that wants to know. */
export interface ProbeCall {
  key: string;
  match: Match;
  probe: string;
  question: string;
}

/** What a judge must be asked, each thing once. */
export function probeCallsOf(probes: readonly Probe[]): ProbeCall[] {
  const calls = new Map<string, ProbeCall>();
  for (const { name, cases } of probes) {
    for (const { question, matches } of cases) {
      for (const match of matches) {
        const key = matchKey(match);
        if (!calls.has(key)) calls.set(key, { key, match, probe: name, question });
      }
    }
  }
  return [...calls.values()];
}
