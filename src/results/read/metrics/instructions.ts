/** Reads which single instructions judgments found followed: results at the level of instructions are made of those. */

import { singleJudgmentSchema } from '../../../records/judgment.ts';
import { eachRecord } from '../../../store/jsonl/reader.ts';
import type { SingleRows } from '../../../store/judgments/singles.ts';

/** In the order of the rows: for each of them the `followed` of its details, none where it has no such. */
export async function followedIn(
  { columns }: Pick<SingleRows, 'columns'>,
  rows: readonly number[],
): Promise<boolean[]> {
  const places = new Map<string, Map<number, number>>();
  for (const [place, row] of rows.entries()) {
    const file = columns.file.at(row);
    const own = places.get(file) ?? new Map<number, number>();
    places.set(file, own.set(columns.offset.at(row), place));
  }
  const found: boolean[][] = rows.map(() => []);
  for (const [file, own] of places) {
    await eachRecord(file, singleJudgmentSchema, {
      visit: ({ record: { details }, offset }) => {
        const place = own.get(offset);
        const followed: unknown = details?.followed;
        if (place === undefined || !Array.isArray(followed)) return;
        found[place] = followed.filter((each) => typeof each === 'boolean');
      },
    });
  }
  return found.flat();
}
