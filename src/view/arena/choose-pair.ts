/** Chooses which two models a voter sees next, and on which question: where a vote tells most. Pure: seed handed in. */

import type { Random } from '../../stats/random.ts';
import { eloScale, fitBradleyTerry, winProbability } from '../../stats/ratings/bradley-terry.ts';
import { modelCovariance } from '../../stats/ratings/bradley-terry-errors.ts';

/** Matches and votes that count, of one outcome; `winner` is undefined for a tie. */
export interface Met {
  models: readonly [string, string];
  winner: string | undefined;
  /** How many; 1 unless given. */
  times?: number;
}

export interface Choosing {
  models: readonly string[];
  questions: readonly { key: string; category: string }[];
  /** What all judges and voters have said so far. */
  met: readonly Met[];
  /** This voter's votes. */
  cast: readonly { question: string; models: readonly [string, string] }[];
  /** Whether the voter may be shown the two on the question: both have answered it, and no vote on it is the voter's. */
  isOpen: (question: string, models: readonly [string, string]) => boolean;
  random: Random;
}

export interface Chosen {
  question: string;
  models: readonly [string, string];
}

/** A pair that tells at least this share of what the best one does is as good as it. */
const asGood = 0.75;

/**
 * Undefined where nothing is open. A vote on models i and j at win probability p tells ½·ln(1 + p(1 − p)·Var(r_i − r_j)) of
 * the difference of their ratings r in log-odds (the information of a Bernoulli trial under a normal approximation;
 * Chaloner & Verdinelli 1995, Stat. Sci. 10(3), section 4). Of the pairs that tell about as much as the best, one of those
 * with the fewest of the voter's votes; of its questions, one of the least voted on, from a category least voted on.
 */
export function choosePair(choosing: Choosing): Chosen | undefined {
  const { models, questions, random, isOpen, cast } = choosing;
  const pairs = pairsByGain(choosing);
  const isPossible = ({ pair }: GainingPair) => questions.some(({ key }) => isOpen(key, pair));
  const best = pairs.find(isPossible);
  if (!best || models.length < 2) return undefined;
  const good = pairs.filter((each) => each.gain >= asGood * best.gain && isPossible(each));
  const votesOn = countBy(cast, ({ models: two }) => nameOf(two));
  const { pair } = fewest(good, ({ pair: two }) => [votesOn(nameOf(two))], random);
  const onQuestion = countBy(cast, ({ question }) => question);
  const categoryOf = new Map(questions.map(({ key, category }) => [key, category]));
  const inCategory = countBy(cast, ({ question }) => categoryOf.get(question) ?? '');
  const open = questions.filter(({ key }) => isOpen(key, pair));
  const { key } = fewest(open, (each) => [inCategory(each.category), onQuestion(each.key)], random);
  return { question: key, models: pair };
}

interface GainingPair {
  pair: readonly [string, string];
  gain: number;
}

/** What tells most comes first. */
function pairsByGain({ models, met }: Choosing): GainingPair[] {
  const n = models.length;
  if (n < 2) return [];
  const wins = winsWithPrior(models, met);
  const fit = fitBradleyTerry(wins, n);
  if (!fit.connected) throw new Error('a table without zeros has ratings');
  const { ratings } = fit;
  const covariance = modelCovariance(wins, ratings);
  const pairs: GainingPair[] = [];
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const at = (row: number, column: number) => covariance[row * n + column] ?? 0;
      const variance = (at(i, i) + at(j, j) - 2 * at(i, j)) / eloScale ** 2;
      const p = winProbability(ratings[i] ?? 0, ratings[j] ?? 0);
      const gain = Math.log1p(p * (1 - p) * variance) / 2;
      pairs.push({ pair: [models[i] ?? '', models[j] ?? ''], gain });
    }
  }
  return pairs.sort((a, b) => b.gain - a.gain);
}

/** Each model has tied once with all others together: ratings are finite from the first vote on, and from before it. */
function winsWithPrior(models: readonly string[], met: readonly Met[]): Float64Array {
  const n = models.length;
  const wins = new Float64Array(n * n).fill(0.5 / (n - 1));
  for (let i = 0; i < n; i += 1) wins[i * n + i] = 0;
  const places = new Map(models.map((model, place) => [model, place]));
  for (const { models: two, winner, times = 1 } of met) {
    const [i, j] = [places.get(two[0]), places.get(two[1])];
    if (i === undefined || j === undefined) continue;
    const won = winner === undefined ? 0.5 : Number(winner === two[0]);
    wins[i * n + j] = (wins[i * n + j] ?? 0) + won * times;
    wins[j * n + i] = (wins[j * n + i] ?? 0) + (1 - won) * times;
  }
  return wins;
}

function nameOf(two: readonly [string, string]): string {
  return JSON.stringify([...two].sort());
}

function countBy<Item>(items: readonly Item[], name: (item: Item) => string): (name: string) => number {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1);
  return (wanted) => counts.get(wanted) ?? 0;
}

/** One of the items with the smallest numbers, the first of which weighs most; each of those equally likely. */
function fewest<Item>(
  items: readonly Item[],
  numbers: (item: Item) => readonly number[],
  random: Random,
): Item {
  let least: Item[] = [];
  let bound: readonly number[] | undefined;
  for (const item of items) {
    const own = numbers(item);
    const order = bound ? compare(own, bound) : -1;
    if (order < 0) [least, bound] = [[], own];
    if (order <= 0) least.push(item);
  }
  const chosen = least[random.below(Math.max(1, least.length))];
  if (chosen === undefined) throw new RangeError('there is nothing to choose from');
  return chosen;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [place, value] of a.entries()) {
    const difference = value - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
