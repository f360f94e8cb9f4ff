/** What may be out of order with an answer or a judgment: one bit each, in the order of the names. */

const flagNames = [
  'unparsed',
  'cut off',
  'refusal',
  'filtered',
  'empty',
  'suspected injection',
  'stale',
  'superseded',
  'no answer',
] as const;

export type Flag = (typeof flagNames)[number];

/** What a game can end in, and a vote; the columns of games hold places in this list. */
export const winnerNames = ['error', 'model_1', 'model_2', 'tie', 'inconsistent'] as const;

export function flagBit(flag: Flag): number {
  return 1 << flagNames.indexOf(flag);
}

export function flagsIn(bits: number): Flag[] {
  return flagNames.filter((flag) => (bits & flagBit(flag)) !== 0);
}
