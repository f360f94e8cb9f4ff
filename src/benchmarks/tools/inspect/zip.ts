/**
 * Reads single files of a zip archive through yauzl, which looks into the directory at the archive's end and reads no more than
 * asked. Inspect packs with Zstandard (method 93), which neither yauzl nor Node before 22.15 unpacks: fzstd does.
 */

import { inflateRawSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { UserError } from '../../../errors.ts';

export interface Archive {
  /** Names of files, in the order of the directory. */
  names: string[];
  /** A file that is not there, is too large or is packed in another way is a UserError. */
  text: (name: string) => Promise<string>;
  close: () => void;
}

/** Bytes of the largest file in an archive. */
const mostBytes = 1 << 29;

export async function openArchive(file: string): Promise<Archive> {
  const entries = new Map<string, Entry>();
  try {
    const zip = await openPromise(file, { autoClose: false });
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return {
      names: [...entries.keys()],
      text: (name) => textOf({ file, zip, name, entry: entries.get(name) }),
      close: () => zip.close(),
    };
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function textOf({
  file,
  zip,
  name,
  entry,
}: {
  file: string;
  zip: ZipFile;
  name: string;
  entry: Entry | undefined;
}): Promise<string> {
  if (!entry) throw new UserError(`cannot import ${file}: ${name} is missing in it`);
  if (entry.uncompressedSize > mostBytes) {
    throw new UserError(
      `cannot import ${file}: ${name} in it is too large (${entry.uncompressedSize} bytes)`,
    );
  }
  try {
    const packed = await packedBytes(zip, entry);
    return new TextDecoder('utf-8', { fatal: true }).decode(unpacked(packed, entry));
  } catch (error) {
    throw unreadable(`${file}, ${name} in it`, error);
  }
}

async function packedBytes(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry, { decodeFileData: false })) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function unpacked(packed: Buffer, { compressionMethod, uncompressedSize }: Entry): Uint8Array {
  if (compressionMethod === 0) return packed;
  const unpack = methods[compressionMethod];
  if (!unpack) throw new Error(`it is packed by method ${compressionMethod}`);
  const bytes = unpack(packed, uncompressedSize);
  if (bytes.length !== uncompressedSize) throw new Error('its size is not that of the directory');
  return bytes;
}

const methods: Readonly<Record<number, (packed: Buffer, size: number) => Uint8Array>> = {
  8: (packed, size) => inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }),
  93: (packed, size) => decompress(packed, new Uint8Array(size)),
};

function unreadable(what: string, error: unknown): UserError {
  const problem = error instanceof Error ? error.message : String(error);
  return new UserError(`cannot import ${what}: its zip cannot be read (${problem})`, { cause: error });
}
