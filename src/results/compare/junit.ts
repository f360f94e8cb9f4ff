/** A comparison as a JUnit file: each bench and judge of each candidate is a test, which CI systems show by themselves. */

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
  const all = candidates.flatMap(({ benches }) => benches);
  const failures = all.filter((each) => failsOn(each, condition)).length;
  const suites = candidates.flatMap(({ model, benches }) => [
    `  <testsuite name="${escaped(`${model} against ${base}`)}" tests="${benches.length}" failures="${benches.filter((each) => failsOn(each, condition)).length}">`,
    ...benches.flatMap((each) => testCase(each, condition)),
    '  </testsuite>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mt-judge compare" tests="${all.length}" failures="${failures}">`,
    ...suites,
    ...different_settings.map((text) => `  <system-out>${escaped(text)}</system-out>`),
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(each: BenchComparison, condition: FailCondition): string[] {
  const { bench, judge, verdict, difference, ci, margin, n } = each;
  const interval = ci ? ` [${ci.map((end) => end.toFixed(4)).join(', ')}]` : '';
  const text = `${verdict}: difference ${difference?.toFixed(4) ?? 'unknown'}${interval}, margin ${margin}, ${n} questions`;
  const open = `    <testcase classname="${escaped(bench)}" name="${escaped(judge)}">`;
  if (failsOn(each, condition))
    return [open, `      <failure message="${escaped(text)}"/>`, '    </testcase>'];
  const inside =
    verdict === 'cannot tell'
      ? `<skipped message="${escaped(text)}"/>`
      : `<system-out>${escaped(text)}</system-out>`;
  return [open, `      ${inside}`, '    </testcase>'];
}

/** Characters that XML has no place for are left out; ids may hold any. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' && character !== '\ufffe' && character !== '\uffff')
    .join('')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
