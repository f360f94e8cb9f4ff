/** Where an import takes the files of a benchmark from: the hub, or files that the user has. */

import { join, relative, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import { benchSchema } from '../../records/bench/bench.ts';
import { readYaml } from '../../store/bench/yaml-file.ts';
import type { Benchmark, DataPart } from '../benchmark.ts';
import { findFiles, isFolder } from '../data/find.ts';
import { sha256Of, shownUrl } from '../hub/download.ts';
import { fetchHubFile, type HubSettings } from '../hub/hub.ts';

/** A file on disk, and what it is called where it comes from. */
export interface SourceFile {
  path: string;
  file: string;
  sha256: string;
}

export interface Sources {
  questions: SourceFile[];
  /** Empty where there are none to be had. */
  shots: SourceFile[];
  /** True where all is from the pinned revision. */
  pinned: boolean;
}

export interface SourceSettings {
  dataDir: string;
  bench: string;
  /** Sums that an earlier import has recorded are not held against other files. */
  overwrite: boolean;
  /** Files of the user's: nothing is downloaded. */
  from: string | undefined;
  /** A file or folder with the shots, or an address. */
  shots: string | undefined;
  hub: HubSettings;
}

export async function findSources(benchmark: Benchmark, settings: SourceSettings): Promise<Sources> {
  const { from, shots } = settings;
  const expected = await recordedSums(settings);
  const ownShots = shots === undefined ? undefined : await givenShots(benchmark, shots, settings);
  if (from !== undefined) {
    return {
      questions: await localFiles(benchmark.questions, from, benchmark.name),
      shots: ownShots ?? (await localShots(benchmark, from)),
      pinned: false,
    };
  }
  const fetched = async ({ files }: Pick<DataPart, 'files'>) => {
    const found: SourceFile[] = [];
    for (const { path, sha256 = expected.get(path) } of files) {
      found.push(await fetchHubFile(benchmark, { path, ...(sha256 ? { sha256 } : {}) }, settings.hub));
    }
    return found;
  };
  const questions = await fetched(benchmark.questions);
  return {
    questions,
    shots: ownShots ?? (benchmark.shots ? await fetched(benchmark.shots) : []),
    pinned: ownShots === undefined,
  };
}

/** The files of a part in a file or folder of the user's. */
async function localFiles(part: DataPart, from: string, name: string): Promise<SourceFile[]> {
  const files = await findFiles(from, wanted(part));
  if (files.length > 0) return described(files, from);
  const paths = part.files.map(({ path }) => path);
  throw new UserError(
    `cannot import ${from}: it holds no file of ${name}'s questions (neither ${paths[0]}, as on the hub, nor one that is called as the original): give the file itself`,
  );
}

/** What lies next to the questions, or among them. */
async function localShots({ questions, shots }: Benchmark, from: string): Promise<SourceFile[]> {
  if (!shots) return [];
  const found = (await isFolder(from)) ? await findFiles(from, wanted(shots)) : [];
  if (found.length > 0) return described(found, from);
  return shots.amongQuestions ? described(await findFiles(from, wanted(questions)), from) : [];
}

/** What `--shots` names. */
async function givenShots(
  { name, shots, ...of }: Benchmark,
  given: string,
  { hub }: SourceSettings,
): Promise<SourceFile[]> {
  if (!shots) throw new UserError(`${name} is asked without shots: --shots has no use`);
  if (/^https?:\/\//i.test(given)) {
    if (!URL.canParse(given)) throw new UserError(`cannot read the address "${given}" (--shots)`);
    const fetched = await fetchHubFile(of, { path: given }, hub);
    // A query may hold a token.
    return [{ ...fetched, path: shownUrl(new URL(given)) }];
  }
  const files = await findFiles(given, wanted(shots));
  if (files.length > 0) return described(files, given);
  throw new UserError(`cannot import ${given}: it holds no file of ${name}'s shots`);
}

function wanted({ files, named, several }: DataPart) {
  return { paths: files.map(({ path }) => path), named, several: several === true };
}

/** Files by their path below the folder that the user gave. */
async function described(files: readonly string[], given: string): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of files) {
    const below = relative(given, file).split(sep).join('/');
    const path = below === '' ? (file.split(sep).at(-1) ?? file) : below;
    found.push({ path, file, sha256: await sha256Of(file) });
  }
  return found;
}

/** Sums by path, from the bench's file of an earlier import. */
export async function recordedSums(
  settings: Pick<SourceSettings, 'dataDir' | 'bench' | 'overwrite'>,
): Promise<ReadonlyMap<string, string>> {
  const { dataDir, bench, overwrite } = settings;
  const file = join(dataDir, 'questions', `${bench}.yaml`);
  // A file that is absent, or no bench any more, has recorded nothing.
  const known = overwrite ? undefined : await readYaml(file, benchSchema).catch(() => undefined);
  return new Map(known?.source?.files.flatMap(({ path, sha256 }) => (sha256 ? [[path, sha256]] : [])));
}
