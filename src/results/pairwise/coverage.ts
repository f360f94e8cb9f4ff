/** How many matches of a model there should be, and what became of them. */

import { type Coverage, coverageShare } from '../leaderboard/build.ts';
import { isUsable, type PairResult } from './result.ts';

export interface Expected {
  results: readonly PairResult[];
  /** How many matches two models should have had; undefined where only the results themselves can tell. */
  expectedOf?: (model: string, opponent: string) => number;
  /** With it, it is everyone's only opponent. */
  baseline?: string | undefined;
}

/**
 * How many matches a model should have had: those with the baseline, or with each other model. Null where there are votes
 * only: nobody has planned those, and they do not count among matches.
 */
export function expectation(
  { results, expectedOf, baseline }: Expected,
  models: readonly string[],
): ((model: string) => number) | null {
  const planned = results.filter(isPlanned);
  if (planned.length === 0 && results.length > 0) return null;
  const ofTwo = expectedOf ?? expectedByUnion(planned);
  return (model) => {
    const opponents = baseline === undefined ? models.filter((other) => other !== model) : [baseline];
    return opponents.reduce((sum, opponent) => sum + ofTwo(model, opponent), 0);
  };
}

/** Matches with an error in a game are the unparsed ones. */
export function coverageOf(
  results: readonly PairResult[],
  known: { expected: number; duplicates: number },
): Coverage {
  const own = results.filter(isPlanned);
  const stale = own.filter((result) => result.stale).length;
  const judged = own.filter(isUsable).length;
  const wanted = own.filter(({ gone }) => !gone).length;
  const expected = Math.max(known.expected, wanted);
  return {
    expected,
    judged,
    unparsed: own.length - stale - judged,
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
function expectedByUnion(results: readonly PairResult[]): () => number {
  const matches = ({ judge, question, turn, choice, repeat }: PairResult) =>
    JSON.stringify([judge, question, turn, choice, repeat]);
  const union = new Set(results.map(matches)).size;
  return () => union;
}
