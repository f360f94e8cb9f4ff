/** Replaces a JSONL file, in one step, by lines that lie in it or in other files. */

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import { asFileError } from '../files/file-error.ts';

/** Where a line lies, in bytes, without its line break. */
export interface StoredLine {
  file: string;
  offset: number;
  length: number;
}

export interface LineReader {
  read: (line: StoredLine) => Promise<Buffer>;
  close: () => Promise<void>;
}

/** Bytes that are gathered before they are written. */
const batchBytes = 1 << 20;
/** Files that are held open at once. */
const mostOpen = 64;

/**
 * Writes `kept`, in their order, next to `file` and puts that in its place once it is flushed; `superseded` goes to
 * `<file>.superseded` before. `check` runs last, before anything is replaced, and may refuse.
 */
export async function replaceWithLines(
  file: string,
  lines: { kept: readonly StoredLine[]; superseded: readonly StoredLine[] },
  check: () => Promise<void> = async () => undefined,
): Promise<void> {
  const temporary = `${file}.new`;
  const reader = openLines();
  try {
    await writeLines(temporary, 'w', { lines: lines.kept, reader });
    await check();
    if (lines.superseded.length > 0)
      await writeLines(`${file}.superseded`, 'a', { lines: lines.superseded, reader });
    await rename(temporary, file);
    const folder = await open(dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
  } finally {
    await reader.close();
    await rm(temporary, { force: true });
  }
}

/** Reads lines of any number of files. The caller closes it. */
export function openLines(): LineReader {
  const handles = new Map<string, FileHandle>();
  const handleOf = async (file: string): Promise<FileHandle> => {
    const known = handles.get(file);
    if (known) return known;
    const [oldest] = handles.keys();
    if (oldest !== undefined && handles.size >= mostOpen) {
      await handles.get(oldest)?.close();
      handles.delete(oldest);
    }
    const handle = await open(file, 'r').catch((error: unknown) => {
      throw asFileError(error, `cannot read ${file}`);
    });
    handles.set(file, handle);
    return handle;
  };
  return {
    read: async ({ file, offset, length }) => {
      const line = Buffer.alloc(length);
      const { bytesRead } = await (await handleOf(file)).read(line, 0, length, offset);
      if (bytesRead < length) throw new UserError(`cannot read ${file}: it has become shorter meanwhile`);
      return line;
    },
    close: async () => {
      for (const handle of handles.values()) await handle.close();
    },
  };
}

/** On disk when it resolves. */
async function writeLines(
  file: string,
  flags: 'w' | 'a',
  { lines, reader }: { lines: readonly StoredLine[]; reader: LineReader },
): Promise<void> {
  const target = await open(file, flags);
  const lineBreak = Buffer.from('\n');
  const { size } = await target.stat();
  try {
    let gathered: Buffer[] = [];
    let bytes = 0;
    for (const line of lines) {
      gathered.push(await reader.read(line), lineBreak);
      bytes += line.length + 1;
      if (bytes < batchBytes) continue;
      await target.appendFile(Buffer.concat(gathered));
      gathered = [];
      bytes = 0;
    }
    await target.appendFile(Buffer.concat(gathered));
    await target.sync();
  } catch (error) {
    // Nothing has been replaced yet, so the lines are still where they were: half of one here would spoil the next.
    await target.truncate(size);
    throw error;
  } finally {
    await target.close();
  }
}
