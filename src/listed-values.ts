/** Several values in one word of a command line, such as `a,b` or "a b": told from a name, and refused with the right form. */

import { UserError } from './errors.ts';
import { shellWord } from './shell-quote.ts';

const separators = /[,;\s]+/;

/**
 * A UserError where a value of a flag that takes several is a list itself. Whoever knows the names checks those first: a
 * known one may hold a comma or a space.
 */
export function refuseLists(
  flag: string,
  values: readonly string[],
  isKnown: (value: string) => boolean = () => false,
): void {
  const list = values.find((value) => separators.test(value) && !isKnown(value));
  if (list === undefined) return;
  const words = values.flatMap((value) =>
    isKnown(value) ? [value] : value.split(separators).filter((word) => word !== ''),
  );
  throw new UserError(
    `${flag} takes one name a word, and "${list}" is no name: write ${[flag, ...words.map(shellWord)].join(' ')}`,
  );
}
