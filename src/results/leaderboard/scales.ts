/** Which judges a leaderboard shows: scores on different scales are never averaged. */

import { defaultScale, distinctScales, isSameScale, type Scale } from '../../records/scale.ts';

export interface OtherScale {
  judge: string;
  scale: [number, number];
}

interface Row {
  judge: string;
  scale?: Scale | undefined;
}

/** The scale of FastChat where any row has it, else that of the first row; and the judges that are left out for it. */
export function chooseScale(rows: Iterable<Row>): { scale: Scale; others: OtherScale[] } {
  const ofJudges = new Map<string, Scale[]>();
  for (const { judge, scale = defaultScale } of rows) {
    const known = ofJudges.get(judge);
    if (!known) ofJudges.set(judge, [scale]);
    else if (!known.some((other) => isSameScale(other, scale))) known.push(scale);
  }
  const all = distinctScales([...ofJudges.values()].flat().map((scale) => ({ scale })));
  const scale = all.find((each) => isSameScale(each, defaultScale)) ?? all[0] ?? defaultScale;
  const others = [...ofJudges].flatMap(([judge, scales]) =>
    scales
      .filter((each) => !isSameScale(each, scale))
      .map(([low, high]): OtherScale => ({ judge, scale: [low, high] })),
  );
  return { scale, others };
}
