/** `show-results` in its pairwise modes: who wins how often, what the order of the sides did, and ratings. */

import pc from 'picocolors';
import type { BenchOptions } from '../cli/flags/flags.ts';
import type { Context } from '../cli/main.ts';
import { exitCodes, UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { coverageShare } from '../results/leaderboard/build.ts';
import { buildPairBoard, type PairBoard } from '../results/pairwise/board.ts';
import { formatPairCoverage } from '../results/pairwise/coverage.ts';
import { fastchatWins, renderFastchatWins } from '../results/pairwise/fastchat.ts';
import { pairWarningsOf, ratingCaveats } from '../results/pairwise/notes.ts';
import { type PairOutputOptions, renderPairBoard } from '../results/pairwise/output.ts';
import {
  type PairInputOptions,
  type PairRows,
  readPairFiles,
  toPairBoardInput,
  toResult,
} from '../results/read/pairwise.ts';
import { readStyles } from '../results/read/styles.ts';
import type { By } from '../results/render/sheet.ts';

export interface ShowPairwiseOptions extends BenchOptions, PairInputOptions {
  by?: By;
  format: PairOutputOptions['format'];
  compat?: 'fastchat';
  minCoverage?: number;
}

const defaultSeed = 1;

/** Prints the results; resolves to the exit code. `benchGiven` tells whether the user has named the bench. */
export async function showPairwise(
  options: ShowPairwiseOptions,
  context: Context,
  benchGiven = true,
): Promise<number> {
  const warn = (line: string) => context.stderr.write(`${plainLine(line, 1000)}\n`);
  const { by, compat, format, anchor, seed = defaultSeed } = options;
  const files = await readPairFiles(options);
  for (const { file, line } of files.torn) warn(`warning: ${file}:${line} is cut off and was left out`);
  if (compat) context.stdout.write(renderCompat(files, options));
  if (compat && options.minCoverage === undefined) return exitCodes.done;
  const input = await toPairBoardInput(files, options, benchGiven);
  const board = buildPairBoard({
    ...input,
    styleOf: options.styleControl && (await readStyles(modelsOf(input.results), options)),
    kinds: by ? [by] : ['turn', 'category'],
    rating: { seed, anchor },
  });
  checkShowable(board, options);
  if (!compat) {
    const color = context.stdout.isTTY === true && pc.isColorSupported;
    context.stdout.write(renderPairBoard(board, { format, by, color }));
    if (!options.quiet) for (const line of warningsOf(board, format)) warn(`warning: ${line}`);
  }
  return checkCoverage(board, options, warn);
}

function renderCompat(files: PairRows, options: ShowPairwiseOptions): string {
  const { format, modelList: models, baseline } = options;
  if (files.voteRows.length > 0) {
    throw new UserError(
      '--compat fastchat reads pair judgments, and there are votes among them (model_a, model_b)',
    );
  }
  const results = Array.from(files.rows, (row) => toResult(files, row));
  const wins = fastchatWins(results, { models, baseline });
  if (format === 'table') return renderFastchatWins(wins);
  if (format === 'json') return `${JSON.stringify(wins, null, 2)}\n`;
  throw new UserError(`--compat fastchat knows --format table and json, not ${format}`);
}

function modelsOf(results: readonly { model_1: string; model_2: string }[]): string[] {
  return [...new Set(results.flatMap(({ model_1, model_2 }) => [model_1, model_2]))];
}

/** What the matches do not tell cannot be shown, and not be a gate. */
function checkShowable(
  { models, style }: PairBoard,
  { by, minCoverage, styleControl, dataDir, bench }: ShowPairwiseOptions,
): void {
  if (styleControl && !style) {
    throw new UserError(
      `--style-control needs the answers of both models of a match: ${dataDir}/answers/${bench} has none of them`,
    );
  }
  if (minCoverage !== undefined && models.some(({ coverage }) => coverage === null)) {
    throw new UserError('--min-coverage needs judgments: nobody can tell how many votes there should be');
  }
  if (!by || models.some((row) => row.by[by] !== undefined)) return;
  const property = by === 'category' ? 'on a question whose category is known' : `with a ${by}`;
  throw new UserError(`nothing to show --by ${by}: no match is ${property}`);
}

/** The tables carry their caveats as notes; a program that reads JSON or CSV has a person at stderr. */
function warningsOf(board: PairBoard, format: ShowPairwiseOptions['format']): string[] {
  const inNotes = format === 'table' || format === 'markdown';
  return [...pairWarningsOf(board), ...(inNotes ? [] : ratingCaveats(board))];
}

/** Every model that misses the gate is one line; any of them makes the exit code 1. */
function checkCoverage(
  { models }: PairBoard,
  { minCoverage = 0 }: ShowPairwiseOptions,
  warn: (line: string) => void,
): number {
  const missed = models.flatMap(({ model, coverage }) =>
    coverage && coverageShare(coverage) < minCoverage ? [{ model, coverage }] : [],
  );
  for (const { model, coverage } of missed) {
    const found = `the coverage of ${model} is ${formatPairCoverage(coverage)}`;
    warn(`gate missed: ${found}, below --min-coverage ${minCoverage}`);
  }
  return missed.length > 0 ? exitCodes.incomplete : exitCodes.done;
}
