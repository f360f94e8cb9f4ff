/** What a suite has come to: a row for each bench and metric, a column for each model. */

import pc from 'picocolors';
import { results } from '../api/results.ts';
import type { PartReport } from '../api/suite.ts';
import { UserError } from '../errors.ts';
import { sampleText } from '../records/bench/sample.ts';
import { renderTextTable } from '../results/render/text-table.ts';

interface SuiteResults {
  rows: SuiteRow[];
  /** Benches of which only a sample was asked, a line each. */
  samples: string[];
  /** What could not be shown, a line each. */
  notes: string[];
}

interface SuiteRow {
  bench: string;
  metric: string;
  /** By model. */
  scores: Record<
    string,
    { score: number | null; ci: [number, number] | null; judged: number; expected: number }
  >;
}

interface SuiteScope {
  dataDir: string;
  models: readonly string[];
  /** As `--filter` has them. */
  filters: readonly string[] | undefined;
}

/** The figures of every bench of the suite, for these models, on what the suite selects. */
export async function suiteResults(
  parts: readonly PartReport[],
  { dataDir, models, filters }: SuiteScope,
): Promise<SuiteResults> {
  const found: SuiteResults = { rows: [], samples: [], notes: [] };
  for (const { bench } of parts) {
    const { categories, question_ids: questionIds, judge_prompts: judgePrompts, limit } = bench;
    const selection = {
      ...(categories ? { categories } : {}),
      ...(questionIds ? { questionIds } : {}),
      ...(judgePrompts === undefined ? {} : { judgePrompts }),
      ...(limit === undefined ? {} : { limit }),
      ...(filters ? { filters } : {}),
    };
    try {
      const board = await results({ dataDir, bench: bench.bench, models, ...selection });
      if (board.sample) found.samples.push(`${bench.bench}: ${sampleText(board.sample)}`);
      for (const metric of board.metrics ?? [board]) found.rows.push(rowOf(bench.bench, metric));
    } catch (error) {
      // A bench whose every call has failed has no results; the summary of its run has said why.
      if (!(error instanceof UserError)) throw error;
      found.notes.push(`${bench.bench}: ${error.message}`);
    }
  }
  return found;
}

type Board = Pick<Awaited<ReturnType<typeof results>> & { mode: 'single' }, 'judges' | 'models'>;

function rowOf(bench: string, { judges, models }: Board): SuiteRow {
  const scores: SuiteRow['scores'] = {};
  for (const { model, average, coverage } of models) {
    const { judged, expected } = coverage;
    scores[model] = { score: average.score, ci: average.ci, judged, expected };
  }
  return { bench, metric: judges.join(', '), scores };
}

export function renderSuite({ rows, samples }: SuiteResults, { color }: { color: boolean }): string {
  const models = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores)))];
  const table = {
    title: '',
    head: ['bench', 'metric', ...models],
    rows: rows.map(({ bench, metric, scores }) => [
      bench,
      metric,
      ...models.map((model) => cell(scores[model])),
    ]),
  };
  const notes = [
    'mean score ± half of the 95 % interval, clustered by question; benches and metrics are not averaged',
    ...(rows.some(({ scores }) => Object.values(scores).some((each) => each.judged < each.expected))
      ? ['* not every expected judgment is in this mean: show-results --bench says what is missing']
      : []),
    ...samples,
  ];
  return `${renderTextTable(table, pc.createColors(color).bold)}\n\n${notes.join('\n')}\n`;
}

function cell(found: SuiteRow['scores'][string] | undefined): string {
  if (!found || found.score === null) return '–';
  const half = found.ci ? ` ± ${((found.ci[1] - found.ci[0]) / 2).toFixed(3)}` : '';
  return `${found.score.toFixed(3)}${half}${found.judged < found.expected ? ' *' : ''}`;
}
