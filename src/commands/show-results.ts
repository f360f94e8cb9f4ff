/** Stage 3, `show-results`: reads the judgments, prints the results, checks the gates. Calls no service. */

import type { Command } from 'commander';
import type { Context } from '../cli/main.ts';
import { checkFlags } from '../cli/show-results/checks.ts';
import { showResultsFlags } from '../cli/show-results/flags.ts';
import { showResults } from '../cli/show-results/print.ts';
import { plainLine } from '../plain-text.ts';
import { withIds } from '../results/read/named.ts';
import type { ShowOptions } from '../results/settings.ts';

export function showResultsCommand(context: Context): Command {
  const command = showResultsFlags();
  return command.action(async (given: ShowOptions) => {
    checkFlags(command);
    const options = await withIds(given);
    const benchGiven = command.getOptionValueSource('bench') !== 'default';
    context.exit(await showResults(options, context, benchGiven));
    await writeFiles(options, context, benchGiven);
  });
}

/** The page and the picture, where they are asked for; both are loaded only then. */
async function writeFiles(options: ShowOptions, { stderr }: Context, benchGiven: boolean) {
  const { html, chart, quiet } = options;
  const tell = (line: string) => {
    if (!quiet) stderr.write(`${plainLine(line, 1000)}\n`);
  };
  if (html !== undefined)
    tell(await (await import('../results/report/write.ts')).writeReport(html, options, benchGiven));
  if (chart === undefined) return;
  const { writeChart } = await import('../results/charts/write.ts');
  for (const line of await writeChart(chart, options, benchGiven)) tell(line);
}
