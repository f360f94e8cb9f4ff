/** What a reader must know of a pairwise board: its title, what the columns mean, and what is not as it should be. */

import { askedNotes } from '../asked.ts';
import { type By, demoNote, rankNote } from '../render/leaderboard-tables.ts';
import type { PairBoard, PairModel } from './board.ts';
import { formatPairCoverage, isIncomplete } from './coverage.ts';
import type { Apart, Rating } from './ratings.ts';
import { type StyleControl, styleMeasures } from './style.ts';
import { ratingCell } from './tables.ts';

/** `bench mt80`, `mode pairwise-all`, `judge gpt-4`; more than three judges are counted. */
export function pairTitleOf({ bench, mode, baseline, judges }: PairBoard): string[] {
  const named = judges.length > 3 ? `${judges.length} judges` : `judge ${judges.join(', ')}`;
  return [
    `bench ${bench}`,
    `mode ${mode}`,
    ...(baseline ? [`baseline ${baseline.model}`] : []),
    ...(judges.length > 0 ? [named] : []),
  ];
}

/** What the figures mean, a line at a time; ratings are left out of the tables by turn, category or judge. */
export function pairNotesOf(board: PairBoard, by?: By): string[] {
  const rates = by
    ? ['adjusted win rate in %, a tie counting as half a win (number of matches)']
    : ['win rate: of all matches; adjusted: a tie counts as half a win', ...ratingNotes(board)];
  const order = [
    'a match is two games, the sides swapped in the second; if they disagree, the match is a tie',
    'consistent: both games name the same winner, or both are ties; one tied: one of them is a tie',
    'prefers first (second): each game names whoever stood first (second)',
  ];
  return [
    ...rates,
    ...styleNotes(board),
    ...(board.order ? order : []),
    ...(board.inconsistent_votes > 0
      ? [`${board.inconsistent_votes} of the ties are votes that changed with the order of the sides`]
      : []),
    ...(board.models.some(isIncomplete) ? ['* not every expected match is in these figures'] : []),
    ...askedNotes(board),
    ...(board.demo ? [demoNote] : []),
  ];
}

function styleNotes({ style }: PairBoard): string[] {
  if (!style) return [];
  const effects = styleMeasures.map((measure) => {
    const odds = style.coefficients[measure];
    return `${measure} ${odds < 0 ? '−' : '+'}${Math.abs(odds).toFixed(2)}`;
  });
  return [
    `controlled: as if all answers had the same length, headers, lists and bold type, with a ridge, on ${style.matches} of ${style.of} matches`,
    `log-odds for one standard deviation more: ${effects.join(', ')}`,
    ...lengthNotes(style),
  ];
}

function lengthNotes({ length_controlled, length_controlled_missing }: StyleControl): string[] {
  const pool = Object.values(length_controlled).filter((found) => found !== null).length;
  const byReason = new Map<string, string[]>();
  for (const [model, reason] of Object.entries(length_controlled_missing)) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), model]);
  }
  return [
    ...(pool > 0
      ? [
          `length-controlled win rate: a tie counts as half a win; length and the difficulty of each question by a joint fit of ${pool} models`,
        ]
      : []),
    ...Array.from(
      byReason,
      ([reason, models]) =>
        `no length-controlled win rate of ${named(models)}, only the win rate as it is: ${reason}`,
    ),
  ];
}

/** At most six names. */
function named(models: readonly string[]): string {
  return (models.length > 6 ? [...models.slice(0, 5), `${models.length - 5} more`] : models).join(', ');
}

/** One line for each model whose figures are not complete. */
export function pairWarningsOf({ models }: PairBoard): string[] {
  return models.flatMap(({ model, coverage }) =>
    coverage && isIncomplete({ coverage }) ? [`${model}: coverage ${formatPairCoverage(coverage)}`] : [],
  );
}

/** Why there are no ratings, or why their intervals are not to be taken at their word. */
export function ratingCaveats({ models, ratings: { apart, intervals } }: PairBoard): string[] {
  const described = apart.slice(0, 6).map(describe).join('; ');
  const unsolved = intervals?.unsolved_rounds ?? 0;
  const drawn = `${unsolved} of ${intervals?.rounds} resamples fit no finite ratings`;
  const meaning =
    intervals?.by === 'sandwich'
      ? 'the intervals are by the sandwich instead'
      : 'the intervals are of the others';
  return [
    ...(apart.length > 0 ? [`no ratings, for no finite ones fit: ${described}`] : []),
    ...(apart.length > 6 ? [`and ${apart.length - 6} more stand apart in such a way`] : []),
    ...(unsolved > 0 ? [`${drawn}: ${meaning}`] : []),
    ...models.flatMap(disagreement),
  ];
}

function ratingNotes(board: PairBoard): string[] {
  const { anchor, intervals, separability } = board.ratings;
  const caveats = ratingCaveats(board);
  if (board.models.every(({ rating }) => rating === null)) return caveats;
  const origin = anchor ? `${anchor.model} at ${anchor.rating}` : 'mean 1000';
  const scale = `rating: Bradley–Terry on the Elo scale, ${origin}; 400 points more are odds of 10 to 1`;
  if (!intervals) return [scale, 'no intervals: they need matches on two questions or more', ...caveats];
  const pairs = (board.models.length * (board.models.length - 1)) / 2;
  const different = Math.round((separability ?? 0) * pairs);
  return [
    scale,
    intervals.by === 'sandwich'
      ? `(95 %): by the sandwich, clustered by ${intervals.unit}`
      : `(95 %): of ${intervals.rounds} resamples of the ${intervals.unit}s, seed ${intervals.seed}`,
    rankNote,
    ...(pairs > 0
      ? [`models whose intervals overlap do not differ significantly; ${different} of ${pairs} pairs do`]
      : []),
    ...(board.baseline
      ? [`the baseline ${board.baseline.model} has the rating ${ratingCell(board.baseline)}`]
      : []),
    ...caveats,
  ];
}

function describe({ models, reason }: Apart): string {
  const have = models.length === 1 ? 'has' : 'have';
  const how = {
    'never beaten': `${have} never been beaten or tied by any of the others`,
    'never won': `${have} never won or tied against any of the others`,
    'never met': `${have} never met any of the others`,
    'in between': `${have} won every match against some of the others and lost every one to the rest`,
  };
  return `${named(models)} ${how[reason]}`;
}

/** Two ways to an interval that differ by a quarter are worth a line: few questions, or one model almost unbeaten. */
function disagreement({
  model,
  rating_ci,
  rating_ci_sandwich,
}: Pick<PairModel, 'model' | keyof Rating>): string[] {
  const [drawn, sandwich] = [rating_ci, rating_ci_sandwich].map((ci) => (ci ? (ci[1] - ci[0]) / 2 : 0));
  if (!drawn || !sandwich || Math.max(drawn / sandwich, sandwich / drawn) < 1.25) return [];
  const halves = `± ${drawn.toFixed(0)} by resampling, ± ${sandwich.toFixed(0)} by the sandwich`;
  return [`the interval of ${model} is uncertain itself: ${halves}`];
}
