/** The pair judgments and votes that the filters leave: places in the columns of the overview. */

import { flagBit } from '../../src/results/report/flags.ts';
import type { Overview } from '../../src/results/report/shape.ts';
import type { Filters, ListName } from './address.ts';

const unparsed = flagBit('unparsed');

/** Neither what judges disagree on nor what is rated lowest: two models have a winner, and no score. */
const isListed: Record<ListName, (flags: number) => boolean> = {
  questions: () => true,
  wrong: () => false,
  'no-answer': () => false,
  disagree: () => false,
  lowest: () => false,
  unparsed: (flags) => (flags & unparsed) !== 0,
  flagged: (flags) => (flags & ~unparsed) !== 0,
};

/** In the order of the rows; none where scores of a certain height are wanted. */
export function selectGames({ games, ...overview }: Overview, filters: Filters): number[] {
  const { category, model, judge, list } = filters;
  if ((filters.min ?? filters.max) !== undefined) return [];
  const [wanted, heard] = [overview.models.indexOf(model), overview.judges.indexOf(judge)];
  const chosen: number[] = [];
  for (const [row, question] of games.question.entries()) {
    if (!isListed[list](games.flags[row] ?? 0)) continue;
    if (model !== '' && games.model_1[row] !== wanted && games.model_2[row] !== wanted) continue;
    if (judge !== '' && games.judge[row] !== heard) continue;
    if (category === '' || overview.questions[question]?.category === category) chosen.push(row);
  }
  return chosen;
}
