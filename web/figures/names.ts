/** How much room names get in a table: as much as the longest needs, up to a bound. */

import { visible } from '../text/invisible.ts';

/** In letters; what is longer goes on in the next line. */
const widest = 22;

/** For the style of a table's frame. */
export function roomFor(names: readonly string[]): { '--name': string } {
  const longest = Math.max(0, ...names.map((name) => [...visible(name)].length));
  return { '--name': `${Math.min(longest, widest)}ch` };
}
