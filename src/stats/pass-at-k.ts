/** The chance that at least one of k answers is right, estimated from n answers. */

/**
 * Unbiased estimate of pass@k from `n` samples of which `c` are right: 1 − C(n − c, k)/C(n, k), computed as
 * 1 − Π_{i = n−c+1}^{n} (1 − k/i) (Chen et al. 2021, arXiv:2107.03374, equation 1; `estimate_pass_at_k` of human-eval at
 * commit 6d43fb9 gives the same digits). 1 where fewer than k are wrong. Throws a RangeError unless 0 ≤ c ≤ n and
 * 1 ≤ k ≤ n, all whole.
 */
export function passAtK({ n, c, k }: { n: number; c: number; k: number }): number {
  const isWhole = [n, c, k].every(Number.isInteger);
  if (!(isWhole && c >= 0 && c <= n && k >= 1 && k <= n)) {
    throw new RangeError(`no pass@${k} of ${n} samples, ${c} of them right`);
  }
  if (n - c < k) return 1;
  let noneRight = 1;
  for (let i = n - c + 1; i <= n; i += 1) noneRight *= 1 - k / i;
  return 1 - noneRight;
}
