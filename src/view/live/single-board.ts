/** The viewer's leaderboard, and the rows that it was made of. */

import { questionKey } from '../../records/question.ts';
import { defaultScale, isSameScale, type Scale } from '../../records/scale.ts';
import { askedIn } from '../../results/asked.ts';
import {
  buildLeaderboard,
  type Leaderboard,
  type LeaderboardInput,
} from '../../results/leaderboard/build.ts';
import { adjust, gatherFindings } from '../../results/read/findings.ts';
import { metricBoard } from '../../results/read/metrics/metric-board.ts';
import { scoreFlags, scoreLine } from '../../results/read/report/lines.ts';
import { notesOn } from '../../results/read/report/parts.ts';
import type { EachAnswer } from '../../results/read/rows/answers.ts';
import { questionsFor } from '../../results/read/rows/bench.ts';
import { onOneScale } from '../../results/read/rows/one-scale.ts';
import { keysOf, type Narrowed, scoresOf, toLeaderboardInput } from '../../results/read/single.ts';
import { boardJson } from '../../results/render/json.ts';
import { shownNotes } from '../../results/render/page.ts';
import type { ScoreLine } from '../../results/report/columns.ts';
import type { SinglePart } from '../../results/report/overview.ts';
import type { FileAnswers } from './answers.ts';
import type { FiguresOptions } from './options.ts';
import type { Snapshot } from './records.ts';

type Singles = Snapshot['singles'] & Narrowed;
type Options = FiguresOptions & { eachAnswer: EachAnswer };

/** Beyond as many rows the signs of a judge's health would take longer than anybody waits: `--health` has them. */
const mostExamined = 40_000;

/** The leaderboard of the rows, and the bits of each. Undefined where there are none. */
export async function singleBoard(
  singles: Singles,
  options: Options,
): Promise<(Omit<SinglePart, 'lines'> & { flags: Uint16Array }) | undefined> {
  if (singles.length === 0) return undefined;
  const metrics = options.whole ? await metricBoard(singles, options, options.benchGiven) : undefined;
  if (metrics) {
    const flags = scoreFlags({ ...singles, last: metrics.rows }, metrics.scores);
    options.tidy();
    return { json: metrics.json, notes: [...metrics.notes, ...notesOn(singles)], flags };
  }
  const given = options.whole
    ? await toLeaderboardInput(singles, options, options.benchGiven)
    : await unchecked(singles, options);
  const flags = scoreFlags(onOneScale(singles).rows, given.scores);
  options.tidy();
  const board = buildLeaderboard(given);
  options.tidy();
  const examined = options.whole && singles.last.length <= mostExamined;
  const page = {
    by: 'judge',
    onPage: true,
    ...(examined ? await findingsIn(board, given, options) : {}),
  } as const;
  return { json: boardJson(board, page), notes: [...shownNotes(board, page), ...notesOn(singles)], flags };
}

interface Listed {
  flags: Uint16Array;
  answers: ReadonlyMap<string, FileAnswers>;
  /** Of the board: rows on another one are not listed. */
  scale: Scale;
}

/** What is listed: every row of the board's scale with its bits and those of its answer. */
export function* scoreLines(
  { columns, length, shown }: Singles,
  { flags, answers, scale }: Listed,
): Generator<ScoreLine> {
  for (let row = 0; row < length; row += 1) {
    if (!shown.isShown(row) || !isSameScale(columns.scale.at(row) ?? defaultScale, scale)) continue;
    const line = scoreLine(columns, row, flags);
    line.flags |= answers.get(line.model)?.flagsOf(line.question, line.choice, line.turn) ?? 0;
    yield line;
  }
}

async function findingsIn(board: Leaderboard, given: LeaderboardInput, options: Options) {
  const { input, leftOut } = adjust(given, options);
  return {
    findings: await gatherFindings({ board, input, leftOut }, { ...options, by: 'judge', health: true }),
  };
}

/** What the rows alone can tell. */
async function unchecked(read: Singles, options: Options): Promise<LeaderboardInput> {
  const { rows: singles, ...scales } = onOneScale(read);
  const questions = await questionsFor(keysOf(singles), options, options.benchGiven);
  return {
    bench: options.bench,
    scores: scoresOf(singles),
    duplicates: singles.duplicates,
    categoryOf: new Map(questions?.map((question) => [questionKey(question), question.category])),
    demo: singles.last.some((row) => singles.columns.demo.at(row) === true),
    promptSet: read.shown.promptSet,
    asked: askedIn(singles.columns, singles.last),
    ...scales,
  };
}
