/** The standard error that lm-evaluation-harness prints for a group of tasks. */

export interface TaskMean {
  mean: number;
  /** s/√n with n − 1 in s: `naiveStandardError`. */
  standardError: number;
  n: number;
}

/**
 * √(Σ (n_i − 1)·n_i·se_i² / (Σ n_i − groups) / Σ n_i): the variances of the tasks are pooled, the spread of their means is
 * not in it, so it is smaller than the standard error of all questions in one list (`pooled_sample_stderr` of
 * `lm_eval/api/metrics.py` at commit 4e7e0d4). Undefined for fewer questions than one more than there are tasks.
 */
export function pooledStandardError(tasks: readonly TaskMean[]): number | undefined {
  const total = tasks.reduce((sum, { n }) => sum + n, 0);
  if (total <= tasks.length) return undefined;
  const squares = tasks.reduce((sum, { n, standardError }) => sum + (n - 1) * standardError ** 2 * n, 0);
  return Math.sqrt(squares / (total - tasks.length) / total);
}

/** Mean over all questions (micro): what lm-eval prints for a group with `weight_by_size`. Undefined for no questions. */
export function microMean(tasks: readonly Pick<TaskMean, 'mean' | 'n'>[]): number | undefined {
  const total = tasks.reduce((sum, { n }) => sum + n, 0);
  return total === 0 ? undefined : tasks.reduce((sum, { mean, n }) => sum + mean * n, 0) / total;
}

/** Mean of the means (macro): each task counts alike. Undefined for no tasks. */
export function macroMean(tasks: readonly Pick<TaskMean, 'mean'>[]): number | undefined {
  return tasks.length === 0 ? undefined : tasks.reduce((sum, { mean }) => sum + mean, 0) / tasks.length;
}
