/** The card of a sandbox as text: a table for a terminal or for Markdown, or JSON. */

import pc from 'picocolors';
import { plainLine } from '../plain-text.ts';
import { escapeMarkdown, renderSheet as renderMarkdownSheet } from '../results/render/markdown.ts';
import type { Sheet } from '../results/render/sheet.ts';
import { renderSheet } from '../results/render/table.ts';
import type { SandboxCard } from '../sandbox/probe.ts';
import type { ReportCardFormat } from './card-table.ts';

const longestObservation = 80;

export function renderSandboxCard(
  card: SandboxCard,
  { format, color }: { format: ReportCardFormat; color: boolean },
): string {
  if (format === 'json') return `${JSON.stringify(card, null, 2)}\n`;
  const { bold } = pc.createColors(color);
  const sheet = sheetOf(card);
  const note = 'what each sandbox covers and what it does not is in docs/sandbox.md';
  const sections =
    format === 'table'
      ? [bold(sheet.title), renderSheet(sheet, bold), note]
      : [`**${escapeMarkdown(sheet.title)}**`, renderMarkdownSheet(sheet), note];
  return `${sections.join('\n\n')}\n`;
}

function sheetOf({ sandbox, interpreter, results }: SandboxCard): Sheet {
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
