/** `mt-judge contamination`: signs that a model has seen a public test, each with its limits. */

import { contamination, prepareCompletion } from '../api/contamination.ts';
import { addServiceOptions, type CallOptions, Command, callsOf, count, Option } from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import type { Context } from '../cli/main.ts';
import { exitCodes, UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import {
  renderContaminationMarkdown,
  renderContaminationPage,
  renderContaminationTables,
} from '../results/contamination/tables.ts';
import type { ContaminationValue } from '../results/contamination/value.ts';
import { writeWhole } from '../store/files/write-whole.ts';

const formats = ['table', 'json', 'markdown'] as const;

interface ContaminationOptions extends CallOptions {
  model?: string;
  modelId?: string;
  pair?: string[];
  bench?: string[];
  judge?: string[];
  judgePrompts?: string;
  allowDifferentSettings?: true;
  completion?: true;
  limit?: number;
  format: (typeof formats)[number];
  html?: string;
  seed: number;
}

const helpExamples = ['--model llama-3.1-8b', '--model ollama/llama3.1:8b --completion --limit 50 --dry-run'];

export function contaminationCommand(context: Context): Command {
  const command = new Command('contamination')
    .description(
      'Signs that a model has seen a public test: fresh questions against public ones, and texts written on',
    )
    .option('--model <id>', 'the model by its id in results; with --completion as gen-answers takes it')
    .option(
      '--pair <fresh=public...>',
      'two benches, next to the declared pairs (gsm-fresh-*=gsm8k, mt80=mt_bench, …)',
    )
    .option('--bench <name...>', 'only the pairs with one of these benches')
    .option('--judge <id...>', 'only the judgments of these judges and graders')
    .option('--judge-prompts <set>', 'the judgments by this set of judge prompts (default: the default one)')
    .option('--allow-different-settings', 'compare sides that were asked in different ways, and say so')
    .option('--completion', 'ask the model to write on the first halves of public and of fresh questions')
    .option('--model-id <id>', 'with --completion: name of the model in answers and results')
    .addOption(
      new Option('--limit <n>', 'with --completion: texts of each side (default: 100)').argParser(count(2)),
    )
    .addOption(new Option('--format <format>').choices(formats).default('table'))
    .option('--html <file>', 'also write a page')
    .addOption(new Option('--seed <n>', 'seed of the permutation test').argParser(count(0)).default(1));
  addExamples(command, helpExamples, { endpoints: true });
  return addServiceOptions(command).action(async (options: ContaminationOptions) =>
    context.exit(await probe(options, context)),
  );
}

async function probe(options: ContaminationOptions, context: Context): Promise<number> {
  const { model, completion, dryRun, limit, modelId } = options;
  if (model === undefined) {
    throw new UserError(
      '--model is missing: give the id of a model in results, or with --completion its endpoint too',
    );
  }
  if (completion) return askAndShow(model, options, context);
  const needless = Object.entries({ '--dry-run': dryRun, '--limit': limit, '--model-id': modelId });
  const [flag] = needless.find(([, value]) => value !== undefined) ?? [];
  if (flag) throw new UserError(`${flag} goes with --completion: without it nothing is asked`);
  return show(model, options, context);
}

/** Has the model write on first halves, then shows all probes. */
async function askAndShow(spec: string, options: ContaminationOptions, context: Context): Promise<number> {
  const { dataDir, config, pair, bench, limit, modelId, baseUrl, apiKeyEnv, quiet } = options;
  const where = { dataDir, pairs: pair, benches: bench };
  const plan = await prepareCompletion(where, {
    model: { specs: [spec], modelId, baseUrl, apiKeyEnv },
    configFile: config,
    env: context.env,
    onSecrets: context.hide,
    calls: callsOf(options),
    limit,
  });
  const { estimateParts, runParts } = await import('../cli/completion-run.ts');
  if (options.dryRun) return estimateParts(plan.parts, options, context);
  for (const line of quiet ? [] : plan.report) context.stderr.write(`${plainLine(line, 1000)}\n`);
  const code = await runParts(plan.parts, options, context);
  if (code !== exitCodes.done && code !== exitCodes.incomplete) return code;
  await show(plan.modelId, options, context);
  return code;
}

async function show(
  model: string,
  options: ContaminationOptions,
  { stdout, stderr }: Context,
): Promise<number> {
  const { dataDir, pair, bench, judge, judgePrompts, allowDifferentSettings, seed, quiet, html } = options;
  const notes: string[] = [];
  const value = await contamination({
    dataDir,
    model,
    pairs: pair,
    benches: bench,
    judges: judge,
    judgePrompts,
    allowDifferentSettings,
    seed,
    onWarning: (line) => notes.push(line),
  });
  stdout.write(render(value, options, stdout.isTTY === true));
  const say = (line: string) => stderr.write(`${plainLine(line, 1000)}\n`);
  for (const note of quiet ? [] : notes) say(`note: ${note}`);
  if (html !== undefined) {
    await writeWhole(html, [renderContaminationPage(value, notes)]);
    if (!quiet) say(`wrote ${html}`);
  }
  return exitCodes.done;
}

function render(value: ContaminationValue, { format }: ContaminationOptions, isTerminal: boolean): string {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  if (format === 'markdown') return renderContaminationMarkdown(value);
  return renderContaminationTables(value, { color: isTerminal });
}
