/** The flags that say who judges and how, and what they must be. */

import { type Command, count, mostAlike, Option } from '../../cli/flags.ts';
import { UserError } from '../../errors.ts';
import { checkJudgePrompts } from '../../judges/model/check-prompts.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { loadJudgePrompts } from '../../store/bench/judge-prompts.ts';
import { judgePromptsFile } from '../../store/bench/paths.ts';
import type { JudgmentJobOptions } from './job.ts';

const modes = ['single', 'pairwise-baseline', 'pairwise-all'] as const;

/** What the flags of `addJudgingOptions` say. */
export interface JudgingOptions extends JudgmentJobOptions {
  judge: string[];
  mode: (typeof modes)[number];
  baseline?: string;
  judgePrompts: string;
}

/** The flags that say who judges, and how. */
export function addJudgingOptions(command: Command): Command {
  return command
    .option(
      '--judge <spec...>',
      '<endpoint>/<model>, an entry of models.yaml, or a file of your own (./judge.js); several make a panel',
    )
    .addOption(
      new Option('--mode <mode>', 'single: each answer gets a rating; pairwise: two models meet in two games')
        .choices(modes)
        .default('single'),
    )
    .option('--baseline <id>', 'the model that all others meet in pairwise-baseline')
    .option('--judge-prompts <set>', 'set of judge prompts, judge-prompts/<set>.yaml', 'default')
    .addOption(
      new Option('--repeats <n>', 'judgments of each match').argParser(count(1, mostAlike)).default(1),
    );
}

/** A baseline is needed in one mode, and of no use in the others. */
export function checkBaseline({ mode, baseline }: Pick<JudgingOptions, 'mode' | 'baseline'>): void {
  if (mode === 'pairwise-baseline' && baseline === undefined) {
    throw new UserError('--mode pairwise-baseline needs a --baseline: the model that all others meet');
  }
  if (mode !== 'pairwise-baseline' && baseline !== undefined) {
    throw new UserError(`--baseline goes with --mode pairwise-baseline, not with ${mode}`);
  }
}

/** The set of judge prompts, checked for what a judge needs to know. */
export async function checkedJudgePrompts({
  dataDir,
  judgePrompts,
}: {
  dataDir: string;
  judgePrompts: string;
}): Promise<JudgePromptSet> {
  const file = await judgePromptsFile(dataDir, judgePrompts);
  const set = await loadJudgePrompts(file, judgePrompts);
  checkJudgePrompts(set, file);
  return set;
}
