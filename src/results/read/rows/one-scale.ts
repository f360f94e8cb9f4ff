/** Scores on different scales are never averaged: the rows of one scale, and who judged on others. */

import { defaultScale, isSameScale, type Scale } from '../../../records/scale.ts';
import type { SingleRows } from '../../../store/judgments/singles.ts';
import type { LeaderboardInput } from '../../leaderboard/build.ts';
import { chooseScale } from '../../leaderboard/scales.ts';

/** The rows that can be averaged with one another. */
export function onOneScale<Rows extends SingleRows>(
  rows: Rows,
): { rows: Rows } & Required<Pick<LeaderboardInput, 'scale' | 'others'>> {
  const { columns } = rows;
  const chosen = chooseScale(scalesOf(rows));
  if (chosen.others.length === 0) return { rows, ...chosen };
  const last = rows.last.filter((row) => isSameScale(columns.scale.at(row) ?? defaultScale, chosen.scale));
  return { rows: { ...rows, last }, ...chosen };
}

/** Each judge with each of its scales, in the order of first appearance. */
function scalesOf({ columns: { judge, scale }, last }: SingleRows): { judge: string; scale: Scale }[] {
  const found = new Map<string, { judge: string; scale: Scale }>();
  let recent: { judge: string; scale: Scale } | undefined;
  for (const row of last) {
    const each = { judge: judge.at(row), scale: scale.at(row) ?? defaultScale };
    // Most rows are like the one before.
    if (recent?.judge === each.judge && recent.scale === each.scale) continue;
    recent = each;
    const key = `${each.scale} ${each.judge}`;
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()];
}
