/** The mark of a model that a judge of its own family has rated. */

import { sharedFamily } from '../../src/results/leaderboard/families.ts';

/** Nothing where none of the judges is of the model's family, going by names. */
export function OwnFamily({ model, judges }: { model: string; judges: readonly string[] }) {
  const own = judges.filter((judge) => sharedFamily(model, judge) !== undefined);
  if (own.length === 0) return null;
  return (
    <span class="own-family" title={`rated by a judge of its own family: ${own.join(', ')}`}>
      {' '}
      †
    </span>
  );
}
