/** `mt-judge status`: what is done, stale, missing and spent, of every bench, model and judge. Calls no service. */

import pc from 'picocolors';
import { type BenchStatus, benchesIn, benchStatus } from '../../api/status.ts';
import { filterOption } from '../../cli/flags/answering.ts';
import { addDataOptions, Command, type DataOptions, Option } from '../../cli/flags/flags.ts';
import { addExamples } from '../../cli/flags/help-text.ts';
import type { Context } from '../../cli/main.ts';
import { renderStatus } from '../../cli/status-text.ts';
import { UserError } from '../../errors.ts';
import { priceList } from '../../providers/price-list.ts';
import { loadModels } from '../../store/bench/config-files.ts';

interface StatusOptions extends DataOptions {
  bench?: string;
  config?: string;
  filter?: string[];
  format: 'table' | 'json';
}

const helpExamples = ['--data-dir .', '--bench mt80 --format json'];

export function statusCommand(context: Context): Command {
  return addExamples(addDataOptions(new Command('status')), helpExamples)
    .description('Show what is done, stale, missing and spent, of every bench, model and judge')
    .option('--bench <name>', 'one bench (default: all that the data directory has something of)')
    .option('--config <models.yaml>', 'prices (default: models.yaml in the data directory, if any)')
    .addOption(filterOption())
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .action((options: StatusOptions) => showStatus(options, context));
}

async function showStatus(
  { bench, dataDir, config, filter, format }: StatusOptions,
  context: Context,
): Promise<void> {
  if (filter && bench === undefined) {
    throw new UserError('--filter goes with --bench: each bench has metadata of its own');
  }
  const known = await benchesIn(dataDir);
  if (bench !== undefined && !known.includes(bench)) {
    const there = known.length > 0 ? `there are ${known.join(', ')}` : 'there is none';
    throw new UserError(`nothing of the bench "${bench}" (--bench) in ${dataDir}: ${there}`);
  }
  if (known.length === 0) {
    throw new UserError(
      `no questions, answers or judgments in ${dataDir}: run gen-answers or mt-judge init first`,
    );
  }
  const prices = priceList(await loadModels(dataDir, config));
  const color = context.stdout.isTTY === true && pc.isColorSupported;
  const benches: BenchStatus[] = [];
  for (const [index, name] of (bench === undefined ? known : [bench]).entries()) {
    const status = await benchStatus({ dataDir, bench: name, filters: filter }, prices);
    if (format === 'json') benches.push(status);
    else context.stdout.write(`${index === 0 ? '' : '\n'}${renderStatus(status, color)}`);
  }
  if (format === 'json') context.stdout.write(`${JSON.stringify({ benches }, null, 2)}\n`);
}
