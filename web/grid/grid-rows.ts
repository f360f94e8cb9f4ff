/** Questions by models: the mean of each, and what sorts the rows. */

import type { Overview } from '../../src/results/report/shape.ts';
import type { Filters } from '../state/address.ts';
import { counts, meanOf, type ScoreRow } from '../state/answers.ts';

export interface GridRow {
  /** Place in the overview. */
  question: number;
  key: string;
  category: string;
  /** By the place of the model; undefined where nothing counts. */
  means: (number | undefined)[];
  /** Of the models' means. */
  mean: number | undefined;
  /** How far the highest and the lowest of them are apart; undefined for fewer than two. */
  spread: number | undefined;
}

/** One row for each question of the category, in the order of the bench; of several graders one is in view. */
export function gridRows(
  overview: Overview,
  { category, judge }: Pick<Filters, 'category' | 'judge'>,
): GridRow[] {
  const cells = scoresByCell(overview, judge);
  return overview.questions.flatMap((entry, question) => {
    if (category !== '' && entry.category !== category) return [];
    const means = overview.models.map((_, model) => meanOf(cells.get(`${question} ${model}`) ?? []));
    const known = means.filter((mean) => mean !== undefined);
    const mean = known.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0) / known.length;
    const spread = known.length < 2 ? undefined : Math.max(...known) - Math.min(...known);
    return [{ question, key: entry.key, category: entry.category ?? '', means, mean, spread }];
  });
}

function scoresByCell({ scores, judges, single }: Overview, judge: string): Map<string, ScoreRow[]> {
  const wanted = judge === '' ? single?.grader : judge;
  const heard = wanted === undefined ? -1 : judges.indexOf(wanted);
  const cells = new Map<string, ScoreRow[]>();
  for (let place = 0; place < scores.score.length; place += 1) {
    const at = (column: readonly number[]) => column[place] ?? -1;
    const row = {
      judge: at(scores.judge),
      repeat: at(scores.repeat),
      score: at(scores.score),
      flags: at(scores.flags),
    };
    if (!counts(row) || (heard !== -1 && row.judge !== heard)) continue;
    const key = `${at(scores.question)} ${at(scores.model)}`;
    const cell = cells.get(key);
    if (cell) cell.push(row);
    else cells.set(key, [row]);
  }
  return cells;
}

/** RFC 4180, a cell that a spreadsheet would take for a formula with a quotation mark before it. */
export function gridCsv(rows: readonly GridRow[], models: readonly string[]): string {
  const line = (cells: readonly (string | number | undefined)[]) => `${cells.map(csvCell).join(',')}\r\n`;
  return [
    line(['question', 'category', 'mean', 'spread', ...models]),
    ...rows.map(({ key, category, mean, spread, means }) => line([key, category, mean, spread, ...means])),
  ].join('');
}

/** `{bench, models, questions: [{question, category, mean, spread, scores: {model: mean}}]}`. */
export function gridJson(rows: readonly GridRow[], { bench, models, single }: Overview): string {
  const questions = rows.map(({ key, category, mean, spread, means }) => ({
    question: key,
    category,
    mean: mean ?? null,
    spread: spread ?? null,
    scores: Object.fromEntries(models.map((model, place) => [model, means[place] ?? null])),
  }));
  const made = single?.provenance ? { provenance: single.provenance } : {};
  return `${JSON.stringify({ bench, ...made, models, questions }, null, 2)}\n`;
}

function csvCell(value: string | number | undefined): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
