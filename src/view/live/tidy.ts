/** Gives memory back before more is taken: a heap that only grows takes twice what it holds. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects what nobody needs any more, at once. It takes a tenth of a second for each hundred megabytes. */
export function createTidy(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return typeof collect === 'function' ? () => void collect() : () => undefined;
}
