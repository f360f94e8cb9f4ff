/** Agreement as text: a table for a terminal or for Markdown, CSV, JSON. */

import pc from 'picocolors';
import { csvOf } from '../render/csv.ts';
import { demoNote, type TableData } from '../render/leaderboard-tables.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { renderTextTable } from '../render/text-table.ts';
import type { Agreed, AgreementReport, Pairing, Setups } from './agreement.ts';

export type AgreementFormat = 'table' | 'json' | 'csv' | 'markdown';

export function renderAgreement(
  report: AgreementReport,
  { format, color }: { format: AgreementFormat; color: boolean },
): string {
  if (format === 'json') return renderAgreementJson(report);
  if (format === 'csv') return renderAgreementCsv(report);
  if (format === 'markdown') {
    const notes = notesOf(report).map(escapeMarkdown).join('  \n');
    return `${[`**${titleOf(report)}**`, renderMarkdownTable(agreementTable(report)), notes].join('\n\n')}\n`;
  }
  const { bold } = pc.createColors(color);
  const table = renderTextTable(agreementTable(report), bold);
  return `${[bold(titleOf(report)), table, notesOf(report).join('\n')].join('\n\n')}\n`;
}

/** One row for each two groups and turn, and one for all turns. */
export function agreementTable(report: AgreementReport): TableData {
  return {
    title: titleOf(report),
    head: ['votes of', 'with those of', 'turn', 'S1', 'κ', 'S2', 'κ'],
    rows: report.agreement.flatMap((pairing) =>
      scopesOf(pairing).map(([turn, { s1, s2 }]) => [
        ...namesOf(pairing),
        turn,
        ...cellsOf(s1),
        ...cellsOf(s2),
      ]),
    ),
  };
}

/** One line for each thing that was left out. */
export function agreementWarnings({ unshared }: AgreementReport): string[] {
  return unshared.map(({ left, right }) => `${left} and ${right} have no comparison in common`);
}

function titleOf({ judges, humans }: AgreementReport): string {
  const count = (names: readonly string[], noun: string) =>
    `${names.length} ${noun}${names.length === 1 ? '' : 's'}`;
  const groups = [judges.length > 0 && count(judges, 'judge'), humans.length > 0 && count(humans, 'human')];
  return `agreement of ${groups.filter(Boolean).join(' and ')}`;
}

/** What a reader must know of the figures, one line each. */
function notesOf({ demo }: AgreementReport): string[] {
  const meaning =
    'S1: pairs of votes that agree, an inconsistent verdict counting as a tie (by chance 33 %); S2: the same ' +
    "among pairs without a tie (by chance 50 %); κ: Cohen's, 0 by chance and 1 in full agreement";
  return demo ? [meaning, demoNote] : [meaning];
}

function namesOf({ kind, left, right }: Pairing): [string, string] {
  return [left, kind === 'humans' ? 'each other' : right];
}

function scopesOf({ turns, all }: Pairing): [string, Setups][] {
  return [...Object.entries(turns), ['all', all]];
}

/** `886/1343 (66 %)` and κ to two decimals; dashes where nothing can be compared. */
function cellsOf({ agreed, total, share, kappa }: Agreed): [string, string] {
  const counts = share === null ? '–' : `${agreed}/${total} (${(share * 100).toFixed(0)} %)`;
  return [counts, kappa === null ? '–' : kappa.toFixed(2)];
}

function renderAgreementJson({ unshared: _, ...report }: AgreementReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function renderAgreementCsv(report: AgreementReport): string {
  const figures = ['agreed', 'total', 'share', 'kappa'] as const;
  const columns = (setup: 's1' | 's2') => figures.map((figure) => `${setup}_${figure}`);
  const head = ['kind', 'left', 'right', 'turn', ...columns('s1'), ...columns('s2'), 'demo'];
  const values = (agreed: Agreed) => figures.map((figure) => String(agreed[figure] ?? ''));
  const rows = report.agreement.flatMap((pairing) =>
    scopesOf(pairing).map(([turn, { s1, s2 }]) => {
      const names = [pairing.kind, pairing.left, pairing.right, turn];
      return [...names, ...values(s1), ...values(s2), String(report.demo)];
    }),
  );
  return csvOf([head, ...rows]);
}
