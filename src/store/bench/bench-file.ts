/** Loads what a bench says of itself, `questions/<bench>.yaml`, and its shots. */

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Bench, benchSchema } from '../../records/bench/bench.ts';
import { type Shot, shotSchema } from '../../records/bench/shot.ts';
import { readRecords } from '../jsonl/reader.ts';
import { questionsFile } from './paths.ts';
import type { Selection } from './questions.ts';

/** Undefined where the bench has no such file: an MT-Bench-like bench needs none. */
export async function loadBench(dataDir: string, bench: string): Promise<Bench | undefined> {
  const file = await benchFile(dataDir, bench);
  if (!existsSync(file)) return undefined;
  const { readYaml } = await import('./yaml-file.ts');
  return readYaml(file, benchSchema);
}

/** The selection with the groups of the bench, whose names `--category` takes, too; they are read where they may be needed. */
export async function withGroups(
  selection: Selection,
  { dataDir, bench }: { dataDir: string; bench: string },
): Promise<Selection> {
  if (selection.categories === undefined) return selection;
  return { ...selection, groups: (await loadBench(dataDir, bench))?.groups };
}

/** The shots of a bench in the order of their file; none where it has no such file. */
export async function loadShots(dataDir: string, bench: string): Promise<Shot[]> {
  const file = await shotsFile(dataDir, bench);
  if (!existsSync(file)) return [];
  const shots: Shot[] = [];
  for await (const { record } of readRecords(file, shotSchema, { holds: 'shots' })) shots.push(record);
  return shots;
}

/** Where a bench says how it is asked, whether there is such a file or not. */
export async function benchFile(dataDir: string, bench: string): Promise<string> {
  return (await questionsFile(dataDir, bench)).replace(/\.jsonl$/, '.yaml');
}

/** Where the shots of a bench stand, whether there are any or not. */
export async function shotsFile(dataDir: string, bench: string): Promise<string> {
  const questions = await questionsFile(dataDir, bench);
  return join(dirname(questions), 'shots', basename(questions));
}
