/** The card of a sandbox as text: a table for a terminal or for Markdown, or JSON. */

import pc from 'picocolors';
import { plainLine } from '../plain-text.ts';
import type { TableData } from '../results/render/leaderboard-tables.ts';
import { escapeMarkdown, renderMarkdownTable } from '../results/render/markdown.ts';
import { renderTextTable } from '../results/render/text-table.ts';
import type { SandboxCard } from '../sandbox/probe.ts';
import type { ReportCardFormat } from './card-table.ts';

const longestObservation = 80;

export function renderSandboxCard(
  card: SandboxCard,
  { format, color }: { format: ReportCardFormat; color: boolean },
): string {
  if (format === 'json') return `${JSON.stringify(card, null, 2)}\n`;
  const { bold } = pc.createColors(color);
  const table = tableOf(card);
  const note = 'what each sandbox covers and what it does not is in docs/sandbox.md';
  const sections =
    format === 'table'
      ? [bold(table.title), renderTextTable(table, bold), note]
      : [`**${escapeMarkdown(table.title)}**`, renderMarkdownTable(table), note];
  return `${sections.join('\n\n')}\n`;
}

function tableOf({ sandbox, interpreter, results }: SandboxCard): TableData {
  const held = results.filter((each) => each.held).length;
  return {
    title: `sandbox ${sandbox}, ${plainLine(interpreter || 'no interpreter', 80)}: ${held} of ${results.length} borders hold`,
    head: ['probe', 'result', 'border', 'observed'],
    rows: results.map((each) => [
      each.name,
      each.held ? 'holds' : 'does not hold',
      each.border,
      plainLine(each.observed, longestObservation),
    ]),
  };
}
