/** Reads what results need out of judgments files, row by row, keeping no text. */

import { z } from 'zod';
import { singleJudgmentKey, singleJudgmentSchema } from '../records/judgment.ts';
import { type Line, readRecords } from './jsonl-reader.ts';

/** The fields of a single judgment that results are made of; texts are not looked at. */
const ratingRowSchema = z.object(singleJudgmentSchema.shape).pick({
  question_id: true,
  model: true,
  judge: true,
  score: true,
  turn: true,
  choice: true,
  repeat: true,
  question_hash: true,
  answer_hash: true,
  reference_hash: true,
  prompt_hash: true,
  prompt_set: true,
  prompt_set_hash: true,
  demo: true,
});

export type RatingRow = z.infer<typeof ratingRowSchema>;

export interface RatingFiles {
  /** The last row of each key, in the order of the files. */
  rows: RatingRow[];
  /** Every row, duplicates included, as FastChat counts them. */
  all: { model: string; judge: string; turn: number; score: number }[];
  /** Superseded rows by model. */
  duplicates: Map<string, number>;
  torn: { file: string; line: number }[];
}

/** Reads the files; broken lines are UserErrors, a torn last line is skipped and reported. */
export async function readRatings(files: readonly string[]): Promise<RatingFiles> {
  const last = new Map<string, RatingRow>();
  const result: RatingFiles = { rows: [], all: [], duplicates: new Map(), torn: [] };
  for (const file of files) {
    const onTorn = ({ number }: Line) => result.torn.push({ file, line: number });
    for await (const { record } of readRecords(file, ratingRowSchema, {
      onTorn,
      holds: 'single judgments',
    })) {
      const key = singleJudgmentKey(record);
      if (last.has(key)) result.duplicates.set(record.model, (result.duplicates.get(record.model) ?? 0) + 1);
      last.set(key, record);
      result.all.push({
        model: record.model,
        judge: record.judge[0],
        turn: record.turn,
        score: record.score,
      });
    }
  }
  result.rows = [...last.values()];
  return result;
}

/** The rating of a row, or undefined for the mark of an unparsed reply and for anything else outside 1 to 10. */
export function scoreOf({ score }: Pick<RatingRow, 'score'>): number | undefined {
  return score >= 1 && score <= 10 ? score : undefined;
}
