/** Which models have answers, going by the first record of each file, and the files of those that are named. */

import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { refuseLists } from '../../listed-values.ts';
import { answerSchema } from '../../records/answer.ts';
import { answersFile } from '../bench/paths.ts';
import { readRecords } from '../jsonl/reader.ts';
import { listAnswerFiles, modelIdOf } from './answers.ts';

/** The names that the models go by in judgments, in the order of the files; none for a file without a whole record. */
export async function modelsWithAnswers(files: readonly string[]): Promise<string[]> {
  const models: string[] = [];
  for (const file of files) {
    for await (const { record } of readRecords(file, answerSchema, { holds: 'answers', onTorn: ignore })) {
      models.push(modelIdOf(file, record.model_id));
      break;
    }
  }
  return models;
}

/** The answer files of the named models; a UserError for a model without answers. */
export async function answerFilesOf(
  dataDir: string,
  bench: string,
  modelIds: readonly string[] | undefined,
): Promise<string[]> {
  const files = await listAnswerFiles(dataDir, bench);
  if (files.length === 0) {
    throw new UserError(
      `no answers in ${join(dataDir, 'answers', bench)}: run gen-answers --bench ${bench} first`,
    );
  }
  if (!modelIds) return files;
  const fileOf = (modelId: string) => answersFile(dataDir, bench, modelId);
  const missing = modelIds.find((modelId) => !files.includes(fileOf(modelId)));
  if (missing === undefined) return modelIds.map(fileOf);
  refuseLists('--model-list', modelIds, (id) => files.includes(fileOf(id)));
  throw new UserError(
    `no answers of the model "${missing}" (--model-list): ${join(dataDir, 'answers', bench)} has those of ${(await modelsWithAnswers(files)).join(', ')}`,
  );
}

/** A record that is still being written is not there yet. */
function ignore(): void {}
