import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choleskyFactor, choleskyInverse, choleskySolve } from '../../../src/stats/ratings/cholesky.ts';

const square = fc
  .integer({ min: 1, max: 6 })
  .chain((n) => fc.array(fc.integer({ min: -5, max: 5 }), { minLength: n * n, maxLength: n * n }))
  .map((entries) => {
    const n = Math.sqrt(entries.length);
    // B·Bᵀ + I is positive definite whatever B.
    const matrix = Float64Array.from({ length: n * n }, (_, place) => {
      const [i, j] = [Math.floor(place / n), place % n];
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k += 1) sum += (entries[i * n + k] ?? 0) * (entries[j * n + k] ?? 0);
      return sum;
    });
    return { n, matrix };
  });

test('`choleskySolve()` and `choleskyInverse()` undo the matrix that `choleskyFactor()` took apart', () => {
  fc.assert(
    fc.property(square, ({ n, matrix }) => {
      const factor = matrix.slice();
      choleskyFactor(factor, n);
      const x = Array.from({ length: n }, (_, i) => i + 1);
      const product = Float64Array.from(x, (_, i) =>
        x.reduce((sum, value, j) => sum + (matrix[i * n + j] ?? 0) * value, 0),
      );
      choleskySolve(factor, n, product);
      expect([...product]).toEqual(x.map((value) => expect.closeTo(value, 6)));
      const inverse = choleskyInverse(factor, n);
      for (let i = 0; i < n; i += 1) {
        const entry = x.reduce((sum, _, j) => sum + (matrix[i * n + j] ?? 0) * (inverse[j * n + i] ?? 0), 0);
        expect(entry).toBeCloseTo(1, 6);
      }
    }),
  );
});

test('`choleskyFactor()` refuses a matrix that is not positive definite', () => {
  expect(() => choleskyFactor(Float64Array.from([1, 2, 2, 1]), 2)).toThrow('pivot 1 is -3');
});
