/** The status of benches as tables for a terminal. */

import pc from 'picocolors';
import type { BenchStatus } from '../api/status.ts';
import { formatCost } from '../client/cost/cost.ts';
import { plainLine } from '../plain-text.ts';
import { renderTextTable } from '../results/render/text-table.ts';

const number = new Intl.NumberFormat('en-US');

export function renderStatus(status: BenchStatus, color: boolean): string {
  const { bold } = pc.createColors(color);
  const { bench, questions, answers, judgments, costs } = status;
  const size = questions === null ? 'its questions are not here' : plural(questions, 'question');
  const parts = [bold(`bench ${plainLine(bench, 60)}: ${size}`)];
  if (answers.length === 0) parts.push('no answers yet');
  else parts.push(renderTextTable(answerTable(status), bold));
  if (answers.length > 0 && judgments.length === 0) parts.push('no judgments yet');
  if (judgments.length > 0) parts.push(renderTextTable(judgmentTable(status), bold));
  const judges = costs.rows.filter(({ stage, calls }) => stage !== 'answers' && calls > 0);
  if (judges.length > 0) {
    const rows = judges.map((row) => [
      row.name ?? '',
      row.stage ?? '',
      number.format(row.calls),
      money(row.cost),
    ]);
    parts.push(renderTextTable({ head: ['judge', 'mode', 'calls', 'spent'], rows }, bold));
  }
  if (costs.total.calls > 0)
    parts.push(`spent: ${money(costs.total.cost)} in ${plural(costs.total.calls, 'call')}`);
  return `${[...parts, ...notesOf(status)].join('\n\n')}\n`;
}

function answerTable({ answers, costs }: BenchStatus) {
  const rows = answers.map(({ model, done, stale, missing }) => {
    const spent = costs.rows.find(({ stage, name }) => stage === 'answers' && name === model);
    return [model, ...[done, stale, missing, spent?.calls ?? 0].map(shown), money(spent?.cost ?? null)];
  });
  return { head: ['answers of', 'done', 'stale', 'missing', 'calls', 'spent'], rows };
}

function judgmentTable({ judgments }: BenchStatus) {
  const rows = judgments.map(({ judge, mode, prompt_set, model, pairs = 0, ...counts }) => [
    judge,
    mode,
    prompt_set ?? '–',
    model ?? plural(pairs, 'pair'),
    ...[counts.done, counts.stale, counts.missing, counts.unparsed].map(shown),
  ]);
  return { head: ['judge', 'mode', 'prompts', 'on', 'done', 'stale', 'missing', 'unparsed'], rows };
}

function notesOf({ judgments, costs }: BenchStatus): string[] {
  const gone = judgments.reduce((sum, each) => sum + each.gone, 0);
  const notes = [
    ...(gone > 0
      ? [`${plural(gone, 'judgment')} of questions, turns or choices that are not there any more`]
      : []),
    ...(costs.unpriced.length > 0
      ? [`no price for ${costs.unpriced.join(', ')}: not in what was spent`]
      : []),
    ...(costs.demo ? ['demo: no language model was involved'] : []),
  ];
  return notes.length > 0 ? [notes.join('\n')] : [];
}

function shown(count: number | null): string {
  return count === null ? '–' : number.format(count);
}

function money(usd: number | null): string {
  return usd === null ? '–' : formatCost(usd);
}

function plural(count: number, noun: string): string {
  return `${number.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
