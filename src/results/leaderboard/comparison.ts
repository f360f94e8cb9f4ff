/** Two models on the questions both have scores for: how far apart they are, and whether they differ significantly. */

import { holm, pairedDifference, subtract } from '../../stats/paired.ts';
import { signFlipTest } from '../../stats/sign-flip.ts';
import { isSamePlace, noScores, type Places, type QuestionScores } from './question-scores.ts';
import { mean } from './score.ts';

/** What two models' questions come to, side by side: `a[i]` and `b[i]` are their means on `questions[i]`. */
export interface Pairing {
  questions: string[];
  a: number[];
  b: number[];
}

/** The difference a − b. Figures are null where there is nothing to compute them from. */
export interface Comparison {
  a: string;
  b: string;
  /** Mean over the shared questions, in points of the score. */
  difference: number | null;
  ci: [number, number] | null;
  /** Questions that both have scores for, and all that there are. */
  n: number;
  of: number;
  t: number | null;
  p: number | null;
  p_permutation: number | null;
  /** Whether every sign pattern was counted; else p_permutation comes from draws with the seed. */
  exact: boolean | null;
  /** Neither test takes the difference for chance: both p below 0.05. */
  told_apart: boolean;
  /** Of verdicts, 0 or 1 on each question; absent of any other scores. */
  mcnemar?: Flips;
}

/** Questions that one of two models has right and the other wrong, and the two-sided p of McNemar's exact test. */
export interface Flips {
  only_a: number;
  only_b: number;
  p: number;
}

/** A comparison among all pairs, its p values corrected for their number; significance is by these. */
export interface CorrectedComparison extends Comparison {
  p_holm: number | null;
  p_permutation_holm: number | null;
}

/** Means by question over the turns, choices, repeats and judges that both models have. */
export function pair(first: QuestionScores, second: QuestionScores): Pairing {
  const pairing: Pairing = { questions: [], a: [], b: [] };
  eachShared(first, second, (position, a, b) => {
    pairing.questions.push(first.questions[position] ?? '');
    pairing.a.push(a);
    pairing.b.push(b);
  });
  return pairing;
}

/** The differences of `pair`, a − b, without the lists that they come from. */
export function differences(first: QuestionScores, second: QuestionScores): Float64Array {
  const all = new Float64Array(first.questions.length);
  let count = 0;
  eachShared(first, second, (_, a, b) => {
    all[count] = a - b;
    count += 1;
  });
  return all.subarray(0, count);
}

/** Shows the position, in `first`, of each question that both have something of, and the means of both there. */
function eachShared(
  first: QuestionScores,
  second: QuestionScores,
  visit: (position: number, a: number, b: number) => void,
): void {
  for (let position = 0; position < first.questions.length; position += 1) {
    const question = first.questions[position] ?? '';
    // Most models are asked the same in the same order, which spares the question's hash.
    const other = second.questions[position] === question ? position : second.positions.get(question);
    if (other === undefined) continue;
    const shared = sharedPlaces(first.places[position], second.places[other]);
    if (shared?.length === 0) continue;
    const [ofFirst, ofSecond] = [shared?.map(([place]) => place), shared?.map(([, place]) => place)];
    visit(position, meanAt(first, position, ofFirst), meanAt(second, other, ofSecond));
  }
}

/** Where the places that two lists share stand in each; undefined for one and the same list. */
function sharedPlaces(first: Places | undefined, second: Places | undefined): [number, number][] | undefined {
  if (!first || !second || first === second) return undefined;
  return first.list.flatMap((place, index): [number, number][] => {
    const other = second.list.findIndex((each) => isSamePlace(each, place));
    return other === -1 ? [] : [[index, other]];
  });
}

/** The mean of a question's scores, of all of them or of some. */
function meanAt(
  { starts, scores, means }: QuestionScores,
  position: number,
  some: readonly number[] | undefined,
): number {
  if (!some) return means[position] ?? Number.NaN;
  const start = starts[position] ?? 0;
  return mean(some.map((place) => scores[start + place] ?? Number.NaN));
}

/** What all comparisons of a leaderboard stand on. */
export interface ComparisonBasis {
  scores: ReadonlyMap<string, QuestionScores>;
  /** Questions of the bench, where they are known. */
  questions: number;
  /** For the permutation test, where there are too many patterns to count. */
  seed: number;
}

/** The paired difference between two models. A model without scores shares no question. */
export function compare(
  [a, b]: readonly [string, string],
  { scores, questions, seed }: ComparisonBasis,
): Comparison {
  const [first, second] = [scores.get(a) ?? noScores, scores.get(b) ?? noScores];
  const pairing = pair(first, second);
  const result = pairedDifference(pairing.a, pairing.b);
  const differences = subtract(pairing.a, pairing.b);
  const flipped = result && signFlipTest(differences, { seed });
  // Equal differences have no t: it is 0 by 0, or without bounds.
  const p = result ? (result.p ?? (Math.abs(result.mean) < 1e-12 ? 1 : 0)) : null;
  const p_permutation = flipped?.p ?? null;
  return {
    a,
    b,
    difference: differences.length === 0 ? null : mean(differences),
    ci: result ? [...result.interval] : null,
    n: differences.length,
    of: Math.max(questions, new Set([...first.positions.keys(), ...second.positions.keys()]).size),
    t: result?.t ?? null,
    p,
    p_permutation,
    exact: flipped?.exact ?? null,
    told_apart: isSignificant(p, p_permutation),
  };
}

/** All pairs of the models, in their order, with Holm's correction of each kind of p over the pairs that have one. */
export function compareAll(models: readonly string[], basis: ComparisonBasis): CorrectedComparison[] {
  const pairs = models.flatMap((a, index) => models.slice(index + 1).map((b) => compare([a, b], basis)));
  const parametric = corrected(pairs.map(({ p }) => p));
  const permuted = corrected(pairs.map(({ p_permutation }) => p_permutation));
  return pairs.map((each, index) => {
    const p_holm = parametric[index] ?? null;
    const p_permutation_holm = permuted[index] ?? null;
    return { ...each, p_holm, p_permutation_holm, told_apart: isSignificant(p_holm, p_permutation_holm) };
  });
}

function isSignificant(p: number | null, permuted: number | null): boolean {
  return p !== null && permuted !== null && p < 0.05 && permuted < 0.05;
}

function corrected(pValues: readonly (number | null)[]): (number | null)[] {
  const adjusted = holm(pValues.filter((p) => p !== null)).values();
  return pValues.map((p) => (p === null ? null : (adjusted.next().value ?? null)));
}
