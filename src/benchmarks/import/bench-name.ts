/** A name that becomes the name of a file. */

import { UserError } from '../../errors.ts';

/** Whatever is no name of a file, or would leave its folder, is a UserError that names the flag. */
export function checkBenchName(flag: string, name: string): void {
  if (/^[A-Za-z0-9._-]+$/.test(name) && !/^\.+$/.test(name)) return;
  throw new UserError(`cannot name a file "${name}" (${flag}): use letters, digits, ".", "_" and "-" only`);
}
