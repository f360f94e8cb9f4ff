/** Reads what results need out of judgments files, row by row, keeping no text. */

import { fitsRatingRow, isPlainRatingRow, type RatingRow, ratingRowSchema } from '../../records/judgment.ts';
import { defaultScale, type Scale } from '../../records/scale.ts';
import { eachRecord, type Line } from '../jsonl/reader.ts';
import type { Rows } from '../tables/rows.ts';
import { createRatingTable, type KeptRow, type PlainRow } from './rating-rows.ts';

export interface RatingFiles {
  /** The last row of each key, in the order of the files. */
  rows: Rows<KeptRow>;
  /** Every row, duplicates included, as FastChat counts them; none where they were not asked for. */
  all: Rows<PlainRow>;
  /** Superseded rows by model. */
  duplicates: Map<string, number>;
  torn: { file: string; line: number }[];
  /** Whom the rows are about and by, in the order of first appearance. */
  models: readonly string[];
  judges: readonly string[];
  /** Each scale that a row has, once. */
  scales: readonly Scale[];
}

/** Reads the files; broken lines are UserErrors, a torn last line is skipped and reported. */
export async function readRatings(
  files: readonly string[],
  keeping: { every?: boolean } = {},
): Promise<RatingFiles> {
  const table = createRatingTable(keeping);
  const torn: RatingFiles['torn'] = [];
  for (const file of files) {
    await eachRecord(file, ratingRowSchema, {
      onTorn: ({ number }: Line) => torn.push({ file, line: number }),
      holds: 'single judgments; pair judgments are shown with --mode pairwise-all',
      fits: fitsRatingRow,
      isPlain: isPlainRatingRow,
      visit: ({ record }) => table.add(record),
    });
  }
  const { duplicates, models, judges, scales } = table;
  return { rows: table.rows(), all: table.all(), duplicates, torn, models, judges, scales: scales() };
}

/** The score of a row, or undefined for the mark of an unparsed reply and for anything else outside the row's scale. */
export function scoreOf({
  score,
  scale: [low, high] = defaultScale,
}: Pick<RatingRow, 'score'> & { scale?: Scale | undefined }): number | undefined {
  return score >= low && score <= high ? score : undefined;
}
