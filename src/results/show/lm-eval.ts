/** `--compat lm-eval`: names, figures and standard errors of lm-evaluation-harness for the same verdicts. */

import { UserError } from '../../errors.ts';
import { buildMetric } from '../accuracy/build.ts';
import { coverageShare } from '../leaderboard/build.ts';
import { scoresIn } from '../leaderboard/score-table.ts';
import { type GradedRows, type LmEvalResults, lmEvalResults } from '../lm-eval/figures.ts';
import { lmEvalTable } from '../lm-eval/table.ts';
import { type LmEvalFigure, lmEvalFigure } from '../lm-eval/tasks.ts';
import { followedIn } from '../read/metrics/instructions.ts';
import { toMetricInputs } from '../read/metrics/metrics.ts';
import { renderMarkdownTable } from '../render/markdown.ts';
import { formatCoverage } from '../render/number-format.ts';
import { renderTextTable } from '../render/text-table.ts';
import type { ShowContext, Shown, ShowOptions } from '../settings.ts';
import type { MetricRows } from './accuracy.ts';

export async function showLmEval(
  found: MetricRows,
  { options, context }: { options: ShowOptions; context: ShowContext },
): Promise<Shown> {
  const named = found.graders.flatMap((grader) => {
    const figure = lmEvalFigure(grader, options.bench);
    return figure ? [{ grader, figure }] : [];
  });
  if (named.length === 0) {
    throw new UserError(
      `--compat lm-eval: none of ${found.graders.join(', ')} is a task of lm-eval; its graders begin with lm-eval/, ifeval: or loglikelihood:`,
    );
  }
  const unnamed = found.graders.filter((grader) => !named.some((each) => each.grader === grader));
  const ours = unnamed.map((grader) => `${grader} is no task of lm-eval and is left out`);
  const { models, gaps } = await gather(found, named, { options, benchGiven: context.benchGiven });
  return { text: render(models, options), warnings: options.quiet ? [] : [...ours, ...gaps], missed: [] };
}

interface ModelFigures {
  model: string;
  found: LmEvalResults;
}

async function gather(
  found: MetricRows,
  named: readonly { grader: string; figure: LmEvalFigure }[],
  { options, benchGiven }: { options: ShowOptions; benchGiven: boolean },
): Promise<{ models: ModelFigures[]; gaps: string[] }> {
  const graded = new Map<string, GradedRows[]>();
  const gaps: string[] = [];
  const { inputs } = await toMetricInputs(found.rows, found, { options, benchGiven });
  for (const input of inputs) {
    const { grader } = input;
    const figure = named.find((each) => each.grader === grader)?.figure;
    if (!figure) continue;
    const scores = scoresIn(input.scores);
    for (const { model, coverage } of buildMetric(input).models) {
      const followed = figure.instructionMetric ? await followedOf(found, { grader, model }) : undefined;
      const { categoryOf, groupOf = new Map<string, string>() } = input;
      const own = graded.get(model) ?? [];
      own.push({ figure, rows: scores.usable(model), categoryOf, groupOf, followed });
      graded.set(model, own);
      if (coverageShare(coverage) < 1)
        gaps.push(`${grader}: ${model}: coverage ${formatCoverage({ ...coverage, unparsed: 0 })}`);
    }
  }
  return { models: [...graded].map(([model, rows]) => ({ model, found: lmEvalResults(rows) })), gaps };
}

function followedOf(
  { rows }: MetricRows,
  { grader, model }: { grader: string; model: string },
): Promise<boolean[]> {
  const { columns, last } = rows;
  const own = [...last].filter((row) => columns.judge.at(row) === grader && columns.model.at(row) === model);
  return followedIn(rows, own);
}

function render(models: readonly ModelFigures[], { format }: ShowOptions): string {
  const [first] = models;
  if (format === 'json') {
    if (models.length > 1 || !first) {
      const names = models.map(({ model }) => model).join(', ');
      throw new UserError(
        `--compat lm-eval --format json holds one model, as results.json does: choose one of ${names} with --model-list`,
      );
    }
    return `${JSON.stringify({ ...first.found, model_name: first.model }, null, 2)}\n`;
  }
  if (format !== 'table' && format !== 'markdown')
    throw new UserError(`--compat lm-eval knows --format table, json and markdown, not ${format}`);
  const table = lmEvalTable(models);
  return `${format === 'markdown' ? renderMarkdownTable(table) : renderTextTable(table, (text) => text)}\n`;
}
