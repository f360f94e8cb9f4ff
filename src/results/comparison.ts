/** Two models on the questions both have ratings for: how far apart they are, and whether that can be told from chance. */

import { holm, pairedDifference, subtract } from '../stats/paired.ts';
import { signFlipTest } from '../stats/sign-flip.ts';
import { group, mean, type UsableRating } from './rating.ts';

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
  /** Mean over the shared questions, in points of the rating. */
  difference: number | null;
  ci: [number, number] | null;
  /** Questions that both have ratings for, and all that there are. */
  n: number;
  of: number;
  t: number | null;
  p: number | null;
  p_permutation: number | null;
  /** Whether every sign pattern was counted; else p_permutation comes from draws with the seed. */
  exact: boolean | null;
  /** Neither test takes the difference for chance: both p below 0.05. */
  told_apart: boolean;
}

/** A comparison among all pairs, its p values corrected for their number; told apart is by these. */
export interface CorrectedComparison extends Comparison {
  p_holm: number | null;
  p_permutation_holm: number | null;
}

/** Ratings of one model by question, then by what was rated and who rated it. */
export type Ratings = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The usable ratings of every model, ready to be paired. */
export function ratingsByModel(rows: readonly UsableRating[]): Map<string, Ratings> {
  const places = ({ turn, choice, repeat, judge }: UsableRating) => `${turn} ${choice} ${repeat} ${judge}`;
  const byQuestion = (members: readonly UsableRating[]) =>
    [...group(members, ({ question }) => question)].map(
      ([question, each]) => [question, new Map(each.map((row) => [places(row), row.score]))] as const,
    );
  return new Map(
    [...group(rows, ({ model }) => model)].map(([model, members]) => [model, new Map(byQuestion(members))]),
  );
}

/** Means by question over the turns, choices, repeats and judges that both models have. */
export function pair(first: Ratings, second: Ratings): Pairing {
  const pairing: Pairing = { questions: [], a: [], b: [] };
  for (const [question, ofFirst] of first) {
    const ofSecond = second.get(question);
    const shared = ofSecond ? [...ofFirst].filter(([place]) => ofSecond.has(place)) : [];
    if (!ofSecond || shared.length === 0) continue;
    pairing.questions.push(question);
    pairing.a.push(mean(shared.map(([, score]) => score)));
    pairing.b.push(mean(shared.map(([place]) => ofSecond.get(place) ?? Number.NaN)));
  }
  return pairing;
}

/** What all comparisons of a leaderboard stand on. */
export interface ComparisonBasis {
  ratings: ReadonlyMap<string, Ratings>;
  /** Questions of the bench, where they are known. */
  questions: number;
  /** For the permutation test, where there are too many patterns to count. */
  seed: number;
}

/** The paired difference between two models. A model without ratings shares no question. */
export function compare(
  [a, b]: readonly [string, string],
  { ratings, questions, seed }: ComparisonBasis,
): Comparison {
  const [first, second] = [ratings.get(a) ?? new Map(), ratings.get(b) ?? new Map()];
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
    of: Math.max(questions, new Set([...first.keys(), ...second.keys()]).size),
    t: result?.t ?? null,
    p,
    p_permutation,
    exact: flipped?.exact ?? null,
    told_apart: isToldApart(p, p_permutation),
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
    return { ...each, p_holm, p_permutation_holm, told_apart: isToldApart(p_holm, p_permutation_holm) };
  });
}

function isToldApart(p: number | null, permuted: number | null): boolean {
  return p !== null && permuted !== null && p < 0.05 && permuted < 0.05;
}

function corrected(pValues: readonly (number | null)[]): (number | null)[] {
  const adjusted = holm(pValues.filter((p) => p !== null)).values();
  return pValues.map((p) => (p === null ? null : (adjusted.next().value ?? null)));
}
