/** Stage 2, `gen-judgment`: flags into settings, the stage, its summary. */

import { judge } from '../api/run.ts';
import type { JudgeSettings } from '../api/settings.ts';
import { printEstimate } from '../cli/dry-run.ts';
import {
  filterOption,
  limitOption,
  type SelectionOptions,
  seedOption,
  selectionOf,
} from '../cli/flags/answering.ts';
import { addBatchOptions, type BatchOptions, batchOf } from '../cli/flags/batch.ts';
import {
  addCallOptions,
  type BenchOptions,
  type CallOptions,
  Command,
  callsOf,
  count,
  modelListInstead,
  Option,
} from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import {
  addJudgingOptions,
  type JudgingOptions,
  judgeMaxTokensOption,
  judgingOf,
} from '../cli/flags/judging.ts';
import { mergeHint, shardOption } from '../cli/flags/shard.ts';
import type { Context } from '../cli/main.ts';
import { modeFlags, nextCommand, promptsFlag, selectionFlags } from '../cli/next-command.ts';
import { runAndReport } from '../cli/run-and-report.ts';

interface GenJudgmentOptions
  extends CallOptions,
    BenchOptions,
    JudgingOptions,
    SelectionOptions,
    BatchOptions {
  maxTokens?: number;
  overwrite?: true;
}

const examples = [
  '--judge offline/judge',
  '--judge openai/gpt-4.1 --model-list gpt-4.1-mini claude-sonnet-4-5 --dry-run',
  '--judge openai/gpt-4.1 --mode pairwise-baseline --baseline gpt-4.1-mini',
];

export function genJudgmentCommand(context: Context): Command {
  const command = addJudgingOptions(new Command('gen-judgment'))
    .description(
      'Stage 2: have judges decide on the answers (judgments/<bench>/<judge>_single.jsonl, …_pair.jsonl)',
    )
    .option('--model-list <id...>', 'only these models (default: every model with answers)')
    .addOption(modelListInstead())
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(filterOption())
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .addOption(limitOption())
    .addOption(seedOption())
    .addOption(judgeMaxTokensOption('--max-tokens'))
    .addOption(shardOption())
    .option('--overwrite', 'judge again what is judged already');
  addExamples(command, examples, { endpoints: true });
  return addBatchOptions(addCallOptions(command)).action(
    async (options: GenJudgmentOptions, given: Command) => {
      context.exit(await genJudgment(options, { context, given }));
    },
  );
}

/** Runs the stage; resolves to its exit code. */
async function genJudgment(
  options: GenJudgmentOptions,
  { context, given }: { context: Context; given: Command },
): Promise<number> {
  const { dataDir, bench, config, overwrite, baseUrl, apiKeyEnv } = options;
  const settings: JudgeSettings = {
    dataDir,
    bench,
    configFile: config,
    env: context.env,
    onSecrets: context.hide,
    overwrite,
    select: selectionOf(options),
    calls: callsOf(options),
    batch: batchOf(options, given),
    judges: { specs: options.judge ?? [], baseUrl, apiKeyEnv },
    judging: judgingOf(options, { maxTokens: options.maxTokens }),
  };
  if (options.dryRun) return printEstimate(settings, { context, replay: options.replay === true });
  const { programName } = context;
  return runAndReport((host) => judge({ ...settings, ...host }), {
    context,
    output: options,
    batch: settings.batch,
    next: ({ missing }, again) =>
      missing.some(({ recorded }) => !recorded)
        ? `next: run ${programName('gen-answers')} for what is missing, then this command again: ${again}`
        : (mergeHint(options, programName) ??
          nextCommand(
            `${programName('show-results')}${modeFlags(options)}${promptsFlag(options)}${selectionFlags(options)}`,
            options,
          )),
  });
}
