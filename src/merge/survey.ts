/** What lies in a data directory: which files are questions, judge prompts, answers, judgments, and which are none. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, UserError } from '../errors.ts';
import { asFileError } from '../store/files/file-error.ts';

export type RecordFileKind = 'answers' | 'single' | 'pair';

/** A file of answers or judgments. */
export interface RecordFile {
  /** Below the folder. */
  path: string;
  bench: string;
  kind: RecordFileKind;
}

export interface Survey {
  folder: string;
  /** Question files and sets of judge prompts, as paths below the folder. */
  wholes: string[];
  records: RecordFile[];
  /** Whether there are cached replies. */
  cache: boolean;
  /** Everything else, as paths below the folder; a folder that is none of ours is named once. */
  others: string[];
}

const known = ['questions', 'judge-prompts', 'answers', 'judgments', '.cache'] as const;

/** Left by a run that was killed, or in use by one that is not: nothing to tell of. */
const remnants = /\.lock(?:-owner)?$|\.takeover\.lock$/;

/** Surveys a folder. One that does not exist, or that holds nothing of ours, is a UserError. */
export async function surveyDataDir(folder: string): Promise<Survey> {
  const top = await list(folder).catch((error: unknown) => {
    const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
    if (missing) throw new UserError(`cannot merge ${folder}: there is no such folder`);
    throw asFileError(error, `cannot read the folder ${folder}`);
  });
  const ours = known.filter((name) => top.some((entry) => entry.name === name && entry.folder));
  if (ours.length === 0)
    throw new UserError(
      `cannot merge ${folder}: it has none of ${known.map((name) => `${name}/`).join(', ')}`,
    );
  const survey: Survey = { folder, wholes: [], records: [], cache: ours.includes('.cache'), others: [] };
  for (const { name } of top) {
    if (name === 'questions') await takeWholes(survey, name, /\.jsonl$/);
    else if (name === 'judge-prompts') await takeWholes(survey, name, /\.yaml$/);
    else if (name === 'answers' || name === 'judgments') await takeBenches(survey, name);
    else if (name !== '.cache') survey.others.push(name);
  }
  return survey;
}

async function takeWholes(survey: Survey, name: string, ending: RegExp): Promise<void> {
  for (const entry of await list(join(survey.folder, name))) {
    const path = join(name, entry.name);
    if (!entry.folder && ending.test(entry.name)) survey.wholes.push(path);
    else leave(survey, path);
  }
}

async function takeBenches(survey: Survey, name: 'answers' | 'judgments'): Promise<void> {
  for (const bench of await list(join(survey.folder, name))) {
    if (!bench.folder) {
      leave(survey, join(name, bench.name));
      continue;
    }
    for (const entry of await list(join(survey.folder, name, bench.name))) {
      const path = join(name, bench.name, entry.name);
      const kind = entry.folder ? undefined : kindOf(name, entry.name);
      if (kind) survey.records.push({ path, bench: bench.name, kind });
      else leave(survey, path);
    }
  }
}

function kindOf(folder: 'answers' | 'judgments', name: string): RecordFileKind | undefined {
  if (folder === 'answers') return name.endsWith('.jsonl') ? 'answers' : undefined;
  if (name.endsWith('_single.jsonl')) return 'single';
  return name.endsWith('_pair.jsonl') ? 'pair' : undefined;
}

function leave(survey: Survey, path: string): void {
  if (!remnants.test(path)) survey.others.push(path);
}

/** The entries of a folder by name; links count as what they lead to. */
async function list(folder: string): Promise<{ name: string; folder: boolean }[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined);
      return { name, folder: found?.isDirectory() ?? false };
    }),
  );
}
