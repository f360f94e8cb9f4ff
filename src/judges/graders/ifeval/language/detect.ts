/**
 * The language of a text as langdetect 1.0.9 for Python tells it, seeded with 0 (`DetectorFactory.seed = 0`): naive Bayes
 * on n-grams of characters (Nakatani 2010, "Language Detection Library for Java"), where n-grams are drawn at random
 * until one language is all but certain, seven times over. Written anew after `Detector._detect_block`. Loading this
 * module reads the tables of 87,598 n-grams; it is imported where a text's language is asked for.
 */

import { type PythonRandom, pythonRandoms } from '../../../../stats/python/random.ts';
import { readLanguageProfiles } from '../../../../store/bench/language-profiles.ts';
import { ngramsOf } from './ngrams.ts';
import { ngramLength, openProfiles } from './profiles.ts';

const trials = 7;
const alphaMean = 0.5;
const alphaDeviation = 0.05;
const baseFrequency = 10_000;
const certain = 0.99999;
const maxDraws = 1000;
const leastShare = 0.1;

const profiles = openProfiles(readLanguageProfiles());
const randomFrom0 = pythonRandoms(0);

/**
 * An ISO 639-1 code (Chinese `zh-cn` or `zh-tw`), or `unknown` where no language has a share above 0.1, or undefined
 * for a text without any known n-gram, where langdetect raises.
 */
export function detectLanguage(text: string): string | undefined {
  const ngrams = ngramsOf(text, profiles);
  if (ngrams.length === 0) return undefined;
  const random = randomFrom0();
  const shares = new Float64Array(profiles.languages.length);
  for (let trial = 0; trial < trials; trial += 1) {
    const trialShares = shareOfLanguages(ngrams, random);
    for (let i = 0; i < shares.length; i += 1) shares[i] = (shares[i] ?? 0) + (trialShares[i] ?? 0) / trials;
  }
  const best = shares.indexOf(Math.max(...shares));
  return (shares[best] ?? 0) > leastShare ? profiles.languages[best]?.name : 'unknown';
}

function shareOfLanguages(ngrams: readonly number[], random: PythonRandom): Float64Array {
  const count = profiles.languages.length;
  const shares = new Float64Array(count).fill(1 / count);
  const weight = (alphaMean + random.gauss() * alphaDeviation) / baseFrequency;
  for (let draw = 0; ; draw += 1) {
    weigh(shares, ngrams[random.choice(ngrams.length)] ?? 0, weight);
    if (draw % 5 === 0 && (normalise(shares) > certain || draw >= maxDraws)) return shares;
  }
}

/**
 * The n-gram's share of a language is how often it was seen there, of all n-grams of its length. The reference multiplies
 * by that share plus the weight, and by the weight alone where the n-gram was never seen; here both are divided by the
 * weight, which normalising undoes, so that only the languages that have the n-gram change.
 */
function weigh(shares: Float64Array, ngram: number, weight: number): void {
  const { keys, starts, pairLanguages, pairCounts, languages } = profiles;
  const length = ngramLength(keys[ngram] ?? 0);
  const end = starts[ngram + 1] ?? 0;
  for (let pair = starts[ngram] ?? 0; pair < end; pair += 1) {
    const language = pairLanguages[pair] ?? 0;
    const total = languages[language]?.totals[length - 1] ?? 1;
    shares[language] = (shares[language] ?? 0) * (1 + (pairCounts[pair] ?? 0) / total / weight);
  }
}

/** Makes the sum 1, and returns the largest share. */
function normalise(shares: Float64Array): number {
  let sum = 0;
  for (const share of shares) sum += share;
  let largest = 0;
  for (let i = 0; i < shares.length; i += 1) {
    const share = (shares[i] ?? 0) / sum;
    shares[i] = share;
    if (share > largest) largest = share;
  }
  return largest;
}
