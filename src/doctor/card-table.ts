/** Report cards of judges as text: a table for a terminal or for Markdown, or JSON. */

import pc from 'picocolors';
import { plainLine } from '../plain-text.ts';
import { demoNote, type TableData } from '../results/render/leaderboard-tables.ts';
import { escapeMarkdown, renderMarkdownTable } from '../results/render/markdown.ts';
import { renderTextTable } from '../results/render/text-table.ts';
import type { ReportCard } from './report-card.ts';

export type ReportCardFormat = 'table' | 'json' | 'markdown';

export interface ReportCardOptions {
  format: ReportCardFormat;
  /** Name of the set that the judges were asked with. */
  judgePrompts: string;
  color: boolean;
}

export function renderReportCards(
  cards: readonly ReportCard[],
  { format, judgePrompts, color }: ReportCardOptions,
): string {
  if (format === 'json') {
    const demo = cards.some((card) => card.demo);
    return `${JSON.stringify({ judge_prompts: judgePrompts, demo, cards }, null, 2)}\n`;
  }
  const { bold } = pc.createColors(color);
  const sections = cards.flatMap((card) => {
    const { title, ...table } = tableOf(card, judgePrompts);
    if (format === 'table')
      return [bold(title), renderTextTable({ title, ...table }, bold), notesOf(card).join('\n')];
    const notes = notesOf(card).map(escapeMarkdown).join('  \n');
    return [`**${escapeMarkdown(title)}**`, renderMarkdownTable({ title, ...table }), notes];
  });
  return `${sections.join('\n\n')}\n`;
}

function tableOf({ judge, passed, probes }: ReportCard, judgePrompts: string): TableData {
  const name = plainLine(judge, 60);
  return {
    title: `judge ${name}, judge prompts ${judgePrompts}: ${passed} of ${probes.length} probes passed`,
    head: ['probe', 'result', 'held', 'asked', 'got', 'expected'],
    rows: probes.map(({ probe, result, held, of, asked, got, expected }) => {
      return [probe, result, `${held}/${of}`, asked, got, expected];
    }),
  };
}

/** What is not as expected, a line for each probe, each finding with its questions; and how to read the table. */
function notesOf({ demo, probes }: ReportCard): string[] {
  const findings = probes.flatMap(({ probe, cases }) =>
    [false, null].flatMap((held) => {
      const questions = new Map<string, string[]>();
      for (const { question, got, reason } of cases.filter(({ holds }) => holds === held)) {
        const finding = reason ?? got;
        questions.set(finding, [...(questions.get(finding) ?? []), question]);
      }
      if (questions.size === 0) return [];
      const what = held === null ? 'not decided' : 'not as expected';
      const listed = [...questions].map(([finding, ids]) => `${finding} (${ids.join(', ')})`);
      return [plainLine(`${what}: ${probe}: ${listed.join('; ')}`, 400)];
    }),
  );
  const rule = 'a probe passes when all of its cases but one are as expected (docs/doctor.md)';
  return [...findings, rule, ...(demo ? [demoNote] : [])];
}
