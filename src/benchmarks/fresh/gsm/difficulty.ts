/** How difficult the problems of a bench are: steps, size of numbers, distractors, structures. */

import type { WordProblem } from './word-problem.ts';

/** Lines for a reader. */
export function difficultyOf(problems: readonly WordProblem[]): string[] {
  const structures = new Set(problems.map(({ structure }) => structure)).size;
  const sizes = [100, 1000, 10_000, Number.POSITIVE_INFINITY];
  const bySize = sizes.map((limit, index) => {
    const from = sizes[index - 1] ?? 0;
    const number = problems.filter(({ largest }) => largest >= from && largest < limit).length;
    return `${limit === Number.POSITIVE_INFINITY ? `${from} or more` : `below ${limit}`}: ${number}`;
  });
  return [
    `structures: ${structures}`,
    `steps: ${counted(problems.map(({ steps }) => steps))}`,
    `distractors: ${counted(problems.map(({ distractors }) => distractors))}`,
    `largest number: ${bySize.join(', ')}`,
  ];
}

function counted(values: readonly number[]): string {
  const different = [...new Set(values)].sort((a, b) => a - b);
  return different.map((value) => `${value}: ${values.filter((each) => each === value).length}`).join(', ');
}
