/** A leaderboard as JSON: the contract's shape, and besides it only what a flag has asked for. */

import type { Metric } from '../accuracy/build.ts';
import type { Drop } from '../gates/drop.ts';
import { judgesOf, type Leaderboard, type ModelResult } from '../leaderboard/build.ts';
import type { Findings } from '../leaderboard/findings.ts';
import type { Panel } from '../leaderboard/panel.ts';
import type { QuestionMeans } from '../leaderboard/question-means.ts';
import type { ByQuestion, ResultsPage } from './page.ts';

/** The object that is printed. */
export interface BoardJson
  extends Omit<Leaderboard, 'models'>,
    Partial<
      Pick<Findings, 'interval' | 'rounds' | 'seed' | 'resolution' | 'comparison' | 'comparisons' | 'health'>
    > {
  models: (ModelResult & { questions?: QuestionMeans })[];
  agreement?: Panel | undefined;
  /** The comparison with a stored run. */
  baseline?: { file: string; models: Drop[] };
  /** The grader that the board is of, where it is one's. */
  grader?: string;
  /** Where there are several graders: each of them, the first included. They are not averaged. */
  metrics?: Omit<BoardJson, 'bench' | 'mode' | 'metrics'>[];
  left_out?: Findings['leftOut'];
}

export function renderJson(board: Leaderboard, page: ResultsPage = {}): string {
  return `${JSON.stringify(boardJson(board, page), null, 2)}\n`;
}

export function boardJson(board: Leaderboard, page: ResultsPage = {}): BoardJson {
  const { by, findings, questions, baseline } = page;
  const models = board.models.map((row) => {
    const { judges: _, ...model } = row;
    const means = questions ? { questions: questions.get(row.model) ?? {} } : {};
    return by === 'judge' ? { ...model, judges: judgesOf(row, board), ...means } : { ...model, ...means };
  });
  const extra = findings ? extraOf(findings, by === 'judge') : {};
  const compared = baseline ? { baseline: { file: baseline.file, models: baseline.drops } } : {};
  return { ...board, models, ...extra, ...compared };
}

/** The first grader's board, and where there are several, all of them as metrics. */
export function metricsJson(
  shown: readonly (ByQuestion & { metric: Metric; findings?: Findings | undefined })[],
  by?: ResultsPage['by'],
): BoardJson {
  const all = shown.map(({ metric, ...page }) => boardJson(metric, { ...page, by }));
  const [first] = all;
  if (!first) throw new RangeError('a benchmark has at least one grader');
  if (all.length === 1) return first;
  return { ...first, metrics: all.map(({ bench: _, mode: __, ...metric }) => metric) };
}

function extraOf(findings: Findings, byJudge: boolean): Partial<BoardJson> {
  const { interval, rounds, seed, resolution, panel, comparison, comparisons, health, leftOut } = findings;
  return {
    ...(interval === 'bootstrap' ? { interval, rounds, seed } : {}),
    ...(byJudge ? { agreement: panel } : {}),
    ...(comparison && comparisons ? { seed, resolution, comparison, comparisons } : {}),
    ...(health ? { health } : {}),
    ...(leftOut ? { left_out: leftOut } : {}),
  };
}
