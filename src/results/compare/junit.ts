/** A comparison as a JUnit file: each bench and judge of each candidate is a test. */

import { type JunitCase, renderJunit } from '../render/junit.ts';
import type { BenchComparison, CompareValue } from './value.ts';

/** Which verdicts fail a gate: `worse`, or everything that is not shown to be as good. */
export const failConditions = ['worse', 'not-shown'] as const;

export type FailCondition = (typeof failConditions)[number];

export function failsOn({ verdict }: Pick<BenchComparison, 'verdict'>, condition: FailCondition): boolean {
  return verdict === 'worse' || (condition === 'not-shown' && verdict === 'cannot tell');
}

/** What is worse is a failure; what cannot be told is a failure under `not-shown`, and is skipped otherwise. */
export function renderCompareJunit(
  { base, candidates, different_settings }: CompareValue,
  condition: FailCondition = 'worse',
): string {
  return renderJunit({
    name: 'mt-judge compare',
    suites: candidates.map(({ model, benches }) => ({
      name: `${model} against ${base}`,
      cases: benches.map((each) => toCase(each, condition)),
    })),
    notes: different_settings,
  });
}

function toCase(each: BenchComparison, condition: FailCondition): JunitCase {
  const { bench, judge, verdict, difference, ci, margin, n } = each;
  const interval = ci ? ` [${ci.map((end) => end.toFixed(4)).join(', ')}]` : '';
  return {
    className: bench,
    name: judge,
    outcome: failsOn(each, condition) ? 'failed' : verdict === 'cannot tell' ? 'skipped' : 'passed',
    text: `${verdict}: difference ${difference?.toFixed(4) ?? 'unknown'}${interval}, margin ${margin}, ${n} questions`,
  };
}
