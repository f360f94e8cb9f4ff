/** Agreement between judges beyond chance: Cohen's κ and Krippendorff's α. */

export interface Kappa {
  /** Share of things the two judges agree on (weighted, where weights are asked for). */
  observed: number;
  /** The share expected of judges with these margins that choose at random. */
  expected: number;
  /** (observed − expected)/(1 − expected); undefined where chance alone gives full agreement. */
  kappa: number | undefined;
}

/**
 * Cohen's κ of a square table: entry [i][j] counts the things that the first judge put into category i and the second
 * into j; categories in their order. `linear` and `quadratic` weight a disagreement by |i − j| and (i − j)² (Cohen 1960,
 * Educ. Psychol. Meas. 20(1); Cohen 1968, Psychol. Bull. 70(4)). Undefined for an empty table; throws a RangeError for one
 * that is not square or has a negative count.
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
  weights: 'none' | 'linear' | 'quadratic' = 'none',
): Kappa | undefined {
  const k = table.length;
  if (table.some((row) => row.length !== k || !row.every((count) => count >= 0))) {
    throw new RangeError('a table of agreement is square and its counts are not negative');
  }
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table.map((_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const n = rows.reduce((sum, count) => sum + count, 0);
  if (n === 0) return undefined;
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const weight = agreementWeight(Math.abs(i - j), k, weights);
      observed += (weight * (table[i]?.[j] ?? 0)) / n;
      expected += (weight * (rows[i] ?? 0) * (columns[j] ?? 0)) / (n * n);
    }
  }
  // One category used by both: chance agrees as well, up to rounding.
  const left = 1 - expected;
  return { observed, expected, kappa: left > 1e-12 ? (observed - expected) / left : undefined };
}

function agreementWeight(
  distance: number,
  categories: number,
  weights: 'none' | 'linear' | 'quadratic',
): number {
  if (weights === 'none' || categories < 2) return distance === 0 ? 1 : 0;
  const share = distance / (categories - 1);
  return 1 - (weights === 'linear' ? share : share * share);
}

/** How far two values are apart: equal or not, ranks between them, or the difference of the numbers. */
export type Scale = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's α = 1 − D_o/D_e from the coincidences of values within units (Krippendorff 2011, "Computing
 * Krippendorff's Alpha-Reliability"). `scores[coder][unit]` is a number, or undefined or null where the coder gave none;
 * any number of coders; units with fewer than two values do not count. Undefined where fewer than two values can be
 * paired, or all of those are equal: then there is nothing to agree on.
 */
export function krippendorffAlpha(
  scores: readonly (readonly (number | null | undefined)[])[],
  scale: Scale,
): number | undefined {
  const length = scores.reduce((longest, coder) => Math.max(longest, coder.length), 0);
  const units = Array.from({ length }, (_, unit) =>
    scores.map((coder) => coder[unit]).filter((value) => value !== undefined && value !== null),
  ).filter((unit) => unit.length >= 2);
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  const places = new Map(values.map((value, place) => [value, place]));
  const coincidences = countCoincidences(units, places);
  const totals = coincidences.map((row) => row.reduce((sum, count) => sum + count, 0));
  const n = totals.reduce((sum, count) => sum + count, 0);
  const distance = squaredDistance(scale, values, totals);
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < values.length; c += 1) {
    for (let k = 0; k < c; k += 1) {
      observed += (coincidences[c]?.[k] ?? 0) * distance(k, c);
      expected += (totals[c] ?? 0) * (totals[k] ?? 0) * distance(k, c);
    }
  }
  return expected === 0 ? undefined : 1 - ((n - 1) * observed) / expected;
}

/** o_ck: every ordered pair of values within a unit of m values counts 1/(m − 1). */
function countCoincidences(
  units: readonly (readonly number[])[],
  places: Map<number, number>,
): Float64Array[] {
  const table = Array.from(places, () => new Float64Array(places.size));
  for (const unit of units) {
    for (const [i, first] of unit.entries()) {
      const row = table[places.get(first) ?? 0];
      for (const [j, second] of unit.entries()) {
        const column = places.get(second) ?? 0;
        if (i !== j && row !== undefined) row[column] = (row[column] ?? 0) + 1 / (unit.length - 1);
      }
    }
  }
  return table;
}

/** δ² between the values at places k < c. */
function squaredDistance(scale: Scale, values: readonly number[], totals: readonly number[]) {
  return (k: number, c: number): number => {
    if (scale === 'nominal') return 1;
    if (scale === 'interval') return ((values[c] ?? 0) - (values[k] ?? 0)) ** 2;
    const between = totals.slice(k, c + 1).reduce((sum, count) => sum + count, 0);
    return (between - ((totals[k] ?? 0) + (totals[c] ?? 0)) / 2) ** 2;
  };
}
