/** Stage 3, `show-results`: read the judgments, make the leaderboard, print it, check the gates. Calls no service. */

import pc from 'picocolors';
import { addBenchOptions, type BenchOptions, between, Command, number, Option } from '../cli/flags/flags.ts';
import type { Context } from '../cli/main.ts';
import { exitCodes, UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { nameScale } from '../records/scale.ts';
import { scaleOf } from '../results/charts/scale.ts';
import {
  buildLeaderboard,
  coverageShare,
  type Leaderboard,
  type LeaderboardInput,
} from '../results/leaderboard/build.ts';
import type { Findings } from '../results/leaderboard/findings.ts';
import {
  addPairwiseOptions,
  checkModeFlags,
  type PairwiseOptions,
  type ShowMode,
  showModes,
} from '../results/read/pairwise-options.ts';
import { addReportOptions, checkReportFlags, type ReportFlags } from '../results/read/report-options.ts';
import { readRows, toLeaderboardInput, wantedRow } from '../results/read/single.ts';
import { addSingleOptions, checkCompatFlags, type SingleOptions } from '../results/read/single-options.ts';
import { renderCsv } from '../results/render/csv.ts';
import { fastchatMeans, renderFastchat } from '../results/render/fastchat.ts';
import { renderJson } from '../results/render/json.ts';
import { renderMarkdown } from '../results/render/markdown.ts';
import { formatCoverage, formatScore } from '../results/render/number-format.ts';
import type { Showing } from '../results/render/page.ts';
import { type By, warningsOf } from '../results/render/sheet.ts';
import { listAnswerFiles } from '../store/answers/answers.ts';
import { modelsWithAnswers } from '../store/answers/models.ts';
import type { SingleFiles } from '../store/judgments/singles.ts';

export interface ShowResultsOptions extends BenchOptions, PairwiseOptions, SingleOptions, ReportFlags {
  mode: ShowMode;
  judge?: string[];
  modelList?: string[];
  by?: By;
  format: 'table' | 'json' | 'csv' | 'markdown';
  inputFile?: string;
  compat?: 'fastchat';
  failUnder?: number;
  minCoverage?: number;
}

export function showResultsCommand(context: Context): Command {
  const command = addBenchOptions(new Command('show-results'))
    .description('Stage 3: show the leaderboard of a bench')
    .addOption(
      new Option('--mode <mode>', 'single: mean ratings; pairwise: win rates and Bradley–Terry ratings')
        .choices(showModes)
        .default('single'),
    )
    .option('--judge <id...>', 'only the judgments of these judges')
    .option('--model-list <id...>', 'only these models')
    .addOption(new Option('--by <kind>', 'only this table').choices(['category', 'turn', 'judge']))
    .addOption(new Option('--format <format>').choices(['table', 'json', 'csv', 'markdown']).default('table'))
    .option(
      '--input-file <judgments.jsonl>',
      "this file, which may be FastChat's, instead of judgments/<bench>/",
    )
    .addOption(
      new Option('--compat <tool>', "FastChat's own figures: duplicates count").choices(['fastchat']),
    )
    .addOption(new Option('--fail-under <score>', 'exit 1 when an average is lower').argParser(number))
    .addOption(
      new Option('--min-coverage <fraction>', 'exit 1 when less of the judgments is there').argParser(
        between(0, 1),
      ),
    );
  addReportOptions(addPairwiseOptions(addSingleOptions(command)));
  return command.action(async (options: ShowResultsOptions) => {
    checkModeFlags(command);
    checkCompatFlags(command);
    checkReportFlags(command);
    const benchGiven = command.getOptionValueSource('bench') !== 'default';
    const show = options.mode === 'single' ? showResults : (await import('./show-pairwise.ts')).showPairwise;
    context.exit(await show(options, context, benchGiven));
    await writeFiles(options, context, benchGiven);
  });
}

/** The page and the picture, where they are asked for; both are loaded only then. */
async function writeFiles(options: ShowResultsOptions, { stderr }: Context, benchGiven: boolean) {
  const { html, chart, quiet } = options;
  const tell = (line: string) => {
    if (!quiet) stderr.write(`${plainLine(line, 1000)}\n`);
  };
  if (html !== undefined)
    tell(await (await import('../results/report/write.ts')).writeReport(html, options, benchGiven));
  if (chart === undefined) return;
  const { writeChart } = await import('../results/charts/write.ts');
  for (const line of await writeChart(chart, options, benchGiven)) tell(line);
}

/** Prints the results; resolves to the exit code. */
export async function showResults(
  options: ShowResultsOptions,
  context: Context,
  benchGiven = true,
): Promise<number> {
  const warn = (line: string) => context.stderr.write(`${plainLine(line, 1000)}\n`);
  const { input, every, judged } = await gather(options, benchGiven, warn);
  const { board, findings } = await findOut(input, options);
  checkShowable(board, options);
  checkGate(board, options);
  const showing = { by: options.by, findings };
  context.stdout.write(
    every ? renderCompat(every, options) : await render(board, showing, { options, context }),
  );
  if (!options.compat && !options.quiet) {
    for (const line of [...warningsOf(board), ...(await unjudgedIn(judged, options))])
      warn(`warning: ${line}`);
  }
  return checkGates(board, options, warn);
}

/** What the leaderboard is made of, and every row where FastChat's figures are asked for. Nothing else is held on to. */
async function gather(
  options: ShowResultsOptions,
  benchGiven: boolean,
  warn: (line: string) => void,
): Promise<{
  input: LeaderboardInput;
  every: FastchatRow[] | undefined;
  judged: readonly string[];
}> {
  const files = await readRows(options);
  for (const { file, line } of files.torn) warn(`warning: ${file}:${line} is cut off and was left out`);
  const every = options.compat ? everyRow(files, options) : undefined;
  const judged = files.columns.model.values;
  return { input: await toLeaderboardInput(files, options, benchGiven), every, judged };
}

interface FastchatRow {
  model: string;
  judge: string;
  turn: number;
  score: number;
}

/** Every row that is wanted, duplicates included, as FastChat counts them. */
function everyRow(files: SingleFiles, options: ShowResultsOptions): FastchatRow[] {
  const { model, judge, turn, score } = files.columns;
  const isWanted = wantedRow(files, options);
  const rows: FastchatRow[] = [];
  for (let row = 0; row < files.length; row += 1) {
    if (!isWanted(row)) continue;
    rows.push({ model: model.at(row), judge: judge.at(row), turn: turn.at(row), score: score.at(row) });
  }
  return rows;
}

/** An empty table would look like a result. */
function checkShowable({ models, bench }: Leaderboard, { by, format, compat }: ShowResultsOptions): void {
  if (by !== 'category' || format === 'json' || compat) return;
  if (models.some(({ categories }) => Object.keys(categories).length > 0)) return;
  throw new UserError(
    `nothing to show --by category: no rating is of a question of bench ${bench}; name theirs with --bench`,
  );
}

/** A gate outside the scale would always be met, or never. */
function checkGate(board: Leaderboard, { failUnder }: ShowResultsOptions): void {
  const [low, high] = scaleOf(board);
  if (failUnder === undefined || (failUnder >= low && failUnder <= high)) return;
  throw new UserError(`--fail-under ${failUnder}: it must be a score ${nameScale([low, high])}`);
}

/** Models that have answers and that nobody has judged: they are in no table. A named file or list is meant as it is. */
async function unjudgedIn(judged: readonly string[], options: ShowResultsOptions): Promise<string[]> {
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
  options: ShowResultsOptions,
): Promise<{ board: Leaderboard; findings?: Findings }> {
  const { format, compat, by, compare, health, self, interval } = options;
  const asked = by === 'judge' || compare || health || !self || interval !== 't';
  if (compat || !(asked || format === 'table' || format === 'markdown')) {
    return { board: buildLeaderboard(given) };
  }
  const { adjust, gatherFindings } = await import('../results/read/findings.ts');
  const { input, leftOut } = adjust(given, options);
  const board = buildLeaderboard(input);
  return { board, findings: await gatherFindings({ board, input, leftOut }, options) };
}

async function render(
  board: Leaderboard,
  showing: Showing,
  { options, context }: { options: ShowResultsOptions; context: Context },
): Promise<string> {
  if (options.format === 'json') return renderJson(board, showing);
  if (options.format === 'csv') return renderCsv(board, showing);
  if (options.format === 'markdown') return renderMarkdown(board, showing);
  const { renderTable } = await import('../results/render/table.ts');
  const color = context.stdout.isTTY === true && pc.isColorSupported;
  return renderTable(board, { ...showing, color });
}

function renderCompat(all: readonly FastchatRow[], { format }: ShowResultsOptions): string {
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

/** Every missed gate is one line; any of them makes the exit code 1. */
function checkGates(board: Leaderboard, options: ShowResultsOptions, warn: (line: string) => void): number {
  const { failUnder, minCoverage } = options;
  let code: number = exitCodes.done;
  const miss = (line: string) => {
    warn(`gate missed: ${line}`);
    code = exitCodes.incomplete;
  };
  for (const { model, average, coverage } of board.models) {
    if (failUnder !== undefined && (average.score === null || average.score < failUnder)) {
      miss(`the average of ${model} is ${formatScore(average.score)}, below --fail-under ${failUnder}`);
    }
    if (minCoverage !== undefined && coverageShare(coverage) < minCoverage) {
      miss(`the coverage of ${model} is ${formatCoverage(coverage)}, below --min-coverage ${minCoverage}`);
    }
  }
  return code;
}
