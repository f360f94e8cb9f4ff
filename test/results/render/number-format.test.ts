import { expect, test } from 'vitest';
import { formatCoverage, formatEstimate, formatScore } from '../../../src/results/render/number-format.ts';

test('numbers have two decimals, an interval its half width, and an empty mean a dash', () => {
  expect(formatScore(8.005)).toBe('8.01');
  expect(formatScore(null)).toBe('–');
  expect(formatEstimate({ score: 8.2, n: 160, ci: [7.9, 8.5] })).toBe('8.20 ± 0.30 (160)');
  expect(formatEstimate({ score: null, n: 0, ci: null })).toBe('– (0)');
});

test('coverage names what stands behind a gap', () => {
  const coverage = { expected: 160, judged: 150, unparsed: 4, missing: 5, duplicates: 2, stale: 1 };
  expect(formatCoverage(coverage)).toBe('150/160, 4 unparsed, 5 missing, 1 stale, 2 duplicates');
  const large = { expected: 14042, judged: 12000, unparsed: 0, missing: 2042, duplicates: 0, stale: 0 };
  expect(formatCoverage(large)).toBe('12,000/14,042, 2,042 missing');
});
