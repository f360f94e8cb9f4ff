/** The probes for contamination as tables: for a terminal, and in Markdown. */

import pc from 'picocolors';
import { plainLine } from '../../plain-text.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { formatP } from '../render/number-format.ts';
import { renderTextTable } from '../render/text-table.ts';
import { staticPage } from '../report/static-page.ts';
import { conclusionsOf } from './conclusions.ts';
import { pointsText, rangeText } from './sentence.ts';
import type { CompletionComparison, ContaminationValue, FreshComparison, VerbatimRun } from './value.ts';

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

export function renderContaminationPage(value: ContaminationValue, notes: readonly string[]): string {
  const left = notes.length > 0 ? [{ title: 'Left out', tables: [], lines: notes }] : [];
  return staticPage({
    title: `Has ${value.model} seen the test?`,
    sections: [...sectionsOf(value), ...left],
  });
}

function sectionsOf(value: ContaminationValue): Section[] {
  const { model, fresh, completion } = value;
  const probes = [
    ...(fresh.length > 0 ? [freshSection(model, fresh)] : []),
    ...(completion.length > 0 ? [completionSection(model, completion)] : []),
  ];
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

function completionSection(model: string, completion: readonly CompletionComparison[]): Section {
  const head = [
    'public',
    'fresh',
    'measure',
    'texts',
    'public mean',
    'fresh mean',
    'difference',
    '95 %',
    'p',
  ];
  const rows = completion.map((each) => [
    each.pair.public,
    each.pair.fresh,
    each.judge,
    `${each.n.public}, ${each.n.fresh}`,
    each.score.public.toFixed(3),
    each.score.fresh.toFixed(3),
    signed(each.difference),
    each.ci ? `[${signed(each.ci[0])}, ${signed(each.ci[1])}]` : '–',
    formatP(each.p),
  ]);
  const lines = completion.flatMap((each) => [...otherModels(each), ...quotes(each)]);
  return { title: `${model}: first halves written on`, tables: [{ head, rows }], lines };
}

function otherModels({ judge, others, ...found }: CompletionComparison): string[] {
  if (others.length === 0) {
    return [
      `${judge}: no other model has written on these texts, so that nothing says how easy to guess they are.`,
    ];
  }
  const all = others.map(({ difference }) => difference);
  const range = [...new Set([Math.min(...all), Math.max(...all)].map(signed))].join(' to ');
  const who =
    others.length === 1 ? `the difference of ${others[0]?.model}` : `differences of ${others.length} others`;
  if (found.above_others === null) return [`${judge}: ${who}: ${range}.`];
  const ci = found.above_others_ci ? ` [${found.above_others_ci.map(signed).join(', ')}]` : '';
  return [
    `${judge}: ${who}: ${range}; the model's is ${signed(found.above_others)} above their mean${ci}, p ${formatP(found.above_others_p)}.`,
  ];
}

function quotes({ pair, runs }: CompletionComparison): string[] {
  const quote = (bench: string) => (run: VerbatimRun) =>
    `${bench}, question ${run.question}: ${run.words} words as in the true rest, ${(100 * run.share).toFixed(0)} % of it: "${run.text}"`;
  return [...runs.public.map(quote(pair.public)), ...runs.fresh.slice(0, 1).map(quote(pair.fresh))];
}

function signed(value: number): string {
  return value
    .toFixed(3)
    .replace(/^-(?=[0.]*$)/, '')
    .replace('-', '−');
}
