/** The flags that say who judges and how, and what they come to. */

import { type JudgingMode, type JudgingSettings, judgingModes } from '../../generate/settings.ts';
import { type SandboxName, sandboxNames } from '../../sandbox/sandbox.ts';
import { type Command, count, mostAlike, Option } from './flags.ts';

/** What the flags of `addJudgingOptions` say. */
export interface JudgingOptions {
  /** Left out: the graders of the bench. */
  judge?: string[];
  mode: JudgingMode;
  baseline?: string;
  judgePrompts?: string;
  repeats: number;
  modelList?: string[];
  sandbox: SandboxName;
  allowUnsandboxed?: true;
}

export function addJudgingOptions(command: Command): Command {
  return command
    .option(
      '--judge <spec...>',
      '<endpoint>/<model>, an entry of models.yaml, a grader, or a file of your own (./judge.js); several make a panel (default: the graders of the bench)',
    )
    .addOption(graderOption())
    .addOption(
      new Option('--mode <mode>', 'single: each answer gets a rating; pairwise: two models meet in two games')
        .choices(judgingModes)
        .default('single'),
    )
    .option('--baseline <id>', 'the model that all others meet in pairwise-baseline')
    .option(
      '--judge-prompts <set>',
      'set of judge prompts, judge-prompts/<set>.yaml (default: default; mt-<language> for a bench with a language)',
    )
    .addOption(
      new Option('--repeats <n>', 'judgments of each match').argParser(count(1, mostAlike)).default(1),
    )
    .addOption(sandboxOption('where graders run the programs that models wrote').default('pyodide'))
    .addOption(allowUnsandboxedOption());
}

/** The word that users of other harnesses look for; what it names joins the judges. */
function graderOption(): Option {
  const option = new Option('--grader <name...>', 'a judge that is a program: the same as --judge');
  option.attributeName = () => 'judge';
  return option;
}

export function sandboxOption(text: string): Option {
  return new Option('--sandbox <name>', text).choices(sandboxNames);
}

export function allowUnsandboxedOption(): Option {
  const text = 'with --sandbox python: run programs with no wall around them, where the system has none';
  return new Option('--allow-unsandboxed', text);
}

/** The flag has a name of its own where the models' has the plain one. */
export function judgeMaxTokensOption(flag: '--max-tokens' | '--judge-max-tokens'): Option {
  return new Option(`${flag} <n>`, 'limit of tokens for each reply of a judge').argParser(count(1));
}

export function judgingOf(
  options: JudgingOptions,
  limit: Pick<JudgingSettings, 'maxTokens' | 'maxTokensFlag'>,
): JudgingSettings {
  const { mode, baseline, judgePrompts, repeats, modelList, allowUnsandboxed } = options;
  const sandbox = { name: options.sandbox, allowUnsandboxed };
  return { mode, baseline, judgePrompts, repeats, modelList, sandbox, ...limit };
}
