/** `mt-judge export`: answers, judgments and results in the forms that other tools read. Calls no service. */

import { addBenchOptions, type BenchOptions, Command, Option } from '../../cli/flags/flags.ts';
import type { Context } from '../../cli/main.ts';
import { UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import {
  type ExportedKind,
  type ExportForm,
  exportedKinds,
  exportForms,
  writeExport,
} from '../../results/export/write.ts';

interface ExportCommandOptions extends BenchOptions {
  to: ExportForm;
  what?: ExportedKind;
  out: string;
  modelList?: string[];
  judge?: string[];
  overwrite?: true;
}

export function exportCommand(context: Context): Command {
  const command = addBenchOptions(new Command('export'))
    .description('Write answers, judgments or results in a form that other tools read')
    .addOption(new Option('--to <form>', 'the form').choices(exportForms).makeOptionMandatory())
    .requiredOption('--out <path>', 'file to write; of lm-eval and card a folder')
    .addOption(
      new Option('--what <kind>', 'parquet, csv: which table (default: judgments)').choices(exportedKinds),
    )
    .option('--model-list <id...>', 'only these models')
    .option('--judge <id...>', 'only the judgments of these judges and graders')
    .option('--overwrite', 'replace files that are there')
    .addHelpText('after', forms);
  return command.action(async (options: ExportCommandOptions) => {
    const { to, what, quiet } = options;
    if (what !== undefined && to !== 'parquet' && to !== 'csv') {
      throw new UserError(`--what goes with --to parquet and csv: --to ${to} decides by itself`);
    }
    const lines = await writeExport({
      ...options,
      what: what ?? 'judgments',
      overwrite: options.overwrite === true,
      benchGiven: command.getOptionValueSource('bench') !== 'default',
      warn: (line) => {
        if (!quiet) context.stderr.write(`${plainLine(line, 1000)}\n`);
      },
    });
    for (const line of lines) context.stdout.write(`${plainLine(line, 1000)}\n`);
  });
}

const forms = `
Forms:
  parquet  a table: answers, judgments or results
  csv      the same; a text that begins as a formula gets an apostrophe
  lm-eval  samples_*.jsonl and results_*.json of lm-evaluation-harness, a folder for each model
  arena    battles of pair judgments, JSON (or lines, where the name ends in .jsonl)
  card     a data card, results.json, and for each model the model-index of its model card

Examples:
  mt-judge export --to parquet --what answers --out answers.parquet
  mt-judge export --to card --out card/
`;
