/** The flags of `show-results` that write files: the report page and the chart. */

import { type BenchOptions, type Command, Option } from '../../cli/flags/flags.ts';
import { UserError } from '../../errors.ts';
import type { PairwiseOptions, ShowMode } from './pairwise-options.ts';
import type { SingleOptions } from './single-options.ts';

export const chartKinds = ['radar', 'whisker', 'both'] as const;

export interface ReportFlags {
  html?: string;
  chart?: string;
  chartKind?: (typeof chartKinds)[number];
}

/** Whatever decides what a report is about. */
export interface ReportOptions extends BenchOptions, PairwiseOptions, SingleOptions, ReportFlags {
  mode: ShowMode;
  judge?: string[];
  modelList?: string[];
  inputFile?: string;
  compat?: string;
}

export function addReportOptions(command: Command): Command {
  return command
    .option('--html <file>', 'write a report that opens anywhere: figures, charts and all transcripts')
    .option('--chart <file.svg|file.png>', 'write the figures as a picture')
    .addOption(
      new Option('--chart-kind <kind>', 'with --chart: the radar by category, the whisker plot, or both')
        .choices(chartKinds)
        .default('both'),
    );
}

/** A flag that would be ignored, or a picture of a kind that cannot be written, is a UserError. */
export function checkReportFlags(command: Command): void {
  const { html, chart, compat } = command.opts<ReportFlags & { compat?: string }>();
  if (command.getOptionValueSource('chartKind') === 'cli' && chart === undefined) {
    throw new UserError('--chart-kind goes with --chart: name the file to write');
  }
  if (chart !== undefined && !/\.(?:svg|png)$/i.test(chart)) {
    throw new UserError(`cannot write ${chart} (--chart): name a file that ends in .svg or .png`);
  }
  const flag = html === undefined ? chart && '--chart' : '--html';
  if (compat && flag) throw new UserError(`--compat ${compat} has no use for ${flag}: leave one of them out`);
}
