/** Which models have answers, going by the first record of each file. */

import { answerSchema } from '../../records/answer.ts';
import { readRecords } from '../jsonl/reader.ts';
import { modelIdOf } from './answers.ts';

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

/** A record that is still being written is not there yet. */
function ignore(): void {}
