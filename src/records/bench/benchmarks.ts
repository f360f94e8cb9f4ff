/** The benchmarks that `mt-judge import` can bring. Their data are never part of the package. */

export const benchmarkNames = [
  'mmlu',
  'arc-challenge',
  'hellaswag',
  'gsm8k',
  'gsm8k-cot',
  'math',
  'math-500',
  'ifeval',
  'humaneval',
  'mbpp',
  'mbpp-sanitized',
] as const;

export type BenchmarkName = (typeof benchmarkNames)[number];

export function isBenchmark(name: string): name is BenchmarkName {
  return benchmarkNames.some((known) => known === name);
}
