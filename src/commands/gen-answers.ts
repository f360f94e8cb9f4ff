/** Stage 1, `gen-answers`: flags into settings, the stage, its summary. */

import { generateAnswers } from '../api/run.ts';
import type { GenerateAnswersSettings } from '../api/settings.ts';
import { printEstimate } from '../cli/dry-run.ts';
import {
  type AnsweringOptions,
  addAnsweringOptions,
  answeringOf,
  modelsOf,
  selectionOf,
} from '../cli/flags/answering.ts';
import { addBatchOptions, type BatchOptions, batchOf } from '../cli/flags/batch.ts';
import {
  addCallOptions,
  type BenchOptions,
  type CallOptions,
  Command,
  callsOf,
  requireFlag,
} from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import { shardFlag } from '../cli/flags/shard.ts';
import type { Context } from '../cli/main.ts';
import { nextCommand, selectionFlags } from '../cli/next-command.ts';
import { runAndReport } from '../cli/run-and-report.ts';

interface GenAnswersOptions extends CallOptions, BenchOptions, AnsweringOptions, BatchOptions {
  overwrite?: true;
}

const examples = [
  '--model offline/reference',
  '--model openai/gpt-4.1-mini anthropic/claude-sonnet-4-5 --first-n 10 --dry-run',
  '--model ollama/llama3.2:3b --category math coding',
];

export function genAnswersCommand(context: Context): Command {
  const command = addAnsweringOptions(new Command('gen-answers'))
    .description('Stage 1: have models answer the questions of a bench (answers/<bench>/<model>.jsonl)')
    .option('--overwrite', 'answer again what is answered already');
  addExamples(command, examples, { endpoints: true });
  return addBatchOptions(addCallOptions(command)).action(
    async (options: GenAnswersOptions, given: Command) => {
      requireFlag('--model', options.model, 'openai/gpt-4.1-mini, ollama/llama3.2:3b, offline/reference');
      context.exit(await genAnswers(options, { context, given }));
    },
  );
}

/** Runs the stage; resolves to its exit code. */
async function genAnswers(
  options: GenAnswersOptions,
  { context, given }: { context: Context; given: Command },
): Promise<number> {
  const { dataDir, bench, config, overwrite } = options;
  const settings: GenerateAnswersSettings = {
    dataDir,
    bench,
    configFile: config,
    env: context.env,
    onSecrets: context.hide,
    overwrite,
    select: selectionOf(options),
    calls: callsOf(options),
    batch: batchOf(options, given),
    models: modelsOf(options),
    answering: answeringOf(options),
  };
  if (options.dryRun) return printEstimate(settings, { context, replay: options.replay === true });
  return runAndReport((host) => generateAnswers({ ...settings, ...host }), {
    context,
    output: options,
    batch: settings.batch,
    next: async () =>
      nextCommand(
        `${context.programName('gen-judgment')}${await judgeFlag(settings)}${selectionFlags(options)}${shardFlag(options)}`,
        options,
      ),
  });
}

/** A bench with graders of its own needs no judge. */
async function judgeFlag({ dataDir = '.', bench = 'mt80' }: GenerateAnswersSettings): Promise<string> {
  const { loadBench } = await import('../store/bench/bench-file.ts');
  const ask = (await loadBench(dataDir, bench))?.ask ?? {};
  return Object.values(ask).some(({ graders }) => graders.length > 0) ? '' : ' --judge <endpoint>/<model>';
}
