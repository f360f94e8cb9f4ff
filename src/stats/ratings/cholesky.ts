/** Symmetric positive definite systems, the inner step of the fits here. Matrices are dense, row-major, n × n. */

/**
 * Overwrites the lower triangle of `matrix` with its Cholesky factor L, matrix = L·Lᵀ (Golub & Van Loan 2013, section
 * 4.2). Only the lower triangle is read. Throws an Error where the matrix is not positive definite.
 */
export function choleskyFactor(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const row = i * n;
    for (let j = 0; j <= i; j += 1) {
      const other = j * n;
      let sum = matrix[row + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (matrix[row + k] ?? 0) * (matrix[other + k] ?? 0);
      if (i !== j) matrix[row + j] = sum / (matrix[other + j] ?? 0);
      else if (sum > 0) matrix[row + j] = Math.sqrt(sum);
      else throw new Error(`the matrix is not positive definite (pivot ${i} is ${sum})`);
    }
  }
}

/** Overwrites `vector` (length n) with the solution x of L·Lᵀ·x = vector. */
export function choleskySolve(factor: Float64Array, n: number, vector: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    let sum = vector[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * n + k] ?? 0) * (vector[k] ?? 0);
    vector[i] = sum / (factor[i * n + i] ?? 0);
  }
  // Column by column from the end, so that the factor is read along its rows.
  for (let i = n - 1; i >= 0; i -= 1) {
    const x = (vector[i] ?? 0) / (factor[i * n + i] ?? 0);
    vector[i] = x;
    for (let k = 0; k < i; k += 1) vector[k] = (vector[k] ?? 0) - (factor[i * n + k] ?? 0) * x;
  }
}

/** The inverse of L·Lᵀ, n × n. */
export function choleskyInverse(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    const row = inverse.subarray(i * n, (i + 1) * n);
    row[i] = 1;
    choleskySolve(factor, n, row);
  }
  return inverse;
}
