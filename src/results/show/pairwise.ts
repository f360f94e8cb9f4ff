/** What `show-results` shows in its pairwise modes: who wins how often, what the order of the sides did, and ratings. */

import { UserError } from '../../errors.ts';
import { coverageGates, type Gate, missedLines } from '../gates/gates.ts';
import { buildPairBoard, type PairBoard } from '../pairwise/board.ts';
import { formatPairCoverage } from '../pairwise/coverage.ts';
import { fastchatWins, renderFastchatWins } from '../pairwise/fastchat.ts';
import { pairNotesOf, pairWarningsOf, ratingCaveats } from '../pairwise/notes.ts';
import { type PairJson, type PairOutputOptions, pairJson, renderPairBoard } from '../pairwise/output.ts';
import type { PairResults } from '../pairwise/result.ts';
import { toResult } from '../read/pairwise/pair-results.ts';
import {
  type NarrowedPairs,
  type PairRows,
  readPairFiles,
  toPairBoardInput,
} from '../read/pairwise/pairwise.ts';
import { readStyles } from '../read/pairwise/styles.ts';
import { otherSetsNote } from '../read/rows/shown-rows.ts';
import { formatShare } from '../render/number-format.ts';
import type { ShowContext, Shown, ShowOptions } from '../settings.ts';

const defaultSeed = 1;

export async function showPairwise(options: ShowOptions, context: ShowContext): Promise<Shown> {
  const { by, compat, format, minCoverage, quiet } = options;
  const files = await readFiles(options, context);
  const compatText = compat ? renderCompat(files, options) : undefined;
  if (compatText !== undefined && minCoverage === undefined)
    return { text: compatText, warnings: [], missed: [] };
  const board = await boardOf(files, options, context);
  const gates = gatesOf(board, options);
  const text = compatText ?? (await render(board, { format, by, color: context.color, gates }));
  const warnings = compat || quiet ? [] : warningsOf(board, format);
  return { text, warnings, missed: missedLines(gates) };
}

async function render(
  board: PairBoard,
  {
    format,
    by,
    color,
    gates,
  }: Pick<PairOutputOptions, 'by' | 'color'> & Pick<ShowOptions, 'format'> & { gates: readonly Gate[] },
): Promise<string> {
  if (format !== 'junit' && format !== 'github') return renderPairBoard(board, { format, by, color });
  const { githubSummary, renderGatesJunit } = await import('../gates/output.ts');
  if (format === 'github')
    return githubSummary(renderPairBoard(board, { format: 'markdown', by, color }), gates);
  const figures = board.models.map(({ model, win, loss, tie, win_rate_adjusted: rate }) => ({
    model,
    name: 'win rate',
    text: `${formatShare(rate)}: ${win} won, ${loss} lost, ${tie} tied`,
  }));
  return renderGatesJunit({ bench: board.bench, figures, gates, notes: pairNotesOf(board, by) });
}

/** The value that `--format json` prints. */
export async function pairwiseValue(
  options: ShowOptions,
  context: Pick<ShowContext, 'benchGiven' | 'warn'>,
): Promise<PairJson> {
  return pairJson(await boardOf(await readFiles(options, context), options, context));
}

async function readFiles(
  options: ShowOptions,
  { warn, benchGiven }: Pick<ShowContext, 'warn' | 'benchGiven'>,
): Promise<NarrowedPairs> {
  const files = await readPairFiles(options, benchGiven);
  const note = options.quiet ? undefined : otherSetsNote(files.shown);
  if (note !== undefined) warn(note);
  for (const { file, line } of files.torn) warn(`warning: ${file}:${line} is cut off and was left out`);
  return files;
}

async function boardOf(
  files: NarrowedPairs,
  options: ShowOptions,
  { benchGiven }: Pick<ShowContext, 'benchGiven'>,
): Promise<PairBoard> {
  const { by, anchor, seed = defaultSeed } = options;
  const { last: _, ...input } = await toPairBoardInput(files, options, benchGiven);
  const board = buildPairBoard({
    ...input,
    styleOf: options.styleControl && (await readStyles(modelsOf(input.results), options)),
    kinds: by ? [by] : ['turn', 'category'],
    rating: { seed, anchor },
  });
  checkShowable(board, options);
  return board;
}

function renderCompat(files: PairRows, options: ShowOptions): string {
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

function modelsOf(results: PairResults): string[] {
  const models = new Set<string>();
  for (const { model_1, model_2 } of results) models.add(model_1).add(model_2);
  return [...models];
}

/** What the matches do not tell cannot be shown, and not be a gate. */
function checkShowable(
  { models, style }: PairBoard,
  { by, minCoverage, styleControl, dataDir, bench }: ShowOptions,
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
function warningsOf(board: PairBoard, format: ShowOptions['format']): string[] {
  const inNotes = format !== 'json' && format !== 'csv';
  return [...pairWarningsOf(board), ...(inNotes ? [] : ratingCaveats(board))];
}

function gatesOf({ models }: PairBoard, { minCoverage }: ShowOptions): Gate[] {
  const counted = models.flatMap(({ model, coverage }) => (coverage ? [{ model, coverage }] : []));
  return coverageGates(minCoverage, { models: counted, format: formatPairCoverage });
}
