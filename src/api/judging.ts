/** The parts of a run that judges: its prompts, the answers on disk, its mode. */

import { pairMode } from '../generate/judgments/pairwise.ts';
import { singleMode } from '../generate/judgments/single.ts';
import type { Jobs, Judging, UseJobs } from '../generate/pipeline/jobs.ts';
import type { JudgingSettings } from '../generate/settings.ts';
import { checkJudgePrompts } from '../judges/model/check-prompts.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import { loadJudgePrompts } from '../store/bench/judge-prompts.ts';
import { judgePromptsFile } from '../store/bench/paths.ts';

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

/** The set of judge prompts, checked before anything is sent. */
export async function readJudgePrompts(dataDir: string, name: string): Promise<JudgePromptSet> {
  const file = await judgePromptsFile(dataDir, name);
  const set = await loadJudgePrompts(file, name);
  checkJudgePrompts(set, file);
  return set;
}
