/** The parts of a run that judges: its prompts, the answers on disk, its mode. */

import { pairMode } from '../generate/judgments/pairwise.ts';
import { singleMode } from '../generate/judgments/single.ts';
import type { Jobs, Judging, UseJobs } from '../generate/pipeline/jobs.ts';
import type { Host } from '../generate/runtime.ts';
import type { JudgingSettings } from '../generate/settings.ts';
import { checkJudgePrompts } from '../judges/model/check-prompts.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { defaultPromptSet, type JudgePromptSet } from '../records/judge-prompt.ts';
import { listAnswerFiles } from '../store/answers/answers.ts';
import { modelsWithAnswers } from '../store/answers/models.ts';
import { languageSet } from '../store/bench/bench-file.ts';
import { loadJudgePrompts } from '../store/bench/judge-prompts.ts';
import { judgePromptsFile } from '../store/bench/paths.ts';
import { idsNamed } from '../store/bench/selection/named-ids.ts';

export { openAllAnswers, openOtherAnswers } from '../generate/judgments/existing-answers.ts';
export { methodsIn } from './bench-graders.ts';
export { chooseJudges } from './choose-judges.ts';

/** The jobs with their judging, in the mode that is asked for. */
export function withMode<Result>(
  { mode, baseline, repeats }: JudgingSettings,
  among: Omit<Judging<never>, 'mode' | 'repeats'>,
  { jobs, use }: { jobs: Jobs<never>; use: UseJobs<Result> },
): Promise<Result> {
  const shared = { ...among, repeats };
  if (mode === 'single') return use({ ...jobs, judging: { ...shared, mode: singleMode } });
  return use({ ...jobs, judging: { ...shared, mode: pairMode(baseline, among.prompts) } });
}

/** The judging whose model list and baseline are ids of models that have answers, or answer in the run. */
export async function withModelIds(
  judging: JudgingSettings,
  { dataDir, bench, configFile, models }: ModelPlace,
): Promise<JudgingSettings> {
  const { modelList, baseline } = judging;
  const ids = async () => [
    ...models.map(({ modelId }) => modelId),
    ...(await modelsWithAnswers(await listAnswerFiles(dataDir, bench))),
  ];
  const known = { dataDir, configFile, ids };
  const [id] = baseline === undefined ? [] : await idsNamed([baseline], known);
  return { ...judging, baseline: id, modelList: modelList && (await idsNamed(modelList, known)) };
}

interface ModelPlace {
  dataDir: string;
  bench: string;
  configFile: string | undefined;
  /** Those that answer in the run. */
  models: readonly Pick<ModelTarget, 'modelId'>[];
}

/** The set where none is named: that of the bench's language, which is said, or the default one. */
export async function promptSetOf(
  { dataDir, bench }: { dataDir: string; bench: string },
  { onProgress }: Pick<Host, 'onProgress'>,
): Promise<string> {
  const own = await languageSet(dataDir, bench);
  if (!own) return defaultPromptSet;
  const { language, promptSet = defaultPromptSet } = own;
  const why =
    own.promptSet === undefined
      ? `there is no set mt-${language} for the language of the bench`
      : `the bench is in ${language}; --judge-prompts ${defaultPromptSet} asks in English`;
  onProgress?.({ kind: 'message', level: 'info', text: `judge prompts ${promptSet}: ${why}` });
  return promptSet;
}

/** The set of judge prompts, checked before anything is sent. */
export async function readJudgePrompts(dataDir: string, name: string): Promise<JudgePromptSet> {
  const file = await judgePromptsFile(dataDir, name);
  const set = await loadJudgePrompts(file, name);
  checkJudgePrompts(set, file);
  return set;
}
