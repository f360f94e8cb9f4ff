/** Findings as single figures with their names: what CSV is made of. */

import type { Scale } from '../../records/scale.ts';
import { binsOf, farApart } from '../charts/scale.ts';
import type { Estimate } from '../leaderboard/build.ts';
import type { CorrectedComparison } from '../leaderboard/comparison.ts';
import type { Findings } from '../leaderboard/findings.ts';
import type { Health } from '../leaderboard/health.ts';
import type { JudgeAgreement, Panel } from '../leaderboard/panel.ts';
import type { By } from './leaderboard-tables.ts';

export interface Figure extends Estimate {
  /** The model, or the judge, that the figure is about; empty for the bench. */
  subject: string;
  figure: string;
  /** What else tells it from others: the other model, the other judges, a score. */
  name: string;
}

/** The figures that were asked for: agreement with `--by judge`, all comparisons, the report on health. */
export function findingsFigures(findings: Findings, by?: By): Figure[] {
  const { scale, panel, resolution, comparisons, health } = findings;
  return [
    ...(panel && by === 'judge' ? panelFigures(panel, scale) : []),
    ...(comparisons
      ? [
          figure(['', 'separability', ''], resolution.separability, resolution.pairs),
          figure(['', 'detectable difference', ''], resolution.detectable, resolution.questions),
          ...comparisons.flatMap(comparisonFigures),
        ]
      : []),
    ...(health ? healthFigures(health, scale) : []),
  ];
}

function figure(
  [subject, name, other]: readonly [string, string, string],
  score: number | null,
  n: number,
): Figure {
  return { subject, figure: name, name: other, score, n, ci: null };
}

function comparisonFigures(each: CorrectedComparison): Figure[] {
  const { a, b, n } = each;
  return [
    { ...figure([a, 'difference', b], each.difference, n), ci: each.ci },
    figure([a, 'difference t', b], each.t, n),
    figure([a, 'difference p', b], each.p, n),
    figure([a, 'difference p by permutation', b], each.p_permutation, n),
    figure([a, 'difference p by Holm', b], each.p_holm, n),
    figure([a, 'difference p by permutation and Holm', b], each.p_permutation_holm, n),
    figure([a, 'differs significantly from', b], Number(each.told_apart), n),
  ];
}

function panelFigures({ pairs, together, repeatability }: Panel, scale: Scale): Figure[] {
  const agreement = ([subject = '', ...others]: readonly string[], each: JudgeAgreement) => [
    figure([subject, 'agreement alpha', others.join(' ')], each.alpha, each.matches),
    figure([subject, 'agreement Spearman', others.join(' ')], each.spearman, each.matches),
    figure(
      [subject, 'mean absolute difference', others.join(' ')],
      each.mean_absolute_difference,
      each.matches,
    ),
    figure(
      [subject, `share ${farApart(scale)} or more apart`, others.join(' ')],
      each.far_apart,
      each.matches,
    ),
  ];
  return [
    ...pairs.flatMap((each) => agreement(each.judges, each)),
    ...(together && pairs.length > 1 ? agreement(['', 'all'], together) : []),
    ...repeatability.flatMap(({ judge, matches, sd, identical }) => [
      figure([judge, 'repeats sd', ''], sd, matches),
      figure([judge, 'repeats identical', ''], identical, matches),
    ]),
  ];
}

function healthFigures({ histograms, length, injections, own_family }: Health, scale: Scale): Figure[] {
  const bins = binsOf(scale);
  return [
    ...histograms.flatMap(({ of, name, ratings, counts, ceiling }) => [
      ...counts.map((count, index) =>
        figure([name, `ratings ${of === 'judge' ? 'by' : 'of'}`, String(bins[index])], count, ratings),
      ),
      figure([name, `ceiling ${of === 'judge' ? 'by' : 'of'}`, ''], ceiling, ratings),
    ]),
    ...own_family.map(({ model, judge }) => figure([model, 'own family', judge], 1, 1)),
    ...(length ?? []).map(({ judge, r, n }) => figure([judge ?? '', 'rating with length', ''], r, n)),
    ...(injections ?? []).map(({ model, question, turn, choice, kind }) =>
      figure([model, `suspected injection: ${kind}`, [question, turn, choice].join(' ')], 1, 1),
    ),
  ];
}
