/** What a model has still to answer, by its file: which has to be its own, and made by the settings of this run. */

import { UserError } from '../../errors.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Weights } from '../../records/calls/served-by.ts';
import type { Question } from '../../records/question.ts';
import { indexAnswers } from '../../store/answers/answers.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { otherCaseOf, sameName } from '../../store/files/same-name.ts';
import { signature } from '../../store/files/signature.ts';
import type { RecordIndex } from '../../store/jsonl/record-index.ts';
import type { AnsweringSettings } from '../settings.ts';
import type { Asking } from './asking/asking.ts';
import { answersMadeOtherwise } from './other-settings.ts';
import { type AnswerPlan, planAnswers } from './plan.ts';

/** What every model of a run is to answer, and how. */
export interface AnswerInput {
  dataDir: string;
  bench: string;
  /** Every question of the bench, selected or not. */
  all: readonly Question[];
  questions: readonly Question[];
  settings: AnsweringSettings;
  asking?: Asking | undefined;
  overwrite: boolean;
  /** True where the user has named the model, and so answers for its identity. */
  named: boolean;
}

/** Two models with one file would mix their answers: a UserError. Where case is all that differs, some systems have one file. */
export function checkDistinctFiles(
  targets: readonly ModelTarget[],
  { dataDir, bench }: Pick<AnswerInput, 'dataDir' | 'bench'>,
): void {
  const owners = new Map<string, ModelTarget>();
  for (const target of targets) {
    const file = answersFile(dataDir, bench, target.modelId);
    const owner = owners.get(sameName(file));
    if (owner) {
      throw new UserError(
        `${owner.endpoint}/${owner.model} and ${target.endpoint}/${target.model} would share ${file}: name them apart with entries in models.yaml`,
      );
    }
    owners.set(sameName(file), target);
  }
}

/** What a model has still to answer. A file that holds another model's answers, or answers made otherwise, is a UserError. */
export async function planFor(
  target: ModelTarget,
  input: AnswerInput,
  weights?: Weights,
): Promise<AnswerPlan> {
  const { dataDir, bench, questions, settings, overwrite, named } = input;
  const file = answersFile(dataDir, bench, target.modelId);
  await checkCase(file);
  const of = await signature(file);
  const answers = await indexAnswers(file);
  const asked = `${target.endpoint}/${target.model}`;
  for (const { modelId, sentTo } of answers.entries.values()) {
    if (modelId === target.modelId && (sentTo === undefined || sentTo === asked || named)) continue;
    const other = modelId === target.modelId ? sentTo : modelId;
    throw new UserError(
      `${file} holds the answers of "${other}", which ${asked} would share: give one of them another name with --model-id`,
    );
  }
  const mixed = checkSettings({ file, answers }, { target, weights }, input);
  return { ...planAnswers(questions, answers, { ...settings, overwrite }), mixed, of };
}

/**
 * Answers of other settings would stand under one name with those of this run: a UserError. Under `--overwrite` the
 * selected ones go, and what stays next to them is worth a line, which is what this returns.
 */
function checkSettings(
  { file, answers }: { file: string; answers: RecordIndex<AnswerSummary> },
  asked: { target: ModelTarget; weights: Weights | undefined },
  { all, questions, settings, asking, overwrite }: AnswerInput,
): string | undefined {
  const replaced = new Set(overwrite ? questions : []);
  const staying = all.filter((question) => !replaced.has(question));
  const others = answersMadeOtherwise(answers, staying, { ...asked, settings, asking });
  if (!others) return undefined;
  const were = others.count === 1 ? '1 answer was' : `${others.count} answers were`;
  const found = `${file}: ${were} made with other settings than this run's: ${others.settings}`;
  if (overwrite) return `${found}; they are not selected, and stay`;
  throw new UserError(`${found}; give --overwrite to replace them, or --model-id to keep both`);
}

async function checkCase(file: string): Promise<void> {
  const other = await otherCaseOf(file);
  if (other === undefined) return;
  throw new UserError(
    `${file} and ${other} differ in case only, and are one file on some systems: give the model another name with --model-id`,
  );
}
