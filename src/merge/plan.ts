/** What a merge would do: which files go where, and what stands against it. Nothing is written here. */

import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../errors.ts';
import { questionsFile } from '../store/bench/paths.ts';
import { loadQuestions } from '../store/bench/questions.ts';
import { asFileError } from '../store/files/file-error.ts';
import { assertNotWritten } from '../store/jsonl/lock.ts';
import { planReplies, type ReplyPlan } from './cache.ts';
import { type FileKind, fileKind, type PositionOf, positionsIn } from './kinds.ts';
import { type FileMerge, isCurrent } from './merge-file.ts';
import { type FolderScan, type RecordFile, scanDataDir } from './scan.ts';

/** A file of the target, and the files that go into it. */
interface Merger {
  target: string;
  /** In the order of the command line. */
  sources: string[];
}

export interface RecordMerger extends Merger {
  file: RecordFile;
  kind: FileKind;
  /** Kept while there is room; without it the files are read again when they are written. */
  union?: FileMerge;
}

export interface MergePlan {
  wholes: Merger[];
  records: RecordMerger[];
  replies: ReplyPlan | undefined;
  benches: string[];
  /** Why nothing may be written, one line each. */
  conflicts: string[];
  /** Files that are left where they are. */
  others: string[];
}

/** Rows of plans that are kept in memory, about a kilobyte each. */
const mostRows = 250_000;

/** Surveys the folders, each once; the target itself adds nothing. */
export async function scanSources(folders: readonly string[], target: string): Promise<FolderScan[]> {
  const seen = new Set([await realpath(target).catch(() => target)]);
  const scans: FolderScan[] = [];
  for (const folder of folders) {
    const scan = await scanDataDir(folder);
    const real = await realpath(folder);
    if (seen.has(real)) continue;
    seen.add(real);
    scans.push(scan);
  }
  if (scans.length === 0)
    throw new UserError(
      `there is nothing to merge into ${target} but itself: give other directories, or another --data-dir`,
    );
  return scans;
}

/** Compares everything with everything. Broken files and files that are being written are UserErrors. */
export async function planMerge(
  sources: readonly FolderScan[],
  { target, cache }: { target: string; cache: boolean },
): Promise<MergePlan> {
  const paths = [...new Set(sources.flatMap((scan) => scan.wholes))].sort();
  const wholes = paths.map((path) =>
    mergerOf(path, { target, sources: sources.filter((scan) => scan.wholes.includes(path)) }),
  );
  const conflicts: string[] = [];
  for (const whole of wholes) conflicts.push(...(await wholeConflicts(whole)));
  const benches = [...new Set(sources.flatMap(({ records }) => records.map(({ bench }) => bench)))].sort();
  const records = await recordMergers(sources, { target, wholes, benches });
  for (const { sources: files } of records) for (const file of files) await assertNotWritten(file);
  let rows = 0;
  for (const merger of records) {
    const union = await merger.kind.plan([merger.target, ...merger.sources]);
    conflicts.push(...union.conflicts);
    rows += union.kept.length;
    if (rows <= mostRows) merger.union = union;
  }
  const caches = cache ? sources.filter((each) => each.cache).map(({ folder }) => cacheOf(folder)) : [];
  const replies = caches.length > 0 ? planReplies(cacheOf(target), caches) : undefined;
  const others = sources.flatMap((scan) => scan.others.map((path) => join(scan.folder, path)));
  return { wholes, records, replies, benches, conflicts, others };
}

/** The union as planned, or as it is now where anything has changed since. */
export async function currentUnion({ target, sources, kind, union }: RecordMerger): Promise<FileMerge> {
  return union && (await isCurrent(union)) ? union : kind.plan([target, ...sources]);
}

export function cacheOf(folder: string): string {
  return join(folder, '.cache');
}

async function recordMergers(
  sources: readonly FolderScan[],
  { target, wholes, benches }: { target: string; wholes: readonly Merger[]; benches: readonly string[] },
): Promise<RecordMerger[]> {
  const positions = new Map<string, PositionOf>();
  for (const bench of benches) positions.set(bench, await positionsOf(bench, { target, wholes }));
  const files = new Map(sources.flatMap(({ records }) => records.map((file) => [file.path, file])));
  return [...files.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => ({
      ...mergerOf(file.path, { target, sources: sources.filter(({ records }) => has(records, file)) }),
      file,
      kind: fileKind(file.kind, positions.get(file.bench) ?? (() => 0)),
    }));
}

function has(records: readonly RecordFile[], file: RecordFile): boolean {
  return records.some(({ path }) => path === file.path);
}

function mergerOf(
  path: string,
  { target, sources }: { target: string; sources: readonly FolderScan[] },
): Merger {
  return { target: join(target, path), sources: sources.map(({ folder }) => join(folder, path)) };
}

/** From the question file that the target has or will have; without any, records keep their order. */
async function positionsOf(
  bench: string,
  { target, wholes }: { target: string; wholes: readonly Merger[] },
): Promise<PositionOf> {
  const own = join(target, 'questions', `${bench}.jsonl`);
  const [arriving] = wholes.find((whole) => whole.target === own)?.sources ?? [];
  const file = existsSync(own)
    ? own
    : (arriving ?? (await questionsFile(target, bench).catch(() => undefined)));
  return file === undefined ? () => 0 : positionsIn(await loadQuestions(file));
}

/** Question files and prompt sets are taken as they are, so two of a name must be equal to the byte. */
async function wholeConflicts({ target, sources }: Merger): Promise<string[]> {
  const [first = target, ...others] = [...(existsSync(target) ? [target] : []), ...sources];
  const bytes = await read(first);
  const conflicts: string[] = [];
  for (const other of others) {
    const theirs = await read(other);
    if (bytes.equals(theirs)) continue;
    const line = firstDifference(bytes, theirs);
    conflicts.push(`${first}:${line} and ${other}:${line} differ, two files of the name ${basename(target)}`);
  }
  return conflicts;
}

function firstDifference(a: Buffer, b: Buffer): number {
  const [left, right] = [a.toString('utf8').split('\n'), b.toString('utf8').split('\n')];
  return left.findIndex((line, index) => line !== right[index]) + 1 || left.length;
}

async function read(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw asFileError(error, `cannot read ${file}`);
  });
}
