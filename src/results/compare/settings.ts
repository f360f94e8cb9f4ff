/** What is compared with what, and against which margins: flags of `mt-judge compare`, settings of the API. */

import { UserError } from '../../errors.ts';
import { defaultScale, isSameScale, nameScale, type Scale } from '../../records/scale.ts';

/** A margin of one bench, or of all that none is given for. */
export interface Margins {
  all?: number | undefined;
  of?: Readonly<Record<string, number>> | undefined;
}

export interface CompareSettings {
  dataDir: string;
  base: string;
  candidates: readonly string[];
  /** All that both have results for where it is left out. */
  benches?: readonly string[] | undefined;
  judges?: readonly string[] | undefined;
  judgePrompts?: string | undefined;
  /** `key=value` on what the questions' records say. */
  filters?: readonly string[] | undefined;
  margins: Margins;
  allowDifferentSettings: boolean;
  /** In gigabytes, by model id, where models.yaml says them. */
  sizes: Readonly<Record<string, number>>;
  seed: number;
}

/** One point of accuracy, or 0.2 of a score from 1 to 10: what most would not notice. */
const defaultShare = 0.01;
const defaultPoints = 0.2;

/** The margin of a bench, in points of its scale. One outside the scale is a UserError. */
export function marginFor(bench: string, { all, of = {} }: Margins, scale: Scale): number {
  const [low, high] = scale;
  const fallback = isSameScale(scale, defaultScale) ? defaultPoints : defaultShare * (high - low);
  const margin = of[bench] ?? all ?? fallback;
  if (margin > 0 && margin < high - low) return margin;
  throw new UserError(
    `a margin of ${margin} (--margin) is none for bench ${bench}, whose scores go ${nameScale(scale)}: give more than 0 and less than ${high - low}`,
  );
}
