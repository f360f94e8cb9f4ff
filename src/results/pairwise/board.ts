/** From pair judgments or votes to win rates, the effect of order, and ratings. Pure: values in, values out. */

import type { Sample } from '../../records/bench/sample.ts';
import { separability } from '../../stats/separability.ts';
import { type AskedFields, askedFields } from '../asked.ts';
import { compareNames } from '../compare-names.ts';
import type { Coverage } from '../leaderboard/build.ts';
import { type Ranks, ranked } from '../leaderboard/ranks.ts';
import type { Asked, Provenance } from '../provenance.ts';
import type { By } from '../render/leaderboard-tables.ts';
import { coverageOf, type Expected, expectation } from './coverage.ts';
import { type Grouped, mapGroups, type Tally, tally } from './groups.ts';
import { type Rating, type RatingOptions, type Ratings, rateModels } from './ratings.ts';
import { isUsable, type Order, orderIfAny, type WinFigures, winFigures } from './result.ts';
import { controlStyle, type StyleControl, type StyleOf } from './style.ts';

type NullableRating = { [Field in keyof Rating]: Rating[Field] | null };

export interface PairModel extends WinFigures, NullableRating, Ranks {
  model: string;
  /** Matches that were left out since a game of theirs is an error. */
  games_with_errors: number;
  /** Of matches; null where there are votes only: nobody can tell how many there should be. */
  coverage: Coverage | null;
  /** Win rates by each kind of group that was asked for. */
  by: Grouped<WinFigures>;
}

export interface PairBoard extends AskedFields {
  bench: string;
  mode: 'pairwise-all' | 'pairwise-baseline';
  judges: string[];
  demo: boolean;
  /** The model that all others are shown against. */
  baseline: (Pick<PairModel, 'model'> & NullableRating) | null;
  models: PairModel[];
  order: Order | null;
  order_by: Grouped<Order>;
  /** Ratings without what style does to them; present where they were asked for and answers are available. */
  style?: StyleControl;
  /** Votes that stand among the ties since they changed with the order of the sides; `order` is about judgments alone. */
  inconsistent_votes: number;
  ratings: Pick<Ratings, 'intervals' | 'apart'> & {
    anchor: RatingOptions['anchor'] | null;
    /** Share of the pairs of models whose intervals do not overlap. */
    separability: number | null;
  };
}

export interface PairBoardInput extends Expected {
  bench: string;
  /** Superseded rows by model. */
  duplicates: ReadonlyMap<string, number>;
  /** Category of each question that is known. */
  categoryOf: ReadonlyMap<string, string>;
  /** What to group by. */
  kinds: readonly By[];
  rating: RatingOptions;
  /** Given where style is to be controlled for. */
  styleOf?: StyleOf | undefined;
  demo: boolean;
  /** The set of judge prompts; null where none is named. */
  promptSet?: string | null;
  asked?: readonly Asked[];
  sample?: Sample | undefined;
  provenance?: Provenance | undefined;
}

/** The board, best first: by rating, or by adjusted win rate where there are no ratings. */
export function buildPairBoard(input: PairBoardInput): PairBoard {
  const { results, baseline, rating } = input;
  const ratings = rateModels(results, rating);
  const counted = tally(results, input);
  const models = toModels(input, ratings, counted);
  // The ridge of style control would give numbers even where no finite ratings fit.
  const solvable = ratings.models.size > 0;
  const style =
    input.styleOf &&
    controlStyle([...results].filter(isUsable), input.styleOf, { baseline, anchor: rating.anchor, solvable });
  const bounds = models.flatMap(({ rating_ci }) => (rating_ci ? [rating_ci] : []));
  return {
    bench: input.bench,
    mode: baseline === undefined ? 'pairwise-all' : 'pairwise-baseline',
    judges: [...counted.judges].sort(compareNames),
    demo: input.demo,
    ...askedFields(input),
    baseline: baseline === undefined ? null : { model: baseline, ...ratingOf(baseline, ratings) },
    models,
    order: orderIfAny(counted.order),
    order_by: mapGroups(counted.groups, ({ order }) => orderIfAny(order)),
    ...(style ? { style } : {}),
    inconsistent_votes: counted.inconsistentVotes,
    ratings: {
      anchor: rating.anchor ?? null,
      intervals: ratings.intervals,
      apart: ratings.apart,
      separability: separability(bounds) ?? null,
    },
  };
}

function toModels(input: PairBoardInput, ratings: Ratings, { matches, ...counted }: Tally): PairModel[] {
  const expectedOf = expectation(input, matches);
  const shown = [...matches].filter(([model]) => model !== input.baseline);
  const models = shown.map(([model, found]): Omit<PairModel, keyof Ranks> => {
    const duplicates = input.duplicates.get(model) ?? 0;
    return {
      model,
      ...winFigures(counted.wins.get(model)),
      ...ratingOf(model, ratings),
      games_with_errors: counted.errors.get(model) ?? 0,
      coverage: expectedOf && coverageOf(found, { expected: expectedOf(model), duplicates }),
      by: mapGroups(counted.groups, ({ wins }) => {
        const met = wins.get(model);
        return met ? winFigures(met) : null;
      }),
    };
  });
  return ranked(models, ({ rating_ci }) => rating_ci).sort(
    (a, b) =>
      descending(a.rating, b.rating) ||
      descending(a.win_rate_adjusted, b.win_rate_adjusted) ||
      compareNames(a.model, b.model),
  );
}

/** Null comes last. */
function descending(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
}

function ratingOf(model: string, { models }: Ratings): NullableRating {
  const none = { rating: null, rating_ci: null, rating_ci_sandwich: null, elo: null };
  return models.get(model) ?? none;
}
