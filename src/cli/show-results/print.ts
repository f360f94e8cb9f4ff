/** Prints results, as `show-results` and `run` do. */

import pc from 'picocolors';
import { exitCodes } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import type { ShowOptions } from '../../results/settings.ts';
import { showSingle } from '../../results/show/single.ts';
import type { Context } from '../main.ts';

/** Prints the results; resolves to the exit code. `benchGiven` tells whether the user has named the bench. */
export async function showResults(
  options: ShowOptions,
  { stdout, stderr }: Pick<Context, 'stdout' | 'stderr'>,
  benchGiven = true,
): Promise<number> {
  const warn = (line: string) => void stderr.write(`${plainLine(line, 1000)}\n`);
  const color = stdout.isTTY === true && pc.isColorSupported;
  const show =
    options.mode === 'single' ? showSingle : (await import('../../results/show/pairwise.ts')).showPairwise;
  const { text, warnings, missed } = await show(options, { benchGiven, color, warn });
  stdout.write(text);
  for (const line of warnings) warn(`warning: ${line}`);
  for (const line of missed) warn(`gate missed: ${line}`);
  return missed.length > 0 ? exitCodes.incomplete : exitCodes.done;
}
