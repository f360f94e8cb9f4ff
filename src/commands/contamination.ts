/** `mt-judge contamination`: signs that a model has seen a public test, each with its limits. */

import { contamination } from '../api/contamination.ts';
import { addDataOptions, Command, Option } from '../cli/flags/flags.ts';
import type { Context } from '../cli/main.ts';
import { exitCodes, UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { renderContaminationMarkdown, renderContaminationTables } from '../results/contamination/tables.ts';
import type { ContaminationValue } from '../results/contamination/value.ts';

const formats = ['table', 'json', 'markdown'] as const;

interface ContaminationOptions {
  dataDir: string;
  model?: string;
  pair?: string[];
  bench?: string[];
  judge?: string[];
  judgePrompts?: string;
  allowDifferentSettings?: true;
  format: (typeof formats)[number];
  quiet?: true;
}

export function contaminationCommand(context: Context): Command {
  const command = new Command('contamination')
    .description('Signs that a model has seen a public test: fresh questions against public ones')
    .option('--model <id>', 'the model, by its id in results')
    .option(
      '--pair <fresh=public...>',
      'two benches, next to the declared pairs (gsm-fresh-*=gsm8k, mt80=mt_bench, …)',
    )
    .option('--bench <name...>', 'only the pairs with one of these benches')
    .option('--judge <id...>', 'only the judgments of these judges and graders')
    .option('--judge-prompts <set>', 'the judgments by this set of judge prompts (default: the default one)')
    .option('--allow-different-settings', 'compare sides that were asked in different ways, and say so')
    .addOption(new Option('--format <format>').choices(formats).default('table'));
  return addDataOptions(command).action(async (options: ContaminationOptions) =>
    context.exit(await probe(options, context)),
  );
}

async function probe(options: ContaminationOptions, { stdout, stderr }: Context): Promise<number> {
  const { dataDir, model, pair, bench, judge, judgePrompts, allowDifferentSettings, quiet } = options;
  if (model === undefined) throw new UserError('--model is missing: give the id of a model in results');
  const notes: string[] = [];
  const value = await contamination({
    dataDir,
    model,
    pairs: pair,
    benches: bench,
    judges: judge,
    judgePrompts,
    allowDifferentSettings,
    onWarning: (line) => notes.push(line),
  });
  stdout.write(render(value, options, stdout.isTTY === true));
  for (const note of quiet ? [] : notes) stderr.write(`${plainLine(`note: ${note}`, 1000)}\n`);
  return exitCodes.done;
}

function render(value: ContaminationValue, { format }: ContaminationOptions, isTerminal: boolean): string {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  if (format === 'markdown') return renderContaminationMarkdown(value);
  return renderContaminationTables(value, { color: isTerminal });
}
