/** `mt-judge costs`: what the records of a bench have taken, at today's prices. Reads files, calls no service. */

import { join } from 'node:path';
import pc from 'picocolors';
import { addBenchOptions, type BenchOptions, Command, Option } from '../../cli/flags/flags.ts';
import { addExamples } from '../../cli/flags/help-text.ts';
import type { Context } from '../../cli/main.ts';
import { UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import { priceList } from '../../providers/price-list.ts';
import { type CostScope, costScopes, openLedger } from '../../results/costs/costs.ts';
import { type CostFormat, renderCosts } from '../../results/costs/table.ts';
import { loadModels } from '../../store/bench/config-files.ts';
import { readRecordedCalls } from '../../store/bench/recorded-calls.ts';

interface CostsOptions extends BenchOptions {
  config?: string;
  by?: CostScope;
  all?: true;
  format: CostFormat;
}

const helpExamples = ['--bench mt80', '--by judge --all --format csv'];

export function costsCommand(context: Context): Command {
  const command = addBenchOptions(new Command('costs'))
    .description('Show what answers and judgments have taken: calls, tokens, US dollars, and what was spared')
    .option('--config <models.yaml>', 'prices (default: models.yaml in the data directory, if any)')
    .addOption(new Option('--by <scope>', 'only models, or only judges; or stages alone').choices(costScopes))
    .option('--all', 'count the rows that were replaced too (<file>.superseded)')
    .addOption(
      new Option('--format <format>').choices(['table', 'json', 'csv', 'markdown']).default('table'),
    );
  addExamples(command, helpExamples);
  return command.action((options: CostsOptions) => showCosts(options, context));
}

async function showCosts(options: CostsOptions, context: Context): Promise<void> {
  const { dataDir, bench, by, format } = options;
  const all = options.all === true;
  const warn = (line: string) => {
    if (!options.quiet) context.stderr.write(`warning: ${plainLine(line, 1000)}\n`);
  };
  const prices = priceList(await loadModels(dataDir, options.config));
  const ledger = openLedger({ bench, all, prices });
  const onTorn = (file: string, { number }: { number: number }) =>
    warn(`${file}:${number} is cut off and was left out`);
  for await (const spent of readRecordedCalls(dataDir, bench, { all, onTorn })) ledger.add(spent);
  const report = ledger.report(by);
  if (report.rows.length === 0) {
    const what = by === 'judge' ? 'judgments' : by === 'model' ? 'answers' : 'answers or judgments';
    throw new UserError(
      `no ${what} of the bench "${bench}" in ${join(dataDir, '.')}: run ${by === 'judge' ? 'gen-judgment' : 'gen-answers'} first, or name another --bench or --data-dir`,
    );
  }
  const color = context.stdout.isTTY === true && pc.isColorSupported;
  context.stdout.write(renderCosts(report, { format, color }));
}
