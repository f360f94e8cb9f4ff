/** Loads what a bench says of itself, `questions/<bench>.yaml`, and its shots. */

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Bench, benchSchema } from '../../records/bench/bench.ts';
import { type Shot, shotSchema } from '../../records/bench/shot.ts';
import { readRecords } from '../jsonl/reader.ts';
import { hasPromptSet, questionsFile } from './paths.ts';
import type { Selection } from './questions.ts';

/** Undefined where the bench has no such file: an MT-Bench-like bench needs none. */
export async function loadBench(dataDir: string, bench: string): Promise<Bench | undefined> {
  const file = await benchFile(dataDir, bench);
  if (!existsSync(file)) return undefined;
  const { readYaml } = await import('./yaml-file.ts');
  return readYaml(file, benchSchema);
}

/** What a bench in another language than English is judged with where nothing else is named. */
export interface LanguageSet {
  language: string;
  /** `mt-ja`, the data directory's own or the package's; undefined where neither has one. */
  promptSet: string | undefined;
}

/** Undefined for a bench that names no language, or English. */
export async function languageSet(dataDir: string, bench: string): Promise<LanguageSet | undefined> {
  const language = (await loadBench(dataDir, bench))?.language;
  if (language === undefined || /^en\b/.test(language)) return undefined;
  for (const name of [`mt-${language}`, `mt-${language.replace(/-.*$/, '')}`]) {
    if (hasPromptSet(dataDir, name)) return { language, promptSet: name };
  }
  return { language, promptSet: undefined };
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
