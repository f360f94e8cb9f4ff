/** The probes for contamination as tables: for a terminal, and in Markdown. */

import pc from 'picocolors';
import { plainLine } from '../../plain-text.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { renderTextTable } from '../render/text-table.ts';
import { conclusionsOf } from './conclusions.ts';
import { pointsText, rangeText } from './sentence.ts';
import type { ContaminationValue, FreshComparison } from './value.ts';

interface Section {
  title: string;
  tables: { head: string[]; rows: string[][] }[];
  lines: string[];
}

export function renderContaminationTables(value: ContaminationValue, { color }: { color: boolean }): string {
  const { bold } = pc.createColors(color);
  const parts = sectionsOf(value).flatMap(({ title, lines, tables }) => [
    bold(plainLine(title, 500)),
    ...tables.map((table) => renderTextTable(table, bold)),
    ...(lines.length > 0 ? [lines.map((line) => plainLine(line, 700)).join('\n')] : []),
  ]);
  return `${parts.join('\n\n')}\n`;
}

export function renderContaminationMarkdown(value: ContaminationValue): string {
  const parts = sectionsOf(value).flatMap(({ title, lines, tables }) => [
    `**${escapeMarkdown(title)}**`,
    ...tables.map(renderMarkdownTable),
    ...(lines.length > 0 ? [lines.map(escapeMarkdown).join('  \n')] : []),
  ]);
  return `${parts.join('\n\n')}\n`;
}

function sectionsOf(value: ContaminationValue): Section[] {
  const { model, fresh } = value;
  const probes = fresh.length > 0 ? [freshSection(model, fresh)] : [];
  return [...probes, { title: 'How to read this', tables: [], lines: conclusionsOf(value) }];
}

function freshSection(model: string, fresh: readonly FreshComparison[]): Section {
  const head = [
    'public',
    'fresh',
    'judge',
    'questions',
    'public score',
    'fresh score',
    'drop',
    "others' drop",
  ];
  const rows = fresh.map((each) => [
    each.pair.public,
    each.pair.fresh,
    each.judge,
    `${questionsText(each, 'public')}, ${questionsText(each, 'fresh')}`,
    pointsText(each.score.public, each),
    pointsText(each.score.fresh, each),
    pointsText(each.drop, each),
    each.others_drop === null ? '–' : `${pointsText(each.others_drop, each)} (${each.others.length})`,
    each.difference === null ? '–' : pointsText(each.difference, each),
    each.ci ? rangeText(each.ci, each) : '–',
  ]);
  const tables = [{ head: [...head, 'difference', '95 %'], rows }];
  const lines = fresh.flatMap((each) => [`${each.sentence} (${each.judge}).`, ...othersLine(each)]);
  return { title: `${model}: fresh against public`, tables, lines };
}

function questionsText({ n, of }: FreshComparison, side: 'public' | 'fresh'): string {
  return n[side] === of[side] ? `${n[side]}` : `${n[side]} of ${of[side]}`;
}

/** How far apart models are where nothing is asked of any: what the interval does not hold. */
function othersLine({ others, scale }: FreshComparison): string[] {
  const above = others.flatMap(({ above_rest }) => above_rest ?? []);
  if (above.length === 0) return [];
  const range = [Math.min(...above), Math.max(...above)].map((value) => pointsText(value, { scale }));
  return [`The others, each against the rest of them: ${range[0]} to ${range[1]} points.`];
}
