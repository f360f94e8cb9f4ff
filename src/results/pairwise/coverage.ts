/** How many matches of a model there should be, and what became of them. */

import { type Coverage, coverageShare } from '../leaderboard/build.ts';
import type { PairResult, PairResults } from './result.ts';

export interface Expected {
  results: PairResults;
  /** How many matches two models should have had; undefined where only the results themselves can tell. */
  expectedOf?: (model: string, opponent: string) => number;
  /** With it, it is everyone's only opponent. */
  baseline?: string | undefined;
}

/** The matches of a model; votes are none, for nobody has planned those. */
export interface MatchCount {
  found: number;
  judged: number;
  stale: number;
  /** Stale ones that nobody expects any more. */
  gone: number;
}

export function noMatches(): MatchCount {
  return { found: 0, judged: 0, stale: 0, gone: 0 };
}

export function addMatch(count: MatchCount, result: PairResult, usable: boolean): void {
  if (!isPlanned(result)) return;
  count.found += 1;
  if (usable) count.judged += 1;
  if (result.stale) count.stale += 1;
  if (result.gone) count.gone += 1;
}

/**
 * How many matches a model should have had: those with the baseline, or with each other model of `matches`. Null where
 * there are votes only, which do not count among matches.
 */
export function expectation(
  { results, expectedOf, baseline }: Expected,
  matches: ReadonlyMap<string, MatchCount>,
): ((model: string) => number) | null {
  const models = [...matches.keys()];
  if (models.length > 0 && [...matches.values()].every(({ found }) => found === 0)) return null;
  const ofTwo = expectedOf ?? expectedByUnion(results);
  return (model) => {
    const opponents = baseline === undefined ? models.filter((other) => other !== model) : [baseline];
    return opponents.reduce((sum, opponent) => sum + ofTwo(model, opponent), 0);
  };
}

/** Matches with an error in a game are the unparsed ones. */
export function coverageOf(
  { found, judged, stale, gone }: MatchCount,
  known: { expected: number; duplicates: number },
): Coverage {
  const wanted = found - gone;
  const expected = Math.max(known.expected, wanted);
  return {
    expected,
    judged,
    unparsed: found - stale - judged,
    missing: expected - wanted,
    duplicates: known.duplicates,
    stale,
  };
}

function isPlanned({ verdict }: PairResult): boolean {
  return 'games' in verdict;
}

/** Whether figures stand on less, or on more, than what they should. */
export function isIncomplete({ coverage }: { coverage: Coverage | null }): boolean {
  return coverage !== null && (coverageShare(coverage) < 1 || coverage.duplicates > 0);
}

/** `73/75`, and what is behind a difference: `73/75, 2 with an error in a game`. */
export function formatPairCoverage(coverage: Coverage): string {
  const names = {
    unparsed: 'with an error in a game',
    missing: 'missing',
    stale: 'stale',
    duplicates: 'duplicates',
  };
  const parts = (['unparsed', 'missing', 'stale', 'duplicates'] as const)
    .filter((field) => coverage[field] > 0)
    .map((field) => `${coverage[field]} ${names[field]}`);
  return [`${coverage.judged}/${coverage.expected}`, ...parts].join(', ');
}

/** Without the bench's questions, every two models should have met wherever any two have. */
function expectedByUnion(results: PairResults): () => number {
  const places = new Set<string>();
  for (const result of results) {
    if (!isPlanned(result)) continue;
    const { judge = '', question = '', turn, choice, repeat } = result;
    // With the length of the question's name no two places are written alike.
    places.add(`${turn} ${choice} ${repeat} ${question.length} ${question} ${judge}`);
  }
  return () => places.size;
}
