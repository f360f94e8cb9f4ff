/**
 * The interpreter's files, which live in memory on JavaScript's side: what is there at the start, how much a program may
 * add, and how all of it is put back.
 */

import type { FileNode, FileStream, Interpreter } from './emscripten.ts';
import { sleepFile } from './prelude.ts';

const standardLibraryFile = '/lib/python311.zip';
const sleepDevice = '/dev/sleep';
const home = '/home/program';
const mostBytes = 64 * 1024 * 1024;
const mostFiles = 10_000;
/** Error numbers of the compiled interpreter's C library. */
const invalidArgument = 28;
const noSpaceLeft = 51;

export function prepareFiles(python: Interpreter, standardLibrary: Uint8Array): void {
  python.FS.mkdirTree('/lib/python3.11/site-packages');
  python.FS.writeFile(standardLibraryFile, standardLibrary);
  python.FS.mkdirTree(home);
  python.FS.chdir(home);
  python.ENV.PYTHONHASHSEED = '0';
  python.ENV.HOME = home;
}

/** Opens the device that the prelude's `time.sleep` writes seconds to. */
export function openSleepDevice({ FS }: Interpreter, slept: (seconds: number) => void): void {
  const device = FS.makedev(64, 0);
  FS.registerDevice(device, {
    open: () => undefined,
    write: (_, buffer, offset, length) => {
      const text = String.fromCharCode(...buffer.subarray(offset, offset + Math.min(length, 64)));
      const seconds = text === 'inf' ? Number.POSITIVE_INFINITY : Number(text);
      if (!(seconds >= 0)) throw new FS.ErrnoError(invalidArgument);
      slept(seconds);
      return length;
    },
  });
  FS.mkdev(sleepDevice, 0o222, device);
  if (FS.open(sleepDevice, 1).fd !== sleepFile) throw new Error('the sleep device has another number');
}

/** Limits what programs write. The function it returns starts the count anew. */
export function limitFiles({ FS }: Interpreter): () => void {
  const memory = FS.filesystems.MEMFS;
  const operations = memory.ops_table.file.stream;
  const { createNode, resizeFileStorage } = memory;
  const { write, allocate } = operations;
  const used = { bytes: 0, files: 0 };
  const useUpTo = (node: FileNode, length: number) => {
    used.bytes += Math.max(0, length - (node.usedBytes ?? 0));
    if (used.bytes > mostBytes) throw new FS.ErrnoError(noSpaceLeft);
  };
  memory.createNode = (parent, name, mode, device) => {
    if (++used.files > mostFiles) throw new FS.ErrnoError(noSpaceLeft);
    return createNode(parent, name, mode, device);
  };
  memory.resizeFileStorage = (node, length) => {
    useUpTo(node, length);
    resizeFileStorage(node, length);
  };
  operations.write = (stream, buffer, offset, length, position, canOwn) => {
    useUpTo(stream.node, position + length);
    return write(stream, buffer, offset, length, position, canOwn);
  };
  operations.allocate = (stream, offset, length) => {
    useUpTo(stream.node, offset + length);
    allocate(stream, offset, length);
  };
  return () => Object.assign(used, { bytes: 0, files: 0 });
}

/** Notes the whole tree, the open files and the current folder. The function it returns puts them back. */
export function keepFiles({ FS }: Interpreter): () => void {
  const nodes = collect(FS.root).map((node) => ({ node, state: { ...node }, entries: copyEntries(node) }));
  const library = FS.lookupPath(standardLibraryFile).node.contents;
  if (!(library && 'set' in library)) throw new Error('the standard library is not in place');
  const libraryBytes = Buffer.from(library as Uint8Array);
  const table = FS.nameTable.slice();
  const streams = FS.streams.slice();
  const open = streams.map((stream) => stream && openState(stream));
  return () => {
    for (const { node, state, entries } of nodes) {
      Object.assign(node, state, { name_next: state.name_next });
      if (entries) node.contents = { ...entries };
    }
    if (!libraryBytes.equals(library as Uint8Array)) (library as Uint8Array).set(libraryBytes);
    replace(FS.nameTable, table);
    replace(FS.streams, streams);
    streams.forEach((stream, index) => {
      if (stream) Object.assign(stream, open[index]);
    });
    FS.currentPath = home;
  };
}

/** Closing a file sets its number to null; position and flags are behind accessors that a copy would leave out. */
function openState({ fd, position, flags }: FileStream) {
  return { fd, position, flags };
}

/** In place: one list has 4,096 names, of which a program changes few. Most are empty, which `forEach` would leave out. */
function replace<T>(list: T[], by: readonly T[]): void {
  list.length = by.length;
  for (let index = 0; index < by.length; index++) list[index] = by[index] as T;
}

function collect(node: FileNode): FileNode[] {
  return [node, ...Object.values(copyEntries(node) ?? {}).flatMap(collect)];
}

function copyEntries({ mode, contents }: FileNode): Record<string, FileNode> | undefined {
  const isFolder = (mode & 0o170000) === 0o040000;
  return isFolder && contents ? { ...(contents as Record<string, FileNode>) } : undefined;
}
