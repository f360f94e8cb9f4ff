/** What an import of a FastChat folder puts where. Everything is read and checked here; nothing is written. */

import { basename, join } from 'node:path';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { answerSchema } from '../../records/answer.ts';
import { benchSchema } from '../../records/bench/bench.ts';
import { singleJudgmentSchema } from '../../records/judgment.ts';
import { pairJudgmentSchema } from '../../records/pair-judgment.ts';
import { modelIdOf } from '../../store/answers/answers.ts';
import { answersFile, judgmentsFile } from '../../store/bench/paths.ts';
import type { Placement } from '../../store/files/place-files.ts';
import { readRecords } from '../../store/jsonl/reader.ts';
import { checkBenchName } from '../import/bench-name.ts';
import { type FastchatFolder, findFastchatFolder } from './folder.ts';
import { readFastchatPrompts, renderPromptSet } from './prompts.ts';
import { readFastchatQuestions } from './questions.ts';

export interface FastchatImportOptions {
  dataDir: string;
  /** Name of the bench here. */
  bench: string;
  /** Name of the judge-prompt set here. */
  judgePrompts: string;
  /** The judge whose reference file is used. */
  judge: string;
  /** What the bench is in; its files are preferred to those without a language in their names. */
  language?: string | undefined;
}

export const importedKinds = [
  'questions',
  'bench',
  'judge prompts',
  'answers',
  'single judgments',
  'pair judgments',
] as const;

export interface ImportedFile extends Placement {
  kind: (typeof importedKinds)[number];
  /** What the file holds: "80 answers of gpt-4". */
  holds: string;
}

export interface FastchatImport {
  files: ImportedFile[];
  warnings: string[];
}

/** Reads the folder. Any record that is not what its file should hold is a UserError that names file and line. */
export async function readFastchat(path: string, options: FastchatImportOptions): Promise<FastchatImport> {
  checkBenchName('--bench', options.bench);
  checkBenchName('--judge-prompts', options.judgePrompts);
  const folder = await findFastchatFolder(path, options);
  const result: FastchatImport = { files: [], warnings: [] };
  await addQuestions(result, folder, options);
  addBench(result, options);
  await addPrompts(result, folder, options);
  await addAnswers(result, folder, options);
  await addJudgments(result, folder, options);
  return result;
}

async function addQuestions(
  { files, warnings }: FastchatImport,
  folder: FastchatFolder,
  { dataDir, bench, judge }: FastchatImportOptions,
): Promise<void> {
  const { questions, unreferenced } = await readFastchatQuestions(folder.questions, folder.references);
  const referenced = questions.filter(({ reference }) => reference !== undefined).length;
  files.push({
    kind: 'questions',
    target: join(dataDir, 'questions', `${bench}.jsonl`),
    content: { text: questions.map((question) => `${JSON.stringify(question)}\n`).join('') },
    holds: `${questions.length} questions, ${referenced} with a reference`,
  });
  if (unreferenced.length > 0) {
    const shown = unreferenced.slice(0, 10).join(', ') + (unreferenced.length > 10 ? ', …' : '');
    const lacking = `${unreferenced.length} questions that FastChat judges with a reference have none by ${judge}`;
    warnings.push(`${lacking} (${shown}): they will be judged without one`);
  }
}

/** The yaml that says the language; a bench in English needs none. */
function addBench({ files }: FastchatImport, { dataDir, bench, language }: FastchatImportOptions): void {
  if (language === undefined) return;
  const { error } = benchSchema.shape.language.safeParse(language);
  if (error) throw new UserError(`cannot use "${language}" (--language): ${error.issues[0]?.message}`);
  files.push({
    kind: 'bench',
    target: join(dataDir, 'questions', `${bench}.yaml`),
    content: { text: `title: ${bench}, imported from FastChat's form\nlanguage: ${language}\n` },
    holds: `the language, ${language}`,
  });
}

async function addPrompts(
  { files }: FastchatImport,
  folder: FastchatFolder,
  { dataDir, judgePrompts }: FastchatImportOptions,
): Promise<void> {
  if (folder.judgePrompts === undefined) return;
  const prompts = await readFastchatPrompts(folder.judgePrompts);
  files.push({
    kind: 'judge prompts',
    target: join(dataDir, 'judge-prompts', `${judgePrompts}.yaml`),
    content: { text: renderPromptSet(prompts) },
    holds: `${prompts.length} judge prompts`,
  });
}

async function addAnswers(
  { files, warnings }: FastchatImport,
  folder: FastchatFolder,
  { dataDir, bench }: FastchatImportOptions,
): Promise<void> {
  for (const file of folder.answers) {
    const target = answersFile(dataDir, bench, basename(file, '.jsonl'));
    const { count, first } = await check(file, answerSchema, { holds: 'answers', warnings });
    const model = modelIdOf(target, first?.model_id);
    files.push({ kind: 'answers', target, content: { copyOf: file }, holds: `${count} answers of ${model}` });
  }
}

async function addJudgments(
  { files, warnings }: FastchatImport,
  folder: FastchatFolder,
  { dataDir, bench }: FastchatImportOptions,
): Promise<void> {
  const add = async (file: string, mode: 'single' | 'pair', schema: z.ZodType) => {
    const kind = `${mode} judgments` as const;
    const judgeId = basename(file, `_${mode}.jsonl`);
    const { count } = await check(file, schema, { holds: kind, warnings });
    const target = judgmentsFile(dataDir, bench, { judgeId, mode });
    files.push({ kind, target, content: { copyOf: file }, holds: `${count} ${kind} by ${judgeId}` });
  };
  for (const file of folder.singleJudgments) await add(file, 'single', singleJudgmentSchema);
  for (const file of folder.pairJudgments) await add(file, 'pair', pairJudgmentSchema);
}

/** Reads every record of a file that is copied as it is; a torn last line is copied too, and reported. */
async function check<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  { holds, warnings }: { holds: string; warnings: string[] },
): Promise<{ count: number; first: z.infer<Schema> | undefined }> {
  let count = 0;
  let first: z.infer<Schema> | undefined;
  const onTorn = ({ number }: { number: number }) =>
    warnings.push(`${file}:${number}: the last line is cut off; it does not count`);
  for await (const { record } of readRecords(file, schema, { onTorn, holds })) {
    first ??= record;
    count += 1;
  }
  return { count, first };
}
