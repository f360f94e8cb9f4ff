/** `mt-judge suite`: several benches for the same models, in one resumable run with one budget and one summary. */

import { Argument } from 'commander';
import { estimate } from '../api/estimate.ts';
import { type PartReport, runSuite, type SuitePart, suiteParts } from '../api/suite.ts';
import { describeEstimates } from '../cli/estimate-text.ts';
import { filterOption } from '../cli/flags/answering.ts';
import { addServiceOptions, type CallOptions, Command, callsOf, count, Option } from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import { allowUnsandboxedOption, sandboxOption } from '../cli/flags/judging.ts';
import type { Context } from '../cli/main.ts';
import { againCommand } from '../cli/next-command.ts';
import { openRunDisplay } from '../cli/run-display.ts';
import { renderSuite, suiteResults } from '../cli/suite-summary.ts';
import { exitCodeOf, printSummary } from '../cli/summary.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { SandboxName } from '../sandbox/sandbox.ts';
import { loadSuite } from '../store/bench/suite-file.ts';

interface SuiteOptions extends CallOptions {
  model?: string[];
  judge?: string[];
  limit?: number;
  filter?: string[];
  overwrite?: true;
  format: 'table' | 'json';
  sandbox: SandboxName;
  allowUnsandboxed?: true;
}

const helpExamples = [
  'seed --model openai/gpt-4.1-mini --judge openai/gpt-4.1 --limit 200 --max-cost 5',
  'suites/mine.yaml --dry-run',
];

export function suiteCommand(context: Context): Command {
  const command = new Command('suite')
    .description('Several benches for the same models: answers, judgments and one summary, with one budget')
    .addArgument(new Argument('<suite>', 'a file (suites/mine.yaml), or a suite of the package (seed)'))
    .option('--model <spec...>', "<endpoint>/<model>, or an entry of models.yaml (default: the suite's)")
    .option('--judge <spec...>', "judges of the benches without graders (default: the suite's)")
    .addOption(
      new Option('--limit <n>', 'only a seeded sample of n questions of each bench').argParser(count(1)),
    )
    .addOption(filterOption())
    .option('--overwrite', 'answer and judge again what is done already')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .addOption(sandboxOption('where graders run the programs that models wrote').default('pyodide'))
    .addOption(allowUnsandboxedOption());
  addExamples(command, helpExamples, { endpoints: true });
  return addServiceOptions(command).action(async (suite: string, options: SuiteOptions) =>
    context.exit(await runWhole(suite, options, context)),
  );
}

async function runWhole(given: string, options: SuiteOptions, context: Context): Promise<number> {
  const suite = await loadSuite(given);
  const specs = options.model ?? suite.models;
  if (!specs) throw new UserError(`--model is missing, and the suite ${given} names no models`);
  const { dataDir, config, overwrite, judge, limit, baseUrl, apiKeyEnv, sandbox, allowUnsandboxed } = options;
  const parts = await suiteParts({
    suite,
    dataDir,
    configFile: config,
    env: context.env,
    overwrite,
    models: { specs, baseUrl, apiKeyEnv },
    judges: judge && { specs: judge },
    calls: callsOf(options),
    sandbox: { name: sandbox, allowUnsandboxed },
    limit,
    filters: options.filter,
  });
  if (options.dryRun) return printEstimates(parts, options, context);
  const maxCost = options.maxCost ?? suite.max_cost;
  return runParts(parts, { options, context, maxCost });
}

/** What each bench would take; nothing is sent. */
async function printEstimates(
  parts: readonly SuitePart[],
  options: SuiteOptions,
  { stdout }: Context,
): Promise<number> {
  for (const { bench, settings } of parts) {
    const text = describeEstimates(await estimate(settings), {
      replay: options.replay === true,
      batch: false,
    });
    stdout.write(`bench ${bench.bench}\n${text}\n`);
  }
  return exitCodes.done;
}

async function runParts(
  parts: readonly SuitePart[],
  { options, context, maxCost }: { options: SuiteOptions; context: Context; maxCost: number | undefined },
): Promise<number> {
  const display = openRunDisplay(options, context);
  const hidden = parts.map((part) => ({ ...part, settings: { ...part.settings, onSecrets: context.hide } }));
  const begin = ({ bench }: SuitePart) => {
    const place = parts.findIndex((part) => part.bench.bench === bench.bench) + 1;
    if (!options.quiet) display.say(`bench ${bench.bench} (${place} of ${parts.length})`);
  };
  const reports = await runSuite(hidden, { host: display.host, maxCost, begin }).finally(display.end);
  for (const { bench, report } of reports) {
    if (!options.quiet || report.status !== 'done') display.say(`bench ${bench.bench}: ${report.status}`);
    printSummary(report, display, { output: options, next: undefined });
  }
  await show(reports, options, context);
  const last = reports.at(-1)?.report;
  const whole = reports.length === parts.length && reports.every(({ report }) => report.status === 'done');
  if (!whole && !options.quiet) display.say(againCommand(display.again));
  if (last?.status === 'failed') throw last.error;
  return whole ? exitCodes.done : Math.max(...reports.map(({ report }) => exitCodeOf(report)));
}

async function show(
  reports: readonly PartReport[],
  { dataDir, format, filter }: SuiteOptions,
  { stdout, stderr }: Context,
): Promise<void> {
  const models = [
    ...new Set(
      reports.flatMap(({ report }) =>
        report.tallies.filter(({ stage }) => stage === 'answers').map(({ label }) => label),
      ),
    ),
  ];
  const found = await suiteResults(reports, { dataDir, models, filters: filter });
  for (const note of found.notes) stderr.write(`note: ${note}\n`);
  if (format === 'json') stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else stdout.write(renderSuite(found, { color: stdout.isTTY === true }));
}
