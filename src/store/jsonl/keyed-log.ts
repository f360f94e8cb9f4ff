/** Texts by name in a few append-only files: as safe as a file each, at a fraction of the cost of making files. */

import { hash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode } from '../../errors.ts';
import { numberColumn } from '../tables/column.ts';
import { columnEntries } from '../tables/entries.ts';
import type { Entries } from './record-index.ts';
import type { Place } from './writer.ts';

/**
 * Several processes may read and append at once. A line is whole or it does not count: it carries its own sum, and what
 * a killed process leaves behind is set apart by the line break that every line begins with.
 */
export interface KeyedLog {
  /** The last text of that name, or undefined: never written, cut short, or with a flipped bit. */
  read: (name: string) => string | undefined;
  /** Throws the system's error when the line cannot be written. */
  append: (name: string, text: string) => void;
  /** Every name that has a text. */
  names: () => string[];
  close: () => void;
}

/** Digits of a name, which is in hexadecimal; the first one chooses the file. */
const nameLength = 32;
const sumLength = 64;
const headLength = nameLength + 1 + sumLength + 1;
const newline = 0x0a;

/** The log in a folder, made with the first text; `read` makes nothing. */
export function openKeyedLog(folder: string): KeyedLog {
  const parts = new Map<string, Part>();
  const partOf = (name: string) => {
    const digit = name.charAt(0);
    const known = parts.get(digit);
    if (known) return known;
    const file = join(folder, `replies-${digit}.log`);
    const part: Part = {
      file,
      fd: undefined,
      indexed: 0,
      places: columnEntries({ offset: numberColumn(), length: numberColumn() }),
      own: [],
      ownBytes: 0,
    };
    parts.set(digit, part);
    return part;
  };
  return {
    read: (name) => {
      const part = partOf(name);
      if (!part.places.has(name) || part.own.length > 0) catchUp(part);
      return textAt(part, name);
    },
    append: (name, text) => {
      const part = partOf(name);
      const line = Buffer.from(`\n${name} ${sumOf(name, text)} ${text}\n`, 'utf8');
      const fd = openForAppending(part);
      for (let written = 0; written < line.length; ) written += writeSync(fd, line, written);
      part.own.push({ name, length: line.length });
      part.ownBytes += line.length;
    },
    names: () =>
      [...'0123456789abcdef'].flatMap((digit) => {
        const part = partOf(digit);
        catchUp(part);
        return [...part.places].map(([name]) => name).filter((name) => textAt(part, name) !== undefined);
      }),
    close: () => {
      for (const { fd } of parts.values()) if (fd !== undefined) closeSync(fd);
      parts.clear();
    },
  };
}

interface Part {
  file: string;
  fd: number | undefined;
  /** Set where the file could not be opened to append. */
  readOnly?: true;
  /** Bytes that have been looked through. */
  indexed: number;
  places: Entries<Place>;
  /** Own lines that were written since the last poll, and their bytes. */
  own: { name: string; length: number }[];
  ownBytes: number;
}

function openPart(part: Part): number {
  part.fd ??= openMade(part.file);
  return part.fd;
}

/** Makes the folder only where it is not there. */
function openMade(file: string): number {
  try {
    return openSync(file, 'a+');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a+');
  }
}

/** Throws what stands against it where the file was only opened to read. */
function openForAppending(part: Part): number {
  if (part.readOnly) closeSync(openSync(part.file, 'a+'));
  return openPart(part);
}

/** A file that may only be read, of another user or on a read-only volume, is read all the same. */
function openForReading(part: Part): number {
  try {
    return openPart(part);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '')) throw error;
    part.fd = openSync(part.file, 'r');
    part.readOnly = true;
    return part.fd;
  }
}

/** Notes where the own lines stand without reading them, unless others have written in between. */
function noteOwnLines(part: Part, size: number): void {
  if (size === part.indexed + part.ownBytes) {
    for (const { name, length } of part.own) {
      part.places.set(name, { offset: part.indexed + 1, length: length - 2 });
      part.indexed += length;
    }
  }
  part.own = [];
  part.ownBytes = 0;
}

/** Notes where the lines stand that were appended since the last poll, by this process or by another. */
function catchUp(part: Part): void {
  if (part.fd === undefined && !statSync(part.file, { throwIfNoEntry: false })) return;
  const fd = openForReading(part);
  const { size } = fstatSync(fd);
  noteOwnLines(part, size);
  let rest: Buffer = Buffer.alloc(0);
  while (part.indexed + rest.length < size) {
    const chunk = Buffer.allocUnsafe(Math.min(1 << 20, size - part.indexed - rest.length));
    const read = readSync(fd, chunk, 0, chunk.length, part.indexed + rest.length);
    if (read === 0) return;
    rest = noteLines(part, Buffer.concat([rest, chunk.subarray(0, read)]));
  }
}

/** Notes the whole lines of a piece of the file, and gives back what stands behind the last of them. */
function noteLines(part: Part, bytes: Buffer): Buffer {
  let start = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
    const length = end - start;
    if (length >= headLength) {
      const name = bytes.toString('latin1', start, start + nameLength);
      part.places.set(name, { offset: part.indexed + start, length });
    }
    start = end + 1;
  }
  part.indexed += start;
  return bytes.subarray(start);
}

function textAt(part: Part, name: string): string | undefined {
  const place = part.places.get(name);
  if (!place || part.fd === undefined) return undefined;
  const bytes = Buffer.allocUnsafe(place.length);
  const read = readSync(part.fd, bytes, 0, place.length, place.offset);
  const line = bytes.toString('utf8', 0, read);
  const text = line.slice(headLength);
  return line.startsWith(`${name} ${sumOf(name, text)} `) ? text : undefined;
}

/** Of the name too: a bit that flips in it must not give one request the reply to another. */
function sumOf(name: string, text: string): string {
  return hash('sha256', `${name} ${text}`);
}
