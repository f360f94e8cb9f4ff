/** A scorecard as text: a table for a terminal or for Markdown, and CSV. */

import pc from 'picocolors';
import { plainLine } from '../../plain-text.ts';
import { csvOf } from '../render/csv.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { renderTextTable } from '../render/text-table.ts';
import {
  coverageText,
  daysText,
  figureText,
  judgesText,
  type Scorecard,
  type ScorecardRow,
  scorecardNotes,
  sourceText,
} from './value.ts';

export function renderScorecard(scorecard: Scorecard, { color }: { color: boolean }): string {
  const { bold } = pc.createColors(color);
  const title = bold(plainLine(`scorecard of ${scorecard.model}`, 100));
  const notes = scorecardNotes(scorecard).map((line) => plainLine(line, 500));
  return `${[title, renderTextTable(tableOf(scorecard), bold), notes.join('\n')].join('\n\n')}\n`;
}

export function renderScorecardMarkdown(scorecard: Scorecard): string {
  const title = `**scorecard of ${escapeMarkdown(scorecard.model)}**`;
  const notes = scorecardNotes(scorecard).map((line) => escapeMarkdown(line));
  return `${[title, renderMarkdownTable(tableOf(scorecard)), notes.join('  \n')].join('\n\n')}\n`;
}

const heads = ['bench', 'protocol', 'judge', 'figure', '95 %', 'coverage', 'judged', 'how'];

function tableOf({ rows }: Scorecard): { head: string[]; rows: string[][] } {
  return {
    head: heads,
    rows: rows.map((row) => [
      row.bench,
      row.protocols.join(', ') || '–',
      judgesText(row),
      row.figure,
      figureText(row),
      `${coverageText(row)}${isPartial(row) ? ' *' : ''}`,
      daysText(row.judged),
      sourceText(row) || '–',
    ]),
  };
}

function isPartial({ coverage }: ScorecardRow): boolean {
  return coverage !== null && coverage.judged < coverage.expected;
}

const fields = [
  ...[
    'model',
    'kind',
    'bench',
    'protocols',
    'judges',
    'prompt_set',
    'judge_models',
    'temperatures',
    'repeats',
  ],
  ...['figure', 'score', 'ci_low', 'ci_high', 'scale_low', 'scale_high', 'n', 'win_rate', 'opponents'],
  ...['judged', 'expected', 'first_judged', 'last_judged', 'demo', 'sample'],
];

/** One row for each row of the scorecard (RFC 4180); times in seconds since 1970. */
export function renderScorecardCsv({ model, rows }: Scorecard): string {
  const text = (value: number | string | boolean | null | undefined) =>
    value === null || value === undefined ? '' : String(value);
  const cells = rows.map((row) => [
    ...[model, row.kind, row.bench, row.protocols.join('; '), row.judges.join('; '), text(row.prompt_set)],
    ...[row.judge_models.join('; '), row.temperatures.join('; '), text(row.repeats), row.figure],
    ...[row.score, row.ci?.[0], row.ci?.[1], row.scale?.[0], row.scale?.[1], row.n, row.win_rate].map(text),
    row.opponents?.join('; ') ?? '',
    ...[row.coverage?.judged, row.coverage?.expected, row.judged?.[0], row.judged?.[1], row.demo].map(text),
    row.sample ? `${row.sample.questions} of ${row.sample.of}` : '',
  ]);
  return csvOf([fields, ...cells]);
}
