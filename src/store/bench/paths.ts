/** Where everything lies below the data directory, and what the installed package lends when it lacks it. */

import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemCode, UserError } from '../../errors.ts';
import { benchmarkNames } from '../../records/bench/benchmarks.ts';
import { promptSetKey } from '../../records/judge-prompt.ts';
import { shellWord } from '../../shell-quote.ts';
import { asFileError } from '../files/file-error.ts';

/** The folder of the installed package, which holds `questions/` and `judge-prompts/`: the nearest with a package.json. */
export const packageDir = findPackageDir(dirname(fileURLToPath(import.meta.url)));

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

export type JudgmentMode = 'single' | 'pair';

/** File systems take 255 bytes, and locks and files set aside add to the name. */
const longestStem = 200;

/** A model or judge id as a file name: characters outside `A-Za-z0-9._-` become `-`. */
export function fileStem(id: string): string {
  const stem = id.replace(/[^A-Za-z0-9._-]/g, '-');
  if (/^\.*$/.test(stem)) throw new UserError(`cannot name a file after the id "${id}"`);
  if (stem.length > longestStem) {
    throw new UserError(
      `cannot name a file after an id of ${stem.length} characters ("${stem.slice(0, 40)}…"): give a shorter one with --model-id or in models.yaml`,
    );
  }
  return stem;
}

export function answersFile(dataDir: string, bench: string, modelId: string): string {
  return join(dataDir, 'answers', bench, `${fileStem(modelId)}.jsonl`);
}

/** Where a judge's judgments lie: those of each prompt set but the default one in a file of their own. */
export function judgmentsFile(
  dataDir: string,
  bench: string,
  { judgeId, mode, promptSet }: { judgeId: string; mode: JudgmentMode; promptSet?: string | undefined },
): string {
  const stem = fileStem([judgeId, ...promptSetKey(promptSet)].join('.'));
  return join(dataDir, 'judgments', bench, `${stem}_${mode}.jsonl`);
}

/** The question file of a bench: the data directory's own, or else the package's. */
export async function questionsFile(dataDir: string, bench: string): Promise<string> {
  const safe = /^[A-Za-z0-9._-]+$/.test(bench) && !/^\.+$/.test(bench);
  const file = safe ? lent(dataDir, 'questions', `${bench}.jsonl`) : undefined;
  if (file) return file;
  if (benchmarkNames.some((name) => name === bench)) {
    const there = dataDir === '.' ? '' : ` --data-dir ${shellWord(dataDir)}`;
    throw new UserError(
      `cannot find the benchmark "${bench}" (--bench): its data are not part of the package; import them first: mt-judge import ${bench}${there}`,
    );
  }
  const known = await stems(dataDir, 'questions', '.jsonl');
  throw new UserError(
    `cannot find the bench "${bench}" (--bench): ${offer(known, join(dataDir, 'questions'))}`,
  );
}

/** The file of a set of judge prompts: the data directory's own, or else the package's. */
export async function judgePromptsFile(dataDir: string, set: string): Promise<string> {
  const safe = /^[A-Za-z0-9._-]+$/.test(set) && !/^\.+$/.test(set);
  const file = safe ? lent(dataDir, 'judge-prompts', `${set}.yaml`) : undefined;
  if (file) return file;
  const known = await stems(dataDir, 'judge-prompts', '.yaml');
  const offered = offer(known, join(dataDir, 'judge-prompts'));
  throw new UserError(`cannot find the judge prompts "${set}" (--judge-prompts): ${offered}`);
}

/** Whether there is such a set, in the data directory or in the package. */
export function hasPromptSet(dataDir: string, set: string): boolean {
  return lent(dataDir, 'judge-prompts', `${set}.yaml`) !== undefined;
}

/** The files of a folder with an ending, sorted by name; none when the folder does not exist. */
export async function filesIn(folder: string, ending: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw asFileError(error, `cannot read the folder ${folder}`);
  }
}

function findPackageDir(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findPackageDir(dirname(folder));
}

function lent(dataDir: string, folder: string, name: string): string | undefined {
  return [join(dataDir, folder, name), join(packageDir, folder, name)].find((file) => existsSync(file));
}

async function stems(dataDir: string, folder: string, ending: string): Promise<string[]> {
  const found = [
    ...(await filesIn(join(dataDir, folder), ending)),
    ...(await filesIn(join(packageDir, folder), ending)),
  ];
  return [...new Set(found.map((name) => name.slice(0, -ending.length)))].sort();
}

function offer(known: readonly string[], folder: string): string {
  return `there are ${known.map((name) => `"${name}"`).join(', ')}; add your own to ${folder}`;
}
