/** The two parts of a report: scores, and pairwise results, each with the rows that it was made of. */

import { UserError } from '../../../errors.ts';
import { compareRanks } from '../../../store/jsonl/sort.ts';
import { listJudgmentFiles } from '../../../store/judgments/judgments.ts';
import { readPairs } from '../../../store/judgments/pairs.ts';
import { readSingles, type SingleFiles } from '../../../store/judgments/singles.ts';
import { buildLeaderboard } from '../../leaderboard/build.ts';
import { buildPairBoard } from '../../pairwise/board.ts';
import { pairNotesOf } from '../../pairwise/notes.ts';
import { pairJson } from '../../pairwise/output.ts';
import { boardJson } from '../../render/json.ts';
import { shownNotes } from '../../render/page.ts';
import type { PairPart, SinglePart } from '../../report/overview.ts';
import type { ReportOptions } from '../../settings.ts';
import { adjust, gatherFindings } from '../findings.ts';
import { metricBoard } from '../metrics/metric-board.ts';
import { narrowPairs, type PairRows, pairRows, toPairBoardInput, wantedRows } from '../pairwise/pairwise.ts';
import { readStyles } from '../pairwise/styles.ts';
import { otherSetsNote } from '../rows/shown-rows.ts';
import { isJudge, wantedBy, wantedRow } from '../rows/wanted.ts';
import { type Narrowed, narrow, toLeaderboardInput } from '../single.ts';
import {
  gameFlags,
  gameLine,
  type PlacedGame,
  type PlacedScore,
  scoreFlags,
  scoreLine,
  voteLine,
} from './lines.ts';

const defaultSeed = 1;

/** Undefined where there are no single judgments by the judges and of the models that are wanted. */
export async function gatherSingle(
  options: ReportOptions,
  benchGiven: boolean,
): Promise<(SinglePart & { lines: PlacedScore[] }) | undefined> {
  const files = await readSingles(await filesOf(options, 'single'));
  const { columns } = files;
  const { judge, model } = columns;
  const wanted = narrowed(options, { judges: judge.values, models: model.values });
  if (!wanted) return undefined;
  const isWanted = wantedRow(files, wanted);
  const rows = await orNothing(narrow(files, wanted, benchGiven), options.mode === 'single');
  if (!rows) return undefined;
  const isListed = (row: number) => isWanted(row) && rows.shown.isShown(row);
  const metrics = await metricBoard(rows, wanted, benchGiven);
  if (metrics) {
    const { graded } = columns;
    const flags = scoreFlags({ ...rows, last: metrics.rows }, metrics.scores);
    const lines = linesOf(rows, flags, (row) => isListed(row) && graded.at(row));
    return { json: metrics.json, notes: [...metrics.notes, ...notesOn(rows)], lines };
  }
  const given = await toLeaderboardInput(rows, wanted, benchGiven);
  const { input, leftOut } = adjust(given, wanted);
  const board = buildLeaderboard(input);
  const request = { ...wanted, by: 'judge', health: true } as const;
  const page = {
    by: 'judge',
    findings: await gatherFindings({ board, input, leftOut }, request),
    onPage: true,
  } as const;
  const isExcused = (row: number) => input.isExcused?.(model.at(row), judge.at(row)) ?? false;
  const lines = linesOf(rows, scoreFlags(rows, given.scores), (row) => isListed(row) && !isExcused(row));
  return { json: boardJson(board, page), notes: [...shownNotes(board, page), ...notesOn(rows)], lines };
}

function linesOf(
  { columns, length }: SingleFiles,
  flags: Uint16Array,
  isListed: (row: number) => boolean,
): PlacedScore[] {
  const lines: PlacedScore[] = [];
  for (let row = 0; row < length; row += 1) if (isListed(row)) lines.push(scoreLine(columns, row, flags));
  return lines;
}

/** Undefined where there are no pair judgments or votes by the judges and on the models that are wanted. */
export async function gatherPairs(
  options: ReportOptions,
  benchGiven: boolean,
): Promise<(PairPart & { lines: PlacedGame[] }) | undefined> {
  const files = await filesOf(options, 'pair');
  const wanted = files.length === 0 ? undefined : wantedPairs(pairRows(await readPairs(files)), options);
  if (!wanted) return undefined;
  const shown = options.mode !== 'single';
  const narrowed = await orNothing(narrowPairs(wanted.rows, wanted.options, benchGiven), shown);
  if (!narrowed) return undefined;
  const { last, ...input } = await toPairBoardInput(narrowed, wanted.options, benchGiven);
  const { seed = defaultSeed, anchor, styleControl } = wanted.options;
  const results = [...input.results];
  const models = [...new Set(results.flatMap(({ model_1, model_2 }) => [model_1, model_2]))];
  const board = buildPairBoard({
    ...input,
    results,
    styleOf: styleControl && (await readStyles(models, wanted.options)),
    kinds: ['turn', 'category'],
    rating: { seed, anchor },
  });
  const flags = gameFlags(narrowed, { last, results });
  const isWanted = wantedBy(wanted.options);
  const rows = { ...narrowed, rows: narrowed.rows.filter(isCurrent(narrowed)) };
  const lines = gameLines(rows, flags).filter(({ model_1, model_2 }) => isWanted(model_1, model_2));
  const place = ({ file, span }: PlacedGame) => [files.indexOf(file), span.offset];
  lines.sort((a, b) => compareRanks(place(a), place(b)));
  return {
    json: pairJson(board),
    notes: [...pairNotesOf(board), ...notesOn(narrowed)],
    lines,
    results,
  };
}

/** A line on sets of judge prompts that are not shown. */
export function notesOn({ shown }: Narrowed): string[] {
  const note = otherSetsNote(shown, true);
  return note === undefined ? [] : [note];
}

/** What the mode that is shown lacks has been told; the other mode goes without what it has not. */
async function orNothing<Rows>(narrowing: Promise<Rows>, isShown: boolean): Promise<Rows | undefined> {
  return narrowing.catch((error: unknown) => {
    if (isShown || !(error instanceof UserError)) throw error;
    return undefined;
  });
}

/** Whether the last row of a row's key is not a vote that was taken back. */
function isCurrent({ pairs, superseded }: PairRows): (row: number) => boolean {
  return (row) => {
    let last = row;
    for (let next = superseded.get(last); next !== undefined; next = superseded.get(last)) last = next;
    return !pairs.columns.withdrawn.at(last);
  };
}

/** What is listed: all games but votes that were taken back, then the votes on a question that they name. */
export function gameLines({ pairs, votes, rows, voteRows }: PairRows, flags: Uint8Array): PlacedGame[] {
  const lines: PlacedGame[] = [];
  for (const row of rows) {
    if (!pairs.columns.withdrawn.at(row)) lines.push(gameLine(pairs.columns, row, flags));
  }
  for (const row of voteRows) {
    const line = voteLine(votes.columns, row);
    if (line) lines.push(line);
  }
  return lines;
}

/** The files of a mode: the one that was named, if it is of that mode, or those of the bench. */
async function filesOf(
  { inputFile, mode, dataDir, bench }: ReportOptions,
  part: 'single' | 'pair',
): Promise<string[]> {
  if (inputFile === undefined) return listJudgmentFiles(dataDir, bench, part);
  return (mode === 'single') === (part === 'single') ? [inputFile] : [];
}

/** The pair judgments that are wanted, if any, and the options without what none of them is about. */
function wantedPairs(all: PairRows, options: ReportOptions) {
  const [pairs, votes] = [all.pairs.columns, all.votes.columns];
  const wanted = narrowed(options, {
    judges: [...pairs.judge.values, ...votes.judge.values].filter((name) => name !== undefined),
    models: [...pairs.model_1.values, ...votes.model_a.values],
  });
  if (!wanted) return undefined;
  const rows = wantedRows(all, wanted);
  const isWanted = wantedBy(wanted);
  const some =
    rows.rows.some((row) => isWanted(pairs.model_1.at(row), pairs.model_2.at(row))) ||
    rows.voteRows.some((row) => isWanted(votes.model_a.at(row), votes.model_b.at(row)));
  return some ? { options: wanted, rows } : undefined;
}

/**
 * The options with those judges and models of theirs that there are; undefined where none is left. That a name stands in
 * neither mode's files has been reported before: the mode that is shown was read first.
 */
function narrowed(
  options: ReportOptions,
  present: { judges: readonly string[]; models: readonly string[] },
): ReportOptions | undefined {
  const keep = (wanted: string[] | undefined, there: ReadonlySet<string>) =>
    wanted?.filter((name) => there.has(name));
  const judge = options.judge?.filter((name) => present.judges.some((id) => isJudge(id, [name])));
  const modelList = keep(options.modelList, new Set(present.models));
  if (present.models.length === 0 || judge?.length === 0 || modelList?.length === 0) return undefined;
  return { ...options, ...(judge ? { judge } : {}), ...(modelList ? { modelList } : {}) };
}
