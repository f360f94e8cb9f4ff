/** The tables of findings as rows of text, before any layout. */

import type { Scale } from '../../records/scale.ts';
import { binsOf, farApart } from '../charts/scale.ts';
import type { Comparison } from '../leaderboard/comparison.ts';
import type { Findings } from '../leaderboard/findings.ts';
import type { Health } from '../leaderboard/health.ts';
import type { JudgeAgreement, Panel } from '../leaderboard/panel.ts';
import type { By, TableData } from './leaderboard-tables.ts';
import { formatDifference, formatP, formatScore, formatShare } from './number-format.ts';

/** How many suspected answers a table lists. */
export const listedInjections = 20;

/** The tables that were asked for: agreement with `--by judge`, a comparison, the report on health. */
export function findingsTables({ panel, comparison, health, scale }: Findings, by?: By): TableData[] {
  return [
    ...(panel && by === 'judge' ? panelTables(panel, scale) : []),
    ...(comparison ? [comparisonTable(comparison)] : []),
    ...(health ? healthTables(health, scale) : []),
  ].filter(({ rows }) => rows.length > 0);
}

function panelTables({ pairs, together, repeatability }: Panel, scale: Scale): TableData[] {
  const agreement = (name: string, { matches, alpha, spearman, ...each }: JudgeAgreement) => [
    name,
    String(matches),
    formatScore(alpha),
    formatScore(spearman),
    formatScore(each.mean_absolute_difference),
    formatShare(each.far_apart),
  ];
  return [
    {
      title: 'agreement of judges',
      head: ['judges', 'matches', 'α', 'Spearman', 'mean difference', `${farApart(scale)} or more apart`],
      rows: [
        ...pairs.map((each) => agreement(each.judges.join(', '), each)),
        ...(together && pairs.length > 1 ? [agreement('all', together)] : []),
      ],
    },
    {
      title: 'repeatability',
      head: ['judge asked again', 'matches', 'sd within match', 'identical'],
      rows: repeatability.map(({ judge, matches, sd, identical }) => [
        judge,
        String(matches),
        formatScore(sd),
        formatShare(identical),
      ]),
    },
  ];
}

function comparisonTable({ a, b, difference, ci, n, of, t, p, p_permutation }: Comparison): TableData {
  return {
    title: 'comparison',
    head: ['models', 'difference', '95 % interval', 'questions', 't', 'p', 'p by permutation'],
    rows: [
      [
        `${a} − ${b}`,
        formatDifference(difference),
        ci ? ci.map(formatDifference).join(' to ') : '–',
        n < of ? `${n} of ${of} *` : String(n),
        formatScore(t),
        formatP(p),
        formatP(p_permutation),
      ],
    ],
  };
}

function healthTables({ histograms, length, injections }: Health, scale: Scale): TableData[] {
  return [
    {
      title: 'scores',
      head: ['scores', ...binsOf(scale).map(String), `exactly ${scale[1]}`],
      rows: histograms.map(({ of, name, counts, ceiling }) => [
        `${of === 'judge' ? 'by' : 'of'} ${name}`,
        ...counts.map(String),
        formatShare(ceiling),
      ]),
    },
    {
      title: 'length',
      head: ['score with length', 'r', 'answers'],
      rows: (length ?? []).map(({ judge, r, n }) => [
        judge === undefined ? 'all judges' : `by ${judge}`,
        formatScore(r),
        String(n),
      ]),
    },
    {
      title: 'suspected injections',
      head: ['suspected injection', 'question', 'turn', 'choice', 'kind', 'words'],
      rows: (injections ?? [])
        .slice(0, listedInjections)
        .map((each) => [
          each.model,
          each.question,
          String(each.turn),
          String(each.choice),
          each.kind,
          each.text,
        ]),
    },
  ];
}
