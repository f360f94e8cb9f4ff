/** What each judge says of every model on a bench, by question. */

import { defaultScale, type Scale } from '../../../records/scale.ts';
import { listJudgmentFiles } from '../../../store/judgments/judgments.ts';
import { readSingles } from '../../../store/judgments/singles.ts';
import { type QuestionScores, scoresByModel } from '../../leaderboard/question-scores.ts';
import type { Score } from '../../leaderboard/score.ts';
import { narrow, toLeaderboardInput } from '../single.ts';

interface JudgedBy {
  judge: string;
  scale: Scale;
  promptSet: string | null;
  demo: boolean;
  scores: ReadonlyMap<string, QuestionScores>;
  rows: readonly Score[];
}

export interface JudgedBench {
  models: ReadonlySet<string>;
  /** In the order of their names. */
  judges: readonly string[];
  /** `demo` is that of this model; the scores are those of all. */
  read: (judge: string, model: string) => Promise<JudgedBy>;
  notes: readonly string[];
}

/** The bench's single judgments; no model and no judge where there are none. */
export async function readJudgedBench(
  dataDir: string,
  { bench, judgePrompts }: { bench: string; judgePrompts?: string | undefined },
): Promise<JudgedBench> {
  const files = await listJudgmentFiles(dataDir, bench, 'single');
  if (files.length === 0) {
    return { models: new Set(), judges: [], notes: [], read: () => Promise.reject(new RangeError(bench)) };
  }
  const read = await readSingles(files);
  const { demo, judge: ofJudge, model: ofModel } = read.columns;
  return {
    models: new Set(read.columns.model.values),
    judges: [...read.columns.judge.values].sort(),
    notes: read.torn.map(({ file, line }) => `${file}:${line} is cut off and was left out`),
    read: async (judge, model) => {
      const shared = { dataDir, bench, judge: [judge] };
      const options = judgePrompts === undefined ? shared : { ...shared, judgePrompts };
      const input = await toLeaderboardInput(await narrow(read, options, true), options, true);
      const rows = [...input.scores];
      return {
        judge,
        scale: input.scale ?? defaultScale,
        promptSet: input.promptSet ?? null,
        demo: read.last.some(
          (row) => demo.at(row) === true && ofJudge.at(row) === judge && ofModel.at(row) === model,
        ),
        scores: scoresByModel(rows),
        rows,
      };
    },
  };
}
