/** `mt-judge compare`: is a candidate (a quantised model, a new checkpoint) as good as its base? Calls no service. */

import { Argument } from 'commander';
import { filterOption } from '../cli/flags/answering.ts';
import { addDataOptions, Command, count, InvalidArgumentError, Option } from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import type { Context } from '../cli/main.ts';
import { exitCodes } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { type FailCondition, failConditions, failsOn, renderCompareJunit } from '../results/compare/junit.ts';
import type { CompareSettings, Margins } from '../results/compare/settings.ts';
import { renderCompareMarkdown, renderCompareTables } from '../results/compare/tables.ts';
import type { CompareValue } from '../results/compare/value.ts';
import { compareModels } from '../results/show/compare.ts';
import { loadModels } from '../store/bench/config-files.ts';
import { loadSuite } from '../store/bench/suite-file.ts';

const formats = ['table', 'json', 'markdown', 'junit'] as const;

interface CompareOptions {
  dataDir: string;
  config?: string;
  bench?: string[];
  judge?: string[];
  judgePrompts?: string;
  filter?: string[];
  margin: Margins;
  failIf?: FailCondition;
  allowDifferentSettings?: true;
  suite?: string;
  format: (typeof formats)[number];
  html?: string;
  seed: number;
  quiet?: true;
}

const helpExamples = [
  'llama-3.1-8b-f16 llama-3.1-8b-q8 llama-3.1-8b-q4',
  'base candidate --bench gsm8k --margin gsm8k=0.02 --fail-if not-shown',
];

export function compareCommand(context: Context): Command {
  const command = new Command('compare')
    .description(
      'Whether candidates are as good as their base: differences, flips and a verdict, bench by bench',
    )
    .addArgument(new Argument('<base>', 'id of the model that the others are compared with'))
    .addArgument(new Argument('<candidate...>', 'ids of the models that are to be as good'))
    .option('--bench <name...>', 'only these benches (default: all that both have results for)')
    .option('--judge <id...>', 'only the judgments of these judges and graders')
    .option('--judge-prompts <set>', 'the judgments by this set of judge prompts (default: the default one)')
    .addOption(filterOption())
    .addOption(
      new Option(
        '--margin <[bench=]number...>',
        'what would not matter (default: 0.01 of accuracy, 0.2 of a score from 1 to 10)',
      )
        .argParser(readMargin)
        .default({}, 'by scale'),
    )
    .option('--suite <suite>', 'the benches of a suite, with the margins that it gives them')
    .option('--allow-different-settings', 'compare answers that were asked for in different ways, and say so')
    .addOption(
      new Option('--fail-if <what>', 'exit 1 where a bench is worse, or is not shown to be as good').choices(
        failConditions,
      ),
    )
    .addOption(new Option('--format <format>').choices(formats).default('table'))
    .option('--html <file>', 'also write a page: figures, and transcripts side by side of what changed')
    .addOption(new Option('--seed <n>', 'seed of the permutation test').argParser(count(0)).default(1))
    .option(
      '--config <models.yaml>',
      'where sizes stand (default: models.yaml in the data directory, if any)',
    );
  addExamples(command, helpExamples);
  return addDataOptions(command).action(async (base: string, candidates: string[], options: CompareOptions) =>
    context.exit(await compare([base, ...candidates], options, context)),
  );
}

async function compare(
  [base = '', ...candidates]: readonly string[],
  options: CompareOptions,
  { stdout, stderr }: Context,
): Promise<number> {
  const { dataDir, judge, judgePrompts, filter, seed, failIf, quiet } = options;
  const { benches, margins } = await wanted(options);
  const settings: CompareSettings = {
    dataDir,
    base,
    candidates: [...new Set(candidates)],
    benches,
    judges: judge,
    judgePrompts,
    filters: filter,
    margins,
    allowDifferentSettings: options.allowDifferentSettings === true,
    sizes: await sizesIn(options),
    seed,
  };
  const { value, notes } = await compareModels(settings);
  stdout.write(render(value, options, stdout.isTTY === true));
  const say = (line: string) => stderr.write(`${plainLine(line, 1000)}\n`);
  for (const { text, advice } of quiet ? [] : notes) say(`note: ${text}${advice ? ` (${advice})` : ''}`);
  if (options.html !== undefined) {
    const { writeComparePage } = await import('../results/compare-page/write.ts');
    const told = await writeComparePage(options.html, { value, notes }, settings);
    if (!quiet) say(told);
  }
  const failed = failIf
    ? value.candidates.filter(({ benches }) => benches.some((each) => failsOn(each, failIf)))
    : [];
  for (const { sentence } of failed) say(`gate missed: ${sentence}`);
  return failed.length > 0 ? exitCodes.incomplete : exitCodes.done;
}

function render(value: CompareValue, { format, failIf }: CompareOptions, isTerminal: boolean): string {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  if (format === 'junit') return renderCompareJunit(value, failIf);
  if (format === 'markdown') return renderCompareMarkdown(value);
  return renderCompareTables(value, { color: isTerminal });
}

/** The benches that are named, or a suite's; a margin of the command line goes before one of the suite. */
async function wanted({
  suite,
  bench,
  margin,
}: CompareOptions): Promise<{ benches?: string[]; margins: Margins }> {
  if (suite === undefined) return { ...(bench ? { benches: bench } : {}), margins: margin };
  const given = (await loadSuite(suite)).benches;
  const of = given.flatMap(({ bench: name, margin: own }) =>
    own === undefined ? [] : [[name, own] as const],
  );
  const margins = { ...margin, of: { ...Object.fromEntries(of), ...margin.of } };
  return { benches: bench ?? given.map((each) => each.bench), margins };
}

/** Sizes by model id. */
async function sizesIn({ dataDir, config }: CompareOptions): Promise<Record<string, number>> {
  const { models } = await loadModels(dataDir, config);
  const known = Object.entries(models).flatMap(([name, { model_id, size_gb }]) =>
    size_gb === undefined ? [] : [[model_id ?? name, size_gb] as const],
  );
  return Object.fromEntries(known);
}

function readMargin(text: string, before: Margins): Margins {
  const [, bench, value = text] = /^([A-Za-z0-9._-]+)=(.+)$/s.exec(text) ?? [];
  const margin = Number(value);
  if (value.trim() === '' || !Number.isFinite(margin)) {
    throw new InvalidArgumentError('It must be a number, or a bench and a number such as gsm8k=0.02.');
  }
  return bench === undefined
    ? { ...before, all: margin }
    : { ...before, of: { ...before.of, [bench]: margin } };
}
