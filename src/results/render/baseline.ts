/** The comparison with a stored run as a table and as notes. */

import type { Baseline, Drop } from '../gates/drop.ts';
import type { TableData } from './leaderboard-tables.ts';

/** Scores have two decimals, accuracies four. */
export function baselineTable({ drops }: Baseline, digits = 2): TableData {
  const plain = (value: number | null) => (value === null ? '–' : value.toFixed(digits));
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;
  return {
    title: 'against the stored run',
    head: ['model', 'now', 'stored', 'difference', '95 % interval', 'questions'],
    rows: drops.map((drop) => [
      nameOf(drop),
      plain(drop.score),
      plain(drop.baseline_score),
      drop.difference === null ? '–' : signed(drop.difference),
      drop.ci ? drop.ci.map(signed).join(' to ') : '–',
      drop.n < drop.of ? `${drop.n} of ${drop.of} *` : String(drop.n),
    ]),
  };
}

export function baselineNotes({ file, drops }: Baseline): string[] {
  const isPartial = drops.some(({ n, of }) => n < of);
  return [
    `stored run: ${file}; difference: now − stored, paired by question, each question alike`,
    ...(isPartial ? ['* compared on the questions that both runs have scores for, unchanged'] : []),
  ];
}

function nameOf({ model, baseline }: Drop): string {
  return model === baseline ? model : `${model} − ${baseline}`;
}
