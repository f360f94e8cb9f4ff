/** What `show-results` shows in mode single: the leaderboard, its warnings, the gates it misses. */

import { UserError } from '../../errors.ts';
import { listAnswerFiles } from '../../store/answers/answers.ts';
import { modelsWithAnswers } from '../../store/answers/models.ts';
import type { SingleFiles } from '../../store/judgments/singles.ts';
import { scaleOf } from '../charts/scale.ts';
import { coverageGates, dropGates, type Gate, missedLines, scoreGates } from '../gates/gates.ts';
import { checkThresholds } from '../gates/thresholds.ts';
import { buildLeaderboard, type Leaderboard, type LeaderboardInput } from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import { findMetrics } from '../read/metrics/metrics.ts';
import { otherSetsNote } from '../read/rows/shown-rows.ts';
import { wantedRow } from '../read/rows/wanted.ts';
import { type Narrowed, readRows, toLeaderboardInput } from '../read/single.ts';
import { renderCsv } from '../render/csv.ts';
import { fastchatMeans, renderFastchat } from '../render/fastchat.ts';
import { type BoardJson, boardJson, renderJson } from '../render/json.ts';
import { warningsOf } from '../render/leaderboard-tables.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { formatCoverage, formatEstimate, formatScore } from '../render/number-format.ts';
import { type ByQuestion, type ResultsPage, shownNotes } from '../render/page.ts';
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
  const { board, ...found } = await findOut(input, options);
  checkShowable(board, options);
  const { failUnder = [] } = options;
  checkThresholds(failUnder, { models: board.models, scale: scaleOf(board), what: 'a score' });
  const page = { by: options.by, ...found };
  const gates = gatesOf(board, page, options);
  const text = every ? renderCompat(every, options) : await render(board, { page, gates, options, context });
  const isTold = !options.compat && !options.quiet;
  const unjudged = isTold ? await unjudgedIn(judged, options) : [];
  const warnings = isTold ? [...warningsOf(board), ...(page.baseline?.warnings ?? []), ...unjudged] : [];
  return { text, warnings, missed: missedLines(gates) };
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
  const { board, ...found } = await findOut(input, options);
  return boardJson(board, { by: options.by, ...found });
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
  if (found && found.graders.length > 0 && options.languagePenalty) {
    throw new UserError('--language-penalty goes with the scores of model judges: graders are shown here');
  }
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
  const input = await toLeaderboardInput(files, options, benchGiven);
  if (!options.languagePenalty) return { input, every };
  const { withLanguagePenalty } = await import('../read/metrics/language-penalty.ts');
  return { input: await withLanguagePenalty(input, options, benchGiven), every };
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
): Promise<ByQuestion & { board: Leaderboard; findings?: Findings }> {
  const { format, compat, by, compare, health, self, interval } = options;
  const asked = by === 'judge' || compare || health || !self || interval !== 't';
  if (compat || !(asked || format === 'table' || format === 'markdown' || format === 'github')) {
    const board = buildLeaderboard(given);
    return { board, ...(await byQuestion({ board, input: given }, options)) };
  }
  const { adjust, gatherFindings } = await import('../read/findings.ts');
  const { input, leftOut } = adjust(given, options);
  const board = buildLeaderboard(input);
  const findings = await gatherFindings({ board, input, leftOut }, options);
  return { board, findings, ...(await byQuestion({ board, input }, options)) };
}

/** Loaded only where it is asked for. */
async function byQuestion(
  found: { board: Leaderboard; input: LeaderboardInput },
  options: ShowOptions,
): Promise<ByQuestion> {
  if (!options.questions && options.baselineResults === undefined) return {};
  return (await import('../read/baseline.ts')).gatherByQuestion(found, options);
}

async function render(
  board: Leaderboard,
  {
    page,
    gates,
    options: { format },
    context,
  }: { page: ResultsPage; gates: readonly Gate[]; options: ShowOptions; context: ShowContext },
): Promise<string> {
  if (format === 'json') return renderJson(board, page);
  if (format === 'csv') return renderCsv(board, page);
  if (format === 'markdown') return renderMarkdown(board, page);
  if (format === 'github' || format === 'junit') {
    const { githubSummary, renderGatesJunit } = await import('../gates/output.ts');
    if (format === 'github') return githubSummary(renderMarkdown(board, page), gates);
    const figures = board.models.map(({ model, average }) => ({
      model,
      name: 'average',
      text: formatEstimate(average),
    }));
    return renderGatesJunit({ bench: board.bench, figures, gates, notes: shownNotes(board, page) });
  }
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

function gatesOf(
  { models }: Leaderboard,
  { baseline }: ByQuestion,
  { failUnder = [], minCoverage, failDrop }: ShowOptions,
): Gate[] {
  return [
    ...scoreGates(failUnder, { models, what: 'average', format: formatScore }),
    ...coverageGates(minCoverage, { models, format: formatCoverage }),
    ...(baseline ? dropGates(failDrop, { ...baseline, digits: 2 }) : []),
  ];
}
