/** `mt-judge run`: both generating stages at once, a judge on each answer as it arrives, and the results at the end. */

import { run } from '../api/run.ts';
import type { RunSettings } from '../api/settings.ts';
import { printEstimate } from '../cli/dry-run.ts';
import {
  type AnsweringOptions,
  addAnsweringOptions,
  answeringOf,
  modelsOf,
  selectionOf,
} from '../cli/flags/answering.ts';
import {
  addCallOptions,
  type BenchOptions,
  type CallOptions,
  Command,
  callsOf,
  requireFlag,
} from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import {
  addJudgingOptions,
  type JudgingOptions,
  judgeMaxTokensOption,
  judgingOf,
} from '../cli/flags/judging.ts';
import { type ProtocolShow, withProtocol } from '../cli/flags/protocol.ts';
import type { Context } from '../cli/main.ts';
import {
  againCommand,
  modeFlags,
  nextCommand,
  promptsFlag,
  protocolFlags,
  selectionFlags,
} from '../cli/next-command.ts';
import { runAndReport } from '../cli/run-and-report.ts';
import { exitCodes } from '../errors.ts';
import type { ShowOptions } from '../results/settings.ts';

interface RunOptions extends CallOptions, BenchOptions, AnsweringOptions, JudgingOptions {
  protocol?: string;
  judgeBaseUrl?: string;
  judgeApiKeyEnv?: string;
  judgeMaxTokens?: number;
  overwrite?: true;
}

const examples = [
  '--model offline/reference --judge offline/judge',
  '--model openai/gpt-4.1-mini --judge anthropic/claude-sonnet-4-5 --first-n 10 --max-cost 1',
];

export function runCommand(context: Context): Command {
  const command = new Command('run').description(
    'Both generating stages at once: judges start on answers as they arrive; then the results',
  );
  command.option(
    '--protocol <name>',
    'a file (protocols/mine.yaml), or a protocol by name (mt-bench): bench, prompts, mode, scoring',
  );
  addJudgingOptions(addAnsweringOptions(command))
    .option('--model-list <id...>', 'judge the answers of these models too, which are on disk')
    .option('--judge-base-url <url>', "the judges' server, instead of their endpoint's own")
    .option('--judge-api-key-env <name>', "variable that holds the judges' key")
    .addOption(judgeMaxTokensOption('--judge-max-tokens'))
    .option('--overwrite', 'answer and judge again what is done already');
  addCallOptions(command);
  addExamples(command, examples, { endpoints: true });
  describe(command, '--base-url', "the models' server, instead of their endpoint's own");
  describe(command, '--api-key-env', "variable that holds the models' key");
  describe(command, '--quiet', 'print errors only, no results');
  return command.action(async (given: RunOptions) => {
    requireFlag('--model', given.model, 'openai/gpt-4.1-mini, ollama/llama3.2:3b, offline/reference');
    const note = (line: string) => void context.stderr.write(`${line}\n`);
    const { options, show } = await withProtocol(given, { given: command, note });
    context.exit(await runBoth(options, { context, show }));
  });
}

/** A shared flag means something narrower here. */
function describe(command: Command, flag: string, meaning: string): void {
  const option = command.options.find(({ long }) => long === flag);
  if (option) option.description = meaning;
}

/** Runs both stages and shows the results; resolves to the exit code. */
async function runBoth(
  options: RunOptions,
  { context, show }: { context: Context; show: ProtocolShow },
): Promise<number> {
  const { dataDir, bench, config, overwrite, judgeBaseUrl, judgeApiKeyEnv, judgeMaxTokens } = options;
  const settings: RunSettings = {
    dataDir,
    bench,
    configFile: config,
    env: context.env,
    onSecrets: context.hide,
    overwrite,
    select: selectionOf(options),
    calls: callsOf(options),
    models: modelsOf(options),
    answering: answeringOf(options),
    judges: { specs: options.judge ?? [], baseUrl: judgeBaseUrl, apiKeyEnv: judgeApiKeyEnv },
    judging: judgingOf(options, { maxTokens: judgeMaxTokens, maxTokensFlag: '--judge-max-tokens' }),
  };
  if (options.dryRun) return printEstimate(settings, { context, replay: options.replay === true });
  const code = await runAndReport((host) => run({ ...settings, ...host }), {
    context,
    output: options,
    next: ({ missing }, again) =>
      missing.some(({ recorded }) => !recorded)
        ? againCommand(again)
        : nextCommand(
            `${context.programName('show-results')}${modeFlags(options)}${promptsFlag(options)}${selectionFlags(options)}${protocolFlags(show)}`,
            options,
          ),
  });
  const shows = code === exitCodes.done || code === exitCodes.incomplete;
  if (shows && !options.quiet) await showJudged(options, { context, show });
  return code;
}

/** The leaderboard as `show-results` shows it of the same bench. */
async function showJudged(
  { bench, dataDir, mode, baseline, judgePrompts, ...options }: RunOptions,
  { context, show }: { context: Context; show: ProtocolShow },
): Promise<void> {
  const { listJudgmentFiles } = await import('../store/judgments/judgments.ts');
  // Where every call has failed there is nothing to show, and the summary has said why.
  if ((await listJudgmentFiles(dataDir, bench, mode === 'single' ? 'single' : 'pair')).length === 0) return;
  const shown: ShowOptions = {
    bench,
    dataDir,
    mode,
    format: 'table',
    interval: 't',
    self: true,
  };
  const { questionId, category, filter, firstN, limit, seed } = options;
  if (judgePrompts !== undefined) shown.judgePrompts = judgePrompts;
  if (questionId) shown.questionId = questionId;
  if (category) shown.category = category;
  if (filter) shown.filter = filter;
  if (firstN !== undefined) shown.firstN = firstN;
  if (limit !== undefined) shown.limit = limit;
  if (seed !== undefined) shown.seed = seed;
  const { showResults } = await import('../cli/show-results/print.ts');
  const { withIds } = await import('../results/read/named.ts');
  const named = await withIds({ ...shown, ...show, ...(baseline === undefined ? {} : { baseline }) });
  await showResults(named, context);
}
