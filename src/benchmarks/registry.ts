/** The benchmarks by name; each is loaded when it is wanted. */

import type { BenchmarkName } from '../records/bench/benchmarks.ts';
import type { Benchmark } from './benchmark.ts';

const benchmarks: Readonly<Record<BenchmarkName, () => Promise<Benchmark>>> = {
  mmlu: async () => (await import('./mmlu.ts')).mmlu,
  'arc-challenge': async () => (await import('./arc-challenge.ts')).arcChallenge,
  hellaswag: async () => (await import('./hellaswag.ts')).hellaswag,
  gsm8k: async () => (await import('./gsm8k.ts')).gsm8k,
  'gsm8k-cot': async () => (await import('./gsm8k-cot.ts')).gsm8kCot,
  math: async () => (await import('./math.ts')).math,
  'math-500': async () => (await import('./math-500.ts')).math500,
  ifeval: async () => (await import('./ifeval.ts')).ifeval,
  humaneval: async () => (await import('./humaneval.ts')).humaneval,
  mbpp: async () => (await import('./mbpp.ts')).mbpp,
  'mbpp-sanitized': async () => (await import('./mbpp-sanitized.ts')).mbppSanitized,
};

export function loadBenchmark(name: BenchmarkName): Promise<Benchmark> {
  return benchmarks[name]();
}
