/** How much width names get in a table: as much as the longest needs, up to a bound. */

import { visible } from '../text/invisible.ts';

/** In letters; what is longer goes on in the next line. */
const widest = { name: 22, column: 11 } as const;

/** For the style of a table's frame. */
export function roomFor(names: readonly string[]): { '--name': string } {
  return { '--name': `${Math.min(longestOf(names), widest.name)}ch` };
}

/** For the style of the head of a column. */
export function roomForColumn(name: string): { '--column': string } {
  return { '--column': `${Math.min(longestOf([name]), widest.column)}ch` };
}

function longestOf(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => [...visible(name)].length));
}
