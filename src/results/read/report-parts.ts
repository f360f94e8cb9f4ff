/** The two parts of a report: ratings, and pairwise results, each with the rows that it was made of. */

import { singleJudgmentKey } from '../../records/judgment.ts';
import { pairJudgmentKey } from '../../records/pair-judgment.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { buildLeaderboard } from '../leaderboard/build.ts';
import type { Rating } from '../leaderboard/rating.ts';
import { buildPairBoard } from '../pairwise/board.ts';
import { pairNotesOf } from '../pairwise/notes.ts';
import { pairJson } from '../pairwise/output.ts';
import type { PairResult } from '../pairwise/result.ts';
import { boardJson } from '../render/json.ts';
import { shownNotes } from '../render/page.ts';
import { flagBit } from '../report/flags.ts';
import type { PairPart, SinglePart } from '../report/overview.ts';
import { adjust, gatherFindings } from './findings.ts';
import { readPairFiles, toPairBoardInput, wantedBy } from './pairwise.ts';
import { type PlacedGame, type PlacedRating, placeGames, placeRatings } from './report-lines.ts';
import type { ReportOptions } from './report-options.ts';
import { readRows, toLeaderboardInput } from './single.ts';
import { readStyles } from './styles.ts';

const defaultSeed = 1;

/** Undefined where there are no single judgments by the judges and of the models that are wanted. */
export async function gatherSingle(
  options: ReportOptions,
  benchGiven: boolean,
): Promise<(SinglePart & { lines: PlacedRating[] }) | undefined> {
  const placed = await placeRatings(await filesOf(options, 'single'));
  const wanted = narrowed(options, {
    judges: placed.map(({ judge }) => judge),
    models: placed.map(({ model }) => model),
  });
  if (!wanted) return undefined;
  const given = await toLeaderboardInput(await readRows(wanted), wanted, benchGiven);
  const { input, leftOut } = adjust(given, wanted);
  const board = buildLeaderboard(input);
  const request = { ...wanted, by: 'judge', health: true } as const;
  const showing = {
    by: 'judge',
    findings: await gatherFindings({ board, input, leftOut }, request),
  } as const;
  const stale = new Map<string, boolean>();
  for (const row of input.ratings) stale.set(ratingKey(row), row.stale);
  const lines = placed.filter(({ key }) => stale.has(key));
  for (const line of lines) markStale(line, stale.get(line.key));
  return { json: boardJson(board, showing), notes: shownNotes(board, showing), lines };
}

/** Undefined where there are no pair judgments or votes by the judges and on the models that are wanted. */
export async function gatherPairs(
  options: ReportOptions,
  benchGiven: boolean,
): Promise<(PairPart & { lines: PlacedGame[] }) | undefined> {
  const files = await filesOf(options, 'pair');
  const wanted = files.length === 0 ? undefined : await wantedPairs(options);
  if (!wanted) return undefined;
  const input = await toPairBoardInput(wanted.files, wanted.options, benchGiven);
  const { seed = defaultSeed, anchor, styleControl } = wanted.options;
  const models = [...new Set(input.results.flatMap(({ model_1, model_2 }) => [model_1, model_2]))];
  const board = buildPairBoard({
    ...input,
    styleOf: styleControl && (await readStyles(models, wanted.options)),
    kinds: ['turn', 'category'],
    rating: { seed, anchor },
  });
  const stale = new Map(input.results.map((row) => [gameKey(row), row.stale]));
  const isWanted = wantedBy(wanted.options);
  const heard = (judge: string | null) => wanted.options.judge?.includes(judge ?? '') ?? true;
  const lines = (await placeGames(files)).filter(({ key, model_1, model_2, judge }) =>
    key === undefined ? isWanted(model_1, model_2) && heard(judge) : stale.has(key),
  );
  for (const line of lines) markStale(line, line.key !== undefined && stale.get(line.key));
  return { json: pairJson(board), notes: pairNotesOf(board), lines, results: input.results };
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
async function wantedPairs(options: ReportOptions) {
  const { judge: _judge, modelList: _models, ...unfiltered } = options;
  const all = await readPairFiles(unfiltered);
  const rows = [
    ...all.rows.map(({ judge, model_1, model_2 }) => ({
      judge: judge[0],
      models: [model_1, model_2] as const,
    })),
    ...all.votes.map(({ judge, model_a, model_b }) => ({ judge, models: [model_a, model_b] as const })),
  ];
  const wanted = narrowed(options, {
    judges: rows.flatMap(({ judge }) => judge ?? []),
    models: rows.flatMap(({ models }) => models),
  });
  if (!wanted) return undefined;
  const isWanted = wantedBy(wanted);
  const some = rows.some(
    ({ judge, models }) => (wanted.judge?.includes(judge ?? '') ?? true) && isWanted(...models),
  );
  return some ? { options: wanted, files: await readPairFiles(wanted) } : undefined;
}

/**
 * The options with those judges and models of theirs that there are; undefined where none is left. That a name stands in
 * neither mode's files has been told before: the mode that is shown was read first.
 */
function narrowed(
  options: ReportOptions,
  present: { judges: readonly string[]; models: readonly string[] },
): ReportOptions | undefined {
  const keep = (wanted: string[] | undefined, there: ReadonlySet<string>) =>
    wanted?.filter((name) => there.has(name));
  const judge = keep(options.judge, new Set(present.judges));
  const modelList = keep(options.modelList, new Set(present.models));
  if (present.models.length === 0 || judge?.length === 0 || modelList?.length === 0) return undefined;
  return { ...options, ...(judge ? { judge } : {}), ...(modelList ? { modelList } : {}) };
}

function markStale(line: { flags: number }, stale: boolean | undefined): void {
  const superseded = (line.flags & flagBit('superseded')) !== 0;
  if (stale && !superseded) line.flags |= flagBit('stale');
}

function ratingKey({ question, judge, ...row }: Rating): string {
  return singleJudgmentKey({ ...row, question_id: question, judge: [judge, ''] });
}

function gameKey({ question = '', judge = '', turn = 0, ...row }: PairResult): string {
  return pairJudgmentKey({ ...row, turn, question_id: question, judge: [judge, ''] });
}
