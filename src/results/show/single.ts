/** What `show-results` shows in mode single: the leaderboard, its warnings, the gates it misses. */

import { UserError } from '../../errors.ts';
import { nameScale } from '../../records/scale.ts';
import { listAnswerFiles } from '../../store/answers/answers.ts';
import { modelsWithAnswers } from '../../store/answers/models.ts';
import type { SingleFiles } from '../../store/judgments/singles.ts';
import { scaleOf } from '../charts/scale.ts';
import {
  buildLeaderboard,
  coverageShare,
  type Leaderboard,
  type LeaderboardInput,
} from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import { findMetrics } from '../read/metrics.ts';
import { otherSetsNote } from '../read/shown-rows.ts';
import { type Narrowed, readRows, toLeaderboardInput, wantedRow } from '../read/single.ts';
import { renderCsv } from '../render/csv.ts';
import { fastchatMeans, renderFastchat } from '../render/fastchat.ts';
import { type BoardJson, boardJson, renderJson } from '../render/json.ts';
import { warningsOf } from '../render/leaderboard-tables.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { formatCoverage, formatScore } from '../render/number-format.ts';
import type { ResultsPage } from '../render/page.ts';
import type { ShowContext, Shown, ShowOptions } from '../settings.ts';
import type { MetricRows } from './accuracy.ts';

export async function showSingle(options: ShowOptions, context: ShowContext): Promise<Shown> {
  const files = await read(options, context);
  const judged = files.columns.model.values;
  const metrics = await metricRows(files, options);
  if (metrics) {
    const show =
      options.compat === 'lm-eval'
        ? (await import('./lm-eval.ts')).showLmEval
        : (await import('./accuracy.ts')).showMetrics;
    const shown = await show(metrics, { options, context });
    const unjudged = options.quiet ? [] : await unjudgedIn(judged, options);
    return { ...shown, warnings: [...shown.warnings, ...unjudged] };
  }
  const { input, every } = await gather(files, { options, benchGiven: context.benchGiven });
  const { board, findings } = await findOut(input, options);
  checkShowable(board, options);
  checkGate(board, options);
  const page = { by: options.by, findings };
  const text = every ? renderCompat(every, options) : await render(board, page, { options, context });
  const isTold = !options.compat && !options.quiet;
  const warnings = isTold ? [...warningsOf(board), ...(await unjudgedIn(judged, options))] : [];
  return { text, warnings, missed: missedGates(board, options) };
}

/** The value that `--format json` prints. */
export async function singleValue(
  options: ShowOptions,
  context: Pick<ShowContext, 'benchGiven' | 'warn'>,
): Promise<BoardJson> {
  const files = await read(options, context);
  const metrics = await metricRows(files, options);
  const { benchGiven } = context;
  if (metrics) return (await import('./accuracy.ts')).metricsValue(metrics, { options, benchGiven });
  const { input } = await gather(files, { options, benchGiven });
  const { board, findings } = await findOut(input, options);
  return boardJson(board, { by: options.by, findings });
}

/** The rows that are shown, with a line for each thing that was left out. */
async function read(
  options: ShowOptions,
  { benchGiven, warn }: Pick<ShowContext, 'benchGiven' | 'warn'>,
): Promise<SingleFiles & Narrowed> {
  const files = await readRows(options, benchGiven);
  for (const { file, line } of files.torn) warn(`warning: ${file}:${line} is cut off and was left out`);
  const note = options.quiet ? undefined : otherSetsNote(files.shown);
  if (note !== undefined) warn(note);
  return files;
}

/** The graders of a benchmark; undefined where none are shown, or as FastChat counts. */
async function metricRows(
  files: SingleFiles & Narrowed,
  options: ShowOptions,
): Promise<MetricRows | undefined> {
  if (options.compat === 'fastchat') return undefined;
  const hasGraders = files.columns.graded.values.includes(true);
  const found = hasGraders ? await findMetrics(files, options) : undefined;
  if (found && found.graders.length > 0) return { ...found, rows: files };
  if (options.k) throw new UserError('--k goes with graders: no grader has judged what is shown');
  if (options.compat === 'lm-eval') {
    throw new UserError('--compat lm-eval goes with graders: no grader has judged what is shown');
  }
  return undefined;
}

/** What the leaderboard is made of, and every row where FastChat's figures are asked for. */
async function gather(
  files: SingleFiles & Narrowed,
  { options, benchGiven }: { options: ShowOptions; benchGiven: boolean },
): Promise<{ input: LeaderboardInput; every: FastchatRow[] | undefined }> {
  const every = options.compat ? everyRow(files, options) : undefined;
  return { input: await toLeaderboardInput(files, options, benchGiven), every };
}

interface FastchatRow {
  model: string;
  judge: string;
  turn: number;
  score: number;
}

/** Every row that is wanted, duplicates included, as FastChat counts them. */
function everyRow(files: SingleFiles & Narrowed, options: ShowOptions): FastchatRow[] {
  const { model, judge, turn, score } = files.columns;
  const isWanted = wantedRow(files, options);
  const rows: FastchatRow[] = [];
  for (let row = 0; row < files.length; row += 1) {
    if (!isWanted(row) || !files.shown.isShown(row)) continue;
    rows.push({ model: model.at(row), judge: judge.at(row), turn: turn.at(row), score: score.at(row) });
  }
  return rows;
}

/** An empty table would look like a result. */
function checkShowable({ models, bench }: Leaderboard, { by, format, compat }: ShowOptions): void {
  if (by !== 'category' || format === 'json' || compat) return;
  if (models.some(({ categories }) => Object.keys(categories).length > 0)) return;
  throw new UserError(
    `nothing to show --by category: no score is of a question of bench ${bench}; name theirs with --bench`,
  );
}

/** A gate outside the scale would always be met, or never. */
function checkGate(board: Leaderboard, { failUnder }: ShowOptions): void {
  const [low, high] = scaleOf(board);
  if (failUnder === undefined || (failUnder >= low && failUnder <= high)) return;
  throw new UserError(`--fail-under ${failUnder}: it must be a score ${nameScale([low, high])}`);
}

/** Models that have answers and that nobody has judged: they are in no table. A named file or list is meant as it is. */
async function unjudgedIn(judged: readonly string[], options: ShowOptions): Promise<string[]> {
  const { dataDir, bench, inputFile, modelList, judge } = options;
  if (inputFile !== undefined || modelList || judge) return [];
  const answered = await modelsWithAnswers(await listAnswerFiles(dataDir, bench)).catch((error: unknown) => {
    // What is wrong with answers that no figure rests on is for gen-judgment to say.
    if (error instanceof UserError) return [];
    throw error;
  });
  const unjudged = answered.filter((model) => !judged.includes(model));
  if (unjudged.length === 0) return [];
  const more = unjudged.length > 8 ? ` and ${unjudged.length - 8} more` : '';
  return [`${unjudged.slice(0, 8).join(', ')}${more}: answers, but no judgments: run gen-judgment for them`];
}

/** The leaderboard, and what is found beyond its means where that is shown: the contract's JSON does without. */
async function findOut(
  given: LeaderboardInput,
  options: ShowOptions,
): Promise<{ board: Leaderboard; findings?: Findings }> {
  const { format, compat, by, compare, health, self, interval } = options;
  const asked = by === 'judge' || compare || health || !self || interval !== 't';
  if (compat || !(asked || format === 'table' || format === 'markdown')) {
    return { board: buildLeaderboard(given) };
  }
  const { adjust, gatherFindings } = await import('../read/findings.ts');
  const { input, leftOut } = adjust(given, options);
  const board = buildLeaderboard(input);
  return { board, findings: await gatherFindings({ board, input, leftOut }, options) };
}

async function render(
  board: Leaderboard,
  page: ResultsPage,
  { options, context }: { options: ShowOptions; context: ShowContext },
): Promise<string> {
  if (options.format === 'json') return renderJson(board, page);
  if (options.format === 'csv') return renderCsv(board, page);
  if (options.format === 'markdown') return renderMarkdown(board, page);
  const { renderTextTables } = await import('../render/text-table.ts');
  return renderTextTables(board, { ...page, color: context.color });
}

function renderCompat(all: readonly FastchatRow[], { format }: ShowOptions): string {
  const judges = [...new Set(all.map(({ judge }) => judge))];
  if (judges.length > 1) {
    throw new UserError(
      `--compat fastchat shows one judge, as FastChat does: choose one of ${judges.join(', ')} with --judge`,
    );
  }
  if (format === 'table') return renderFastchat(all);
  if (format === 'json') return `${JSON.stringify(fastchatMeans(all), null, 2)}\n`;
  throw new UserError(`--compat fastchat knows --format table and json, not ${format}`);
}

/** Every missed gate is one line. */
function missedGates({ models }: Leaderboard, { failUnder, minCoverage }: ShowOptions): string[] {
  return models.flatMap(({ model, average, coverage }) => {
    const missed: string[] = [];
    if (failUnder !== undefined && (average.score === null || average.score < failUnder)) {
      missed.push(
        `the average of ${model} is ${formatScore(average.score)}, below --fail-under ${failUnder}`,
      );
    }
    if (minCoverage !== undefined && coverageShare(coverage) < minCoverage) {
      missed.push(
        `the coverage of ${model} is ${formatCoverage(coverage)}, below --min-coverage ${minCoverage}`,
      );
    }
    return missed;
  });
}
