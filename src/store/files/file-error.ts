/** Turns what the file system refuses into one line for the user. */

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode, UserError } from '../../errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'part of its path is a file',
  EFBIG: 'the file is too large',
  EIO: 'the disk or network drive reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of its path is a file',
  ENOTEMPTY: 'the folder is not empty',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

/** A UserError `<action>: <reason>` for errors that a user can correct; any other error as it is. */
export function asFileError(error: unknown, action: string): unknown {
  const reason = reasons[systemCode(error) ?? ''];
  return reason ? new UserError(`${action}: ${reason}`, { cause: error }) : error;
}

/** Rejects for a FIFO, a socket or a device in place of a file, which reading would wait for in silence. */
export async function assertRegularFile(file: string, action = 'cannot read'): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found || found.isFile() || found.isDirectory() || /^\/(?:dev\/(?:stdin|fd\/)|proc\/)/.test(file))
    return;
  throw new UserError(`${action} ${file}: it is a FIFO, a socket or a device, not a file`);
}

/** Makes a folder, and those above it; rejects with the system's own error. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(async (error: unknown) => {
    // `recursive` takes a read-only file system for a missing folder; the first folder to make alone tells the truth.
    if (systemCode(error) === 'ENOENT') await mkdir(await firstMissing(folder));
    throw error;
  });
}

async function firstMissing(folder: string): Promise<string> {
  const above = dirname(folder);
  const there = above === folder || (await stat(above).catch(() => undefined)) !== undefined;
  return there ? folder : firstMissing(above);
}
