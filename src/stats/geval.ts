/** A rating from the probabilities of all ratings, instead of the one token that was written. */

export interface WeightedScore {
  /** Mean of the ratings weighted by their probability, in the units of the ratings. */
  score: number;
  /** Probability of any rating at all: low where the judge was about to write something else. */
  mass: number;
  /** The most probable rating, the lower one of equals. */
  argmax: number;
}

/**
 * Σ s·p(s)/Σ p(s) over the tokens that are whole numbers from `min` to `max`, p = e^logprob (Liu et al. 2023, G-Eval,
 * arXiv:2303.16634, equation 1, normalised over the ratings seen). `logprobs` holds natural logarithms by token; white
 * space around a number does not count, and spellings of one number are added up. Undefined where no token is a rating.
 */
export function probabilityWeightedScore(
  logprobs: Readonly<Record<string, number>>,
  { min, max }: { min: number; max: number } = { min: 1, max: 10 },
): WeightedScore | undefined {
  const probabilities = new Map<number, number>();
  for (const [token, logprob] of Object.entries(logprobs)) {
    const text = token.trim();
    const rating = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(rating >= min && rating <= max)) continue;
    probabilities.set(rating, (probabilities.get(rating) ?? 0) + Math.exp(logprob));
  }
  let mass = 0;
  let weighted = 0;
  let argmax = Number.POSITIVE_INFINITY;
  for (const [rating, probability] of [...probabilities].sort(([a], [b]) => a - b)) {
    mass += probability;
    weighted += rating * probability;
    if (probability > (probabilities.get(argmax) ?? -1)) argmax = rating;
  }
  return mass > 0 ? { score: weighted / mass, mass, argmax } : undefined;
}
