/** What is known of one model: a row for each bench and judge, grader or body of voters. Rows are never averaged. */

import type { Sample } from '../../records/bench/sample.ts';

/** In the order in which they are shown. */
export const rowKinds = ['judge', 'pairwise', 'votes', 'program'] as const;

export type RowKind = (typeof rowKinds)[number];

export interface ScorecardRow {
  kind: RowKind;
  bench: string;
  /** Protocols that have this bench, mode and prompts; another judge than theirs may have judged. */
  protocols: string[];
  /** Of votes: all who have voted. */
  judges: string[];
  /** Null where none is named, or none was asked with. */
  prompt_set: string | null;
  /** As the judges' services report them. */
  judge_models: string[];
  temperatures: number[];
  /** Judgments of each match; 0 where no record tells. */
  repeats: number;
  figure: 'mean score' | 'accuracy' | 'rating' | 'win rate';
  score: number | null;
  /** Of 95 %. */
  ci: [number, number] | null;
  /** Lowest and highest score; null of a rating, which is relative to the models that were met. */
  scale: [number, number] | null;
  /** Scores, or matches. */
  n: number;
  /** Of pairwise rows: won and half of the tied matches, and the models that were met. */
  win_rate?: number | null;
  opponents?: string[];
  /** Null where nobody can tell how many there should be. */
  coverage: { judged: number; expected: number } | null;
  /** Seconds since 1970 of the first and the last judgment; null where no record tells. */
  judged: [first: number, last: number] | null;
  demo: boolean;
  sample?: Sample;
}

export interface Scorecard {
  model: string;
  rows: ScorecardRow[];
}

/** What the page is given. */
export interface ScorecardPage extends Scorecard {
  title: string;
  /** Of mt-judge. */
  version: string;
  notes: string[];
}

/** Names of the kinds, as headings. */
export const kindTitles: Readonly<Record<RowKind, string>> = {
  judge: 'Rated by model judges',
  pairwise: 'Compared by model judges',
  votes: 'Votes of people',
  program: 'Graded by programs',
};

/** `8.20 ± 0.31`, `0.713 ± 0.020`, `1043 ± 25`: a figure with half of its interval. */
export function figureText({ score, ci, figure }: Pick<ScorecardRow, 'score' | 'ci' | 'figure'>): string {
  if (score === null) return '–';
  const digits = { 'mean score': 2, accuracy: 3, rating: 0, 'win rate': 3 }[figure];
  const half = ci ? ` ± ${((ci[1] - ci[0]) / 2).toFixed(digits)}` : '';
  return `${score.toFixed(digits)}${half}`;
}

/** `2026-03-01`, or the two days between which all was judged. */
export function daysText(judged: ScorecardRow['judged']): string {
  if (!judged) return '–';
  const [first, last] = judged.map((seconds) => new Date(seconds * 1000).toISOString().slice(0, 10));
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** Who judged, by which prompts, at which temperature. */
export function sourceText(row: ScorecardRow): string {
  const { kind, prompt_set, judge_models, temperatures, repeats, opponents, sample, demo } = row;
  const rate = row.figure === 'rating' ? row.win_rate : undefined;
  return [
    ...(kind === 'judge' || kind === 'pairwise' ? [`prompts ${prompt_set ?? 'not named'}`] : []),
    ...(judge_models.length > 0 ? [`model ${judge_models.join(' or ')}`] : []),
    ...(temperatures.length > 0 ? [`temperature ${temperatures.join(' or ')}`] : []),
    ...(repeats > 1 ? [`${repeats} repeats`] : []),
    ...(opponents ? [`against ${opponents.length} ${opponents.length === 1 ? 'model' : 'models'}`] : []),
    ...(typeof rate === 'number' ? [`wins ${(100 * rate).toFixed(0)} %`] : []),
    ...(sample ? [`${sample.questions} of ${sample.of} questions`] : []),
    ...(demo ? ['demo'] : []),
  ].join(', ');
}

/** One judge by name; voters by number. */
export function judgesText({ kind, judges }: Pick<ScorecardRow, 'kind' | 'judges'>): string {
  if (kind !== 'votes') return judges.join(', ');
  return judges.length === 1 ? '1 voter' : `${judges.length} voters`;
}

export function coverageText({ coverage, n }: Pick<ScorecardRow, 'coverage' | 'n'>): string {
  return coverage ? `${coverage.judged}/${coverage.expected}` : `${n}`;
}

/** How to read the rows. */
export function scorecardNotes({ rows }: Scorecard): string[] {
  const has = (test: (row: ScorecardRow) => boolean) => rows.some(test);
  const isPartial = ({ coverage }: ScorecardRow) => coverage !== null && coverage.judged < coverage.expected;
  return [
    'figure ± half of its 95 % interval, clustered by question; rows are on different scales and are never averaged',
    ...(has(({ figure }) => figure === 'rating')
      ? [
          'a rating (Bradley–Terry, mean 1000) is relative to the models that were met: other models, other ratings',
        ]
      : []),
    ...(has(({ judges }) => judges.some((judge) => judge.startsWith('language:')))
      ? ['language:<code> is the share of answers in that language']
      : []),
    ...(has(({ protocols }) => protocols.length > 0)
      ? ['a protocol is named for its bench, mode and prompts; published figures are of its own judge']
      : []),
    ...(has(({ demo }) => demo) ? ['demo: no language model was involved'] : []),
    ...(has(isPartial) ? ['* not every expected judgment is in this figure'] : []),
  ];
}
