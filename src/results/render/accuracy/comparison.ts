/** Two models of a benchmark, compared: the paired t test next to McNemar's exact test. */

import type { Comparison } from '../../leaderboard/comparison.ts';
import type { TableData } from '../leaderboard-tables.ts';
import { formatP, formatScore } from '../number-format.ts';

export function accuracyComparison(
  compared: readonly { grader: string; comparison: Comparison }[],
): TableData {
  return {
    title: 'comparison',
    head: [
      ...['models', 'metric', 'difference', '95 % interval', 'questions', 't', 'p'],
      ...['right by the first alone', 'by the second alone', "McNemar's p"],
    ],
    rows: compared.map(({ grader, comparison: { a, b, difference, ci, n, of, t, p, mcnemar } }) => [
      `${a} − ${b}`,
      grader,
      signed(difference),
      ci ? ci.map(signed).join(' to ') : '–',
      n < of ? `${n} of ${of} *` : String(n),
      formatScore(t),
      formatP(p),
      mcnemar ? String(mcnemar.only_a) : '–',
      mcnemar ? String(mcnemar.only_b) : '–',
      formatP(mcnemar?.p ?? null),
    ]),
  };
}

/** A plain sentence for each metric. Where both tests are there, both must speak. */
export function comparisonNotes(compared: readonly { grader: string; comparison: Comparison }[]): string[] {
  return compared.map(({ grader, comparison }) => {
    const { a, b, difference, n, of, p, mcnemar } = comparison;
    if (difference === null || p === null) {
      return `by ${grader}, ${a} and ${b} cannot be compared: they share ${n} of ${of} questions, and it takes two`;
    }
    const speaks = p < 0.05;
    const agrees = mcnemar === undefined || mcnemar.p < 0.05 === speaks;
    const [better, worse] = difference < 0 ? [b, a] : [a, b];
    if (!agrees)
      return `by ${grader}, the paired t test and McNemar's test disagree on ${a} and ${b}: take them as equal`;
    return speaks
      ? `by ${grader}, ${better} is right significantly more often than ${worse}`
      : `by ${grader}, ${a} and ${b} do not differ significantly: chance explains as much`;
  });
}

function signed(value: number | null): string {
  return value === null ? '–' : `${value > 0 ? '+' : ''}${value.toFixed(4)}`;
}
