/** What `--fail-under` asks of an average, a turn or a category. */

import { UserError } from '../../errors.ts';
import { nameScale, type Scale } from '../../records/scale.ts';
import { compareNames } from '../compare-names.ts';
import type { Estimate } from '../leaderboard/build.ts';

export interface Threshold {
  of: 'average' | 'turn' | 'category';
  /** The turn or category; empty for the average. */
  name: string;
  /** The lowest score that meets it. */
  score: number;
}

/** A model's figures, as far as thresholds may be about them. */
export interface Gated {
  model: string;
  average: Estimate;
  turns: Record<string, Estimate>;
  categories: Record<string, Estimate>;
  /** Of a benchmark; a threshold of a category may be about a group of them. */
  groups?: Record<string, { micro: Estimate }>;
}

/** As it is written on the command line: `7`, `turn:2=6.5`, `math=7`. */
export function thresholdText({ of, name, score }: Threshold): string {
  if (of === 'average') return String(score);
  return `${scopeText({ of, name })}=${score}`;
}

function scopeText({ of, name }: Pick<Threshold, 'of' | 'name'>): string {
  return of === 'turn' || name.startsWith('turn:') ? `${of}:${name}` : name;
}

/** The figure of a model that a threshold is about; undefined where it has none. */
export function figureOf(row: Gated, { of, name }: Pick<Threshold, 'of' | 'name'>): Estimate | undefined {
  if (of === 'average') return row.average;
  if (of === 'turn') return own(row.turns, name);
  return own(row.categories, name) ?? own(row.groups ?? {}, name)?.micro;
}

function own<Value>(values: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A threshold that would always be met or never, or that is about nothing that was judged, is a UserError. */
export function checkThresholds(
  thresholds: readonly Threshold[],
  { models, scale: [low, high], what }: { models: readonly Gated[]; scale: Scale; what: string },
): void {
  for (const threshold of thresholds) {
    const { of, name, score } = threshold;
    if (!(score >= low && score <= high)) {
      throw new UserError(
        `--fail-under ${thresholdText(threshold)}: it must be ${what} ${nameScale([low, high])}`,
      );
    }
    if (models.some((row) => figureOf(row, threshold))) continue;
    const known = models.flatMap(({ turns, categories, groups = {} }) =>
      of === 'turn' ? Object.keys(turns) : [...Object.keys(categories), ...Object.keys(groups)],
    );
    const names = [...new Set(known)].sort(compareNames).slice(0, 20).join(', ') || 'none';
    throw new UserError(
      `--fail-under ${thresholdText(threshold)}: nothing was judged of ${of} "${name}"; there are ${names}`,
    );
  }
}
