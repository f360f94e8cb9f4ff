/** `mt-judge scorecard`: one model, all that is on disk of it, in one table and one page. Calls no service. */

import { benchesIn } from '../../api/status.ts';
import { addDataOptions, Command, type DataOptions, Option, requireFlag } from '../../cli/flags/flags.ts';
import type { Context } from '../../cli/main.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import {
  renderScorecard,
  renderScorecardCsv,
  renderScorecardMarkdown,
} from '../../results/scorecard/tables.ts';
import type { Scorecard } from '../../results/scorecard/value.ts';
import { gatherScorecard } from '../../results/show/scorecard.ts';

const formats = ['table', 'json', 'markdown', 'csv'] as const;

interface ScorecardOptions extends DataOptions {
  model?: string;
  bench?: string[];
  format: (typeof formats)[number];
  html?: string;
}

export function scorecardCommand(context: Context): Command {
  return addDataOptions(new Command('scorecard'))
    .description('All that is on disk of one model: judges, benchmarks and votes, never averaged')
    .option('--model <id>', 'id of the model, as in results')
    .option('--bench <name...>', 'only these benches (default: all that the data directory has something of)')
    .addOption(new Option('--format <format>').choices(formats).default('table'))
    .option('--html <file>', 'also write a page that opens anywhere')
    .action(async (options: ScorecardOptions) => context.exit(await showScorecard(options, context)));
}

async function showScorecard(
  { model, bench, dataDir, format, html, quiet }: ScorecardOptions,
  { stdout, stderr }: Context,
): Promise<number> {
  requireFlag('--model', model === undefined ? undefined : [model], 'gpt-4.1-mini, reference');
  const known = await benchesIn(dataDir);
  const unknown = bench?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const there = known.length > 0 ? `there are ${known.join(', ')}` : 'there is none';
    throw new UserError(`nothing of the bench "${unknown}" (--bench) in ${dataDir}: ${there}`);
  }
  const benches = bench ?? known;
  const { scorecard, notes } = await gatherScorecard({ dataDir, model: model ?? '', benches });
  stdout.write(render(scorecard, { format, color: stdout.isTTY === true }));
  const say = (line: string) => stderr.write(`${plainLine(line, 1000)}\n`);
  for (const note of quiet ? [] : notes) say(`note: ${note}`);
  if (html !== undefined) {
    const { writeScorecardPage } = await import('../../results/scorecard/write.ts');
    const told = await writeScorecardPage(html, scorecard);
    if (!quiet) say(told);
  }
  return exitCodes.done;
}

function render(
  scorecard: Scorecard,
  { format, color }: { format: ScorecardOptions['format']; color: boolean },
): string {
  if (format === 'json') return `${JSON.stringify(scorecard, null, 2)}\n`;
  if (format === 'csv') return renderScorecardCsv(scorecard);
  if (format === 'markdown') return renderScorecardMarkdown(scorecard);
  return renderScorecard(scorecard, { color });
}
