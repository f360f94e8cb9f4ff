/** pass@k: the chance that at least one of k answers to a question is right, estimated from n of them. */

export interface Attempts {
  /** How many answers were judged. */
  n: number;
  /** How many of them are right. */
  c: number;
}

/**
 * Unbiased estimate 1 − C(n − c, k)/C(n, k), as 1 − Π (1 − k/i) over i from n − c + 1 to n, which is 1 where n − c < k
 * (Chen et al. 2021, arXiv:2107.03374, equation 1 and figure 3; `estimate_pass_at_k` of openai/human-eval at commit
 * 6d43fb9). Throws a RangeError unless 0 ≤ c ≤ n and 1 ≤ k ≤ n, all whole numbers.
 */
export function passAtK({ n, c }: Attempts, k: number): number {
  if (![n, c, k].every(Number.isInteger) || c < 0 || c > n || k < 1 || k > n) {
    throw new RangeError(`pass@${k} of ${c} right in ${n} is not defined`);
  }
  let none = 1;
  for (let i = n - c + 1; i <= n; i += 1) none *= 1 - k / i;
  return 1 - none;
}

/** Mean of pass@k over questions. Undefined where one has fewer than k answers, or there are none, as human-eval leaves that k out. */
export function meanPassAtK(questions: readonly Attempts[], k: number): number | undefined {
  if (questions.length === 0 || questions.some(({ n }) => n < k)) return undefined;
  return questions.reduce((sum, question) => sum + passAtK(question, k), 0) / questions.length;
}
