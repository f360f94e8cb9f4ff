/**
 * The language of a text as langdetect 1.0.9 for Python tells it, seeded with 0 (`DetectorFactory.seed = 0`): naive Bayes
 * on n-grams of characters (Nakatani 2010, "Language Detection Library for Java"), where n-grams are drawn at random
 * until one language is all but certain, seven times over. Written anew after `Detector._detect_block`. Loading this
 * module decodes 87,598 n-grams; it is imported where a text's language is asked for.
 */

import { readLanguageProfiles } from '../../../../store/bench/language-profiles.ts';
import { type PythonRandom, pythonRandom } from '../python-random.ts';
import { ngramsOf } from './ngrams.ts';
import { decodeProfiles, type LanguageProfiles } from './profiles.ts';

const trials = 7;
const alphaMean = 0.5;
const alphaDeviation = 0.05;
const baseFrequency = 10_000;
const certain = 0.99999;
const maxDraws = 1000;
const leastShare = 0.1;

const profiles = decodeProfiles(readLanguageProfiles());

/**
 * An ISO 639-1 code (Chinese `zh-cn` or `zh-tw`), or `unknown` where no language has a share above 0.1, or undefined
 * for a text without any known n-gram, where langdetect raises.
 */
export function detectLanguage(text: string): string | undefined {
  const ngrams = ngramsOf(text, profiles);
  if (ngrams.length === 0) return undefined;
  const random = pythonRandom(0);
  const shares = new Float64Array(profiles.languages.length);
  for (let trial = 0; trial < trials; trial += 1) {
    const trialShares = shareOfLanguages(ngrams, random);
    for (let i = 0; i < shares.length; i += 1) shares[i] = (shares[i] ?? 0) + (trialShares[i] ?? 0) / trials;
  }
  const best = shares.indexOf(Math.max(...shares));
  return (shares[best] ?? 0) > leastShare ? profiles.languages[best] : 'unknown';
}

function shareOfLanguages(ngrams: readonly number[], random: PythonRandom): Float64Array {
  const count = profiles.languages.length;
  const shares = new Float64Array(count).fill(1 / count);
  const weight = (alphaMean + random.gauss() * alphaDeviation) / baseFrequency;
  const factors = new Float64Array(count);
  for (let draw = 0; ; draw += 1) {
    multiply(shares, factorsOf(ngrams[random.choice(ngrams.length)] ?? 0, weight, factors));
    if (draw % 5 === 0 && (normalise(shares) > certain || draw >= maxDraws)) return shares;
  }
}

/** How likely the n-gram is in each language, a little more than 0 in those that lack it. */
function factorsOf(ngram: number, weight: number, into: Float64Array): Float64Array {
  const { starts, entryLanguages, shares }: LanguageProfiles = profiles;
  into.fill(weight);
  for (let entry = starts[ngram] ?? 0; entry < (starts[ngram + 1] ?? 0); entry += 1) {
    into[entryLanguages[entry] ?? 0] = weight + (shares[entry] ?? 0);
  }
  return into;
}

function multiply(shares: Float64Array, factors: Float64Array): void {
  for (let i = 0; i < shares.length; i += 1) shares[i] = (shares[i] ?? 0) * (factors[i] ?? 0);
}

/** Makes the sum 1, and returns the largest share. */
function normalise(shares: Float64Array): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  for (let i = 0; i < shares.length; i += 1) shares[i] = (shares[i] ?? 0) / sum;
  return Math.max(...shares);
}
