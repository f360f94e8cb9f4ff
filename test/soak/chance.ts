/** What the suite leaves to chance, by a seed that is printed: equal seeds draw equal moments, faults and sizes. */

import { createHash } from 'node:crypto';
import { type Random, seededRandom } from '../../src/stats/random.ts';

/** True under `npm run soak`, false in the gate. */
export const long = process.env.MT_JUDGE_SOAK === '1';

/** The gate draws the same each time, so that it says the same of the same code; the long form draws anew. */
export const seed = wholeNumber('MT_JUDGE_SEED', long ? Date.now() % 1_000_000 : 1);

/** Kills of each stage. */
export const killsWanted = wholeNumber('MT_JUDGE_KILLS', long ? 50 : 3);

/** A generator for one purpose: what is drawn elsewhere, and in which order, does not matter to it. */
export function chance(...purpose: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(JSON.stringify([seed, ...purpose]));
  return seededRandom(digest.digest().readUInt32BE(0));
}

/** `count` of the items, each at most once. */
export function pick<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  const left = [...items];
  const drawn = Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(random.below(left.length), 1),
  );
  return drawn.flat();
}

function wholeNumber(name: string, otherwise: number): number {
  const given = process.env[name];
  const value = given === undefined ? otherwise : Number(given);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${name} must be a whole number from 0, not "${given}"`);
  return value;
}
