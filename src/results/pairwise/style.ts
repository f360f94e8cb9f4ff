/** What would be left of pairwise ratings if all answers were equally long and equally marked up. */

import { fitStyleControl, styleFeatures } from '../../stats/ratings/style-control.ts';
import { controlLength, type LengthControl } from './length.ts';
import { toBattles } from './ratings.ts';
import type { PairResult } from './result.ts';

/** Counts of one answer: tokens (four bytes each), Markdown headers, list items, bold spans. */
export const styleMeasures = ['length', 'headers', 'lists', 'bold'] as const;
type StyleMeasure = (typeof styleMeasures)[number];
export type Style = Record<StyleMeasure, number>;

/** The style of a model's answer to a turn, or undefined where the answer is not available. */
export type StyleOf = (model: string, result: PairResult) => Style | undefined;

/** Against the baseline, where there is one, also the win rates at equal length. */
export interface StyleControl extends LengthControl {
  /** Matches whose two answers are available, and usable matches in all. */
  matches: number;
  of: number;
  /** Style-controlled rating by model, Elo points; empty where no finite ratings fit. */
  ratings: Record<string, number>;
  /** Log-odds for one standard deviation more of a measure: above 0 where more of it wins. */
  coefficients: Style;
}

export interface StyleOptions {
  baseline?: string | undefined;
  anchor?: { model: string; rating: number } | undefined;
  /** Whether the results have finite ratings at all; without, no rating is given. */
  solvable: boolean;
}

/** The style of a text. Code blocks count for the length alone, as in FastChat's style features. */
export function styleOfText(text: string): Style {
  const prose = text.replace(/```[\s\S]*?(?:```|$)/g, '');
  const count = (pattern: RegExp) => prose.match(pattern)?.length ?? 0;
  return {
    length: Math.ceil(new TextEncoder().encode(text).length / 4),
    headers: count(/^#{1,6}\s/gm),
    lists: count(/^[ \t]*(?:[-*+]|\d+[.)])\s/gm),
    bold: count(/\*\*[^*\n]+\*\*|__[^_\n]+__/g),
  };
}

/**
 * Style-controlled Bradley–Terry (FastChat's `fit_contextual_bt`) on the usable results whose answers are available, and
 * length-controlled win rates against the baseline. Undefined where no such result is left.
 */
export function controlStyle(
  results: readonly PairResult[],
  styleOf: StyleOf,
  { baseline, anchor, solvable }: StyleOptions,
): StyleControl | undefined {
  const styled = results.flatMap((result) => {
    const [a, b] = [styleOf(result.model_1, result), styleOf(result.model_2, result)];
    return a && b ? [{ result, a, b }] : [];
  });
  if (styled.length === 0) return undefined;
  const rows = styled.map(({ result }) => result);
  const { names, battles } = toBattles(rows);
  const columns = (side: 'a' | 'b') =>
    styleMeasures.map((measure) => styled.map((each) => each[side][measure]));
  const model = anchor ? names.indexOf(anchor.model) : -1;
  const fit = fitStyleControl(battles, styleFeatures(columns('a'), columns('b')), {
    ...(anchor && model !== -1 ? { anchor: { model, rating: anchor.rating } } : {}),
  });
  const coefficient = (measure: StyleMeasure) => fit.coefficients[styleMeasures.indexOf(measure)] ?? 0;
  return {
    matches: styled.length,
    of: results.length,
    ratings: solvable
      ? Object.fromEntries(names.map((name, index) => [name, fit.ratings[index] ?? Number.NaN]))
      : {},
    coefficients: {
      length: coefficient('length'),
      headers: coefficient('headers'),
      lists: coefficient('lists'),
      bold: coefficient('bold'),
    },
    ...(baseline === undefined
      ? { length_controlled: {}, length_controlled_missing: {} }
      : controlLength(styled, baseline)),
  };
}
