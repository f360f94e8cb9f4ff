/** What can be said of a leaderboard beyond its means: how surely, whether the judges agree, whether they can be trusted. */

import type { Scale } from '../../records/scale.ts';
import { scaleOf } from '../charts/scale.ts';
import type { Leaderboard } from './build.ts';
import { type Comparison, type CorrectedComparison, compare, compareAll } from './comparison.ts';
import {
  type AnswerTrait,
  type Health,
  type Histogram,
  healthOf,
  histogramOf,
  type OwnFamily,
} from './health.ts';
import { type Panel, panelOf } from './panel.ts';
import { scoresByModel } from './question-scores.ts';
import { type Resolution, resolutionOf } from './resolution.ts';
import type { Score } from './score.ts';
import { scoresIn } from './score-table.ts';

export interface Findings {
  /** Of the scores. */
  scale: Scale;
  /** How the intervals of the leaderboard were made. */
  interval: 't' | 'bootstrap';
  /** Bootstrap samples that were drawn for each interval, with the seed. */
  rounds: number;
  seed: number;
  resolution: Resolution;
  /** Undefined for one judge, unless it was asked for. */
  panel?: Panel;
  /** How often each score was given, by model: what tells that a scale leaves no difference to measure. */
  histograms: Histogram[];
  /** The two models that were asked about; both undefined where none were. */
  comparison?: Comparison;
  comparisons?: CorrectedComparison[];
  /** Present where it was asked for. */
  health?: Health;
  /** Judges that were not heard on models of their own family; undefined where all were. */
  leftOut?: OwnFamily[];
}

export interface FindingsRequest extends Pick<Findings, 'interval' | 'rounds' | 'seed' | 'leftOut'> {
  /** Questions of the bench, or 0 where they are not known. */
  questions: number;
  /** Whether the judges are what is asked about. */
  panel?: boolean;
  compare?: readonly [string, string];
  /** The available answers, where a report on health is asked for. */
  traits?: readonly AnswerTrait[];
}

export function findingsOf(
  board: Leaderboard,
  rows: Iterable<Score>,
  { interval, rounds, seed, leftOut, questions, panel, compare: pair, traits }: FindingsRequest,
): Findings {
  const scale = scaleOf(board);
  const columns = scoresIn(rows);
  const histograms: Histogram[] = [];
  const scores = scoresByModel(columns, (name, usable) => {
    histograms.push(histogramOf(usable, { of: 'model', name, scale }));
  });
  const basis = { scores, questions, seed };
  const models = board.models.map(({ model }) => model);
  return {
    scale,
    interval,
    rounds,
    seed,
    resolution: resolutionOf(board.models, scores),
    ...(panel || board.judges.length > 1 ? { panel: panelOf(columns.usable(), scale) } : {}),
    histograms,
    ...(pair ? { comparison: compare(pair, basis), comparisons: compareAll(models, basis) } : {}),
    ...(traits ? { health: healthOf(columns.usable(), traits, scale) } : {}),
    ...(leftOut ? { leftOut } : {}),
  };
}
