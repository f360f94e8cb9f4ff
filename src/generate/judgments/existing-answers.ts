/** The answers on disk that a run judges and does not write. */

import { UserError } from '../../errors.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { type AnswerReader, openAnswerReader } from '../../store/answers/answer-file.ts';
import { listAnswerFiles } from '../../store/answers/answers.ts';
import { answerFilesOf } from '../../store/answers/models.ts';
import { answersFile, fileStem } from '../../store/bench/paths.ts';
import type { BenchSettings, JudgingSettings } from '../settings.ts';

type Place = Pick<BenchSettings, 'dataDir' | 'bench'>;

/** Opens the answers of the models that are wanted, the baseline among them. The caller closes them. */
export async function openAllAnswers(
  { dataDir, bench }: Place,
  { baseline, modelList, mode }: JudgingSettings,
): Promise<AnswerReader[]> {
  const wanted = modelList && baseline !== undefined ? [...new Set([...modelList, baseline])] : modelList;
  const readers = await openEach(await answerFilesOf(dataDir, bench, wanted));
  const models = readers.map(({ model }) => model);
  const lacksBaseline = baseline !== undefined && !models.includes(baseline);
  if (!lacksBaseline && (mode === 'single' || models.length >= 2)) return readers;
  for (const reader of readers) await reader.close();
  throw new UserError(
    lacksBaseline
      ? `no answers of the baseline "${baseline}" (--baseline): there are ${models.join(', ')}`
      : `--mode ${mode} needs the answers of two models, but there are those of ${models.join()} alone`,
  );
}

/** Opens what is judged next to the models that answer in the run: the model list, and the baseline. */
export async function openOtherAnswers(
  { dataDir, bench }: Place,
  { baseline, modelList = [], mode }: JudgingSettings,
  models: readonly ModelTarget[],
): Promise<AnswerReader[]> {
  const own = new Set(models.map(({ modelId }) => fileStem(modelId)));
  const listed = [...modelList, ...(baseline === undefined ? [] : [baseline])];
  const wanted = [...new Set(listed)].filter((id) => !own.has(fileStem(id)));
  if (mode !== 'single' && models.length + wanted.length < 2) {
    throw new UserError(
      `--mode ${mode} needs two models: name another with --model, or with --model-list one that has answers`,
    );
  }
  const unanswered = baseline !== undefined && !modelList.includes(baseline) && wanted.includes(baseline);
  if (
    unanswered &&
    !(await listAnswerFiles(dataDir, bench)).includes(answersFile(dataDir, bench, baseline))
  ) {
    throw new UserError(
      `no answers of the baseline "${baseline}" (--baseline): name it with --model, or run gen-answers for it`,
    );
  }
  return openEach(wanted.length > 0 ? await answerFilesOf(dataDir, bench, wanted) : []);
}

async function openEach(files: readonly string[]): Promise<AnswerReader[]> {
  const readers: AnswerReader[] = [];
  for (const file of files) readers.push(await openAnswerReader(file));
  return readers;
}
