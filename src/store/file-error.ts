/** Turns what the file system refuses into one line for the user. */

import { systemCode, UserError } from '../errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'part of its path is a file',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of its path is a file',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

/** A UserError `<action>: <reason>` for the refusals that a user can mend; any other error as it is. */
export function asFileError(error: unknown, action: string): unknown {
  const reason = reasons[systemCode(error) ?? ''];
  return reason ? new UserError(`${action}: ${reason}`, { cause: error }) : error;
}
