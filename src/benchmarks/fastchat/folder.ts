/** Finds what lies where in a FastChat `llm_judge/data` folder, in the layouts that people have. */

import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { systemCode, UserError } from '../../errors.ts';
import { filesIn } from '../../store/bench/paths.ts';
import { asFileError } from '../../store/files/file-error.ts';

/** The files of one bench; what is absent is undefined or an empty list. */
export interface FastchatFolder {
  questions: string;
  judgePrompts: string | undefined;
  references: string | undefined;
  answers: string[];
  singleJudgments: string[];
  pairJudgments: string[];
}

/** Whose references are used, and the language whose files are preferred: KoMT-Bench has `question_ko.jsonl`. */
export interface FolderChoice {
  judge: string;
  language?: string | undefined;
}

/** Where `question.jsonl` may lie: in the folder itself, or below it as in FastChat's own tree. */
const benchFolders = ['', 'mt_bench', 'data/mt_bench', 'data', 'fastchat/llm_judge/data/mt_bench'];

/**
 * The files of the bench in `path`. A folder without a question file is a UserError that names what was looked for; so
 * is one with references by other judges than `judge` alone.
 */
export async function findFastchatFolder(
  path: string,
  { judge, language }: FolderChoice,
): Promise<FastchatFolder> {
  const { bench, questions } = await findBench(path, language);
  const answers = await jsonlFiles(join(bench, 'model_answer'));
  const judgments = await jsonlFiles(join(bench, 'model_judgment'));
  return {
    questions,
    judgePrompts: await findJudgePrompts(bench, language),
    references: await findReferences(bench, { judge, language }),
    answers,
    singleJudgments: judgments.filter((file) => file.endsWith('_single.jsonl')),
    pairJudgments: judgments.filter((file) => file.endsWith('_pair.jsonl')),
  };
}

/** The names of a file or folder, that of the language first. */
function namesOf(stem: string, language: string | undefined, ending = ''): string[] {
  return [...(language === undefined ? [] : [`${stem}_${language}${ending}`]), `${stem}${ending}`];
}

async function findBench(
  path: string,
  language: string | undefined,
): Promise<{ bench: string; questions: string }> {
  const kind = await kindOf(path);
  if (kind !== 'folder') {
    const problem = kind === 'file' ? 'it is a file' : 'there is no such folder';
    throw new UserError(`cannot import ${path}: ${problem}; give the folder that holds question.jsonl`);
  }
  const names = namesOf('question', language, '.jsonl');
  for (const folder of benchFolders) {
    for (const name of names) {
      const questions = join(path, folder, name);
      if ((await kindOf(questions)) === 'file') return { bench: join(path, folder), questions };
    }
  }
  const looked = benchFolders.flatMap((folder) => names.map((name) => join(folder, name))).join(', ');
  throw new UserError(`cannot import ${path}: it has no question file (looked for ${looked})`);
}

/** Next to the question file, or one level up as in FastChat's own tree. */
async function findJudgePrompts(bench: string, language: string | undefined): Promise<string | undefined> {
  for (const name of namesOf('judge_prompts', language, '.jsonl')) {
    for (const folder of [bench, dirname(resolve(bench))]) {
      const file = join(folder, name);
      if ((await kindOf(file)) === 'file') return file;
    }
  }
  return undefined;
}

async function findReferences(bench: string, { judge, language }: FolderChoice): Promise<string | undefined> {
  const folders = namesOf('reference_answer', language).map((name) => join(bench, name));
  const [first = '', plain = first] = folders;
  const folder = (await kindOf(first)) === 'folder' ? first : plain;
  const files = await jsonlFiles(folder);
  const file = files.find((each) => basename(each, '.jsonl') === judge);
  if (file !== undefined || files.length === 0) return file;
  const known = files.map((each) => `"${basename(each, '.jsonl')}"`).join(', ');
  throw new UserError(`no references by "${judge}" (--judge) in ${folder}: there are those by ${known}`);
}

/** As FastChat's glob finds them: hidden files do not count. */
async function jsonlFiles(folder: string): Promise<string[]> {
  const names = await filesIn(folder, '.jsonl').catch((error: unknown) => {
    throw asFileError(error, `cannot read ${folder}`);
  });
  return names.filter((name) => !name.startsWith('.')).map((name) => join(folder, name));
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw asFileError(error, `cannot read ${path}`);
  }
}
