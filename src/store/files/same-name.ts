/** Names of files that are one name to some file systems: macOS and Windows ignore case. */

import { basename, dirname, join } from 'node:path';
import { filesIn } from '../bench/paths.ts';

/** What two names have in common where case is ignored. */
export function sameName(name: string): string {
  return name.toLowerCase();
}

/** A file of the same folder whose name differs in case only; undefined where there is none. */
export async function otherCaseOf(file: string): Promise<string | undefined> {
  const [folder, name] = [dirname(file), basename(file)];
  const known = await filesIn(folder, '');
  const other = known.find((each) => each !== name && sameName(each) === sameName(name));
  return other === undefined ? undefined : join(folder, other);
}
