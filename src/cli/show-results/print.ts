/** Prints results, as `show-results` and `run` do. */

import { appendFile } from 'node:fs/promises';
import pc from 'picocolors';
import { exitCodes } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import type { ShowOptions } from '../../results/settings.ts';
import { showSingle } from '../../results/show/single.ts';
import { asFileError } from '../../store/files/file-error.ts';
import type { Context } from '../main.ts';

type Told = 'warning' | 'gate missed';

/** Prints the results; resolves to the exit code. `benchGiven` tells whether the user has named the bench. */
export async function showResults(
  options: ShowOptions,
  { stdout, stderr, env }: Pick<Context, 'stdout' | 'stderr' | 'env'>,
  benchGiven = true,
): Promise<number> {
  const warn = (line: string) => void stderr.write(`${plainLine(line, 1000)}\n`);
  const color = stdout.isTTY === true && pc.isColorSupported;
  const show = await showOf(options);
  const { text, warnings, missed } = await show(options, { benchGiven, color, warn });
  const isGithub = options.format === 'github';
  if (!(isGithub && (await addToSummary(text, env)))) stdout.write(text);
  const line = isGithub ? await annotation() : (kind: Told, found: string) => `${kind}: ${found}`;
  for (const found of warnings) warn(line('warning', found));
  for (const found of missed) warn(line('gate missed', found));
  return missed.length > 0 ? exitCodes.incomplete : exitCodes.done;
}

async function showOf({ mode, compat }: ShowOptions) {
  if (mode === 'single') return showSingle;
  if (compat === 'alpaca-eval') return (await import('../../results/show/alpaca-eval.ts')).showAlpacaEval;
  if (compat === 'arena-hard') return (await import('../../results/show/arena-hard.ts')).showArenaHard;
  return (await import('../../results/show/pairwise.ts')).showPairwise;
}

/** Whether the job's summary has the text now: outside GitHub's runner there is none. */
async function addToSummary(text: string, { GITHUB_STEP_SUMMARY: file }: Context['env']): Promise<boolean> {
  if (!file) return false;
  await appendFile(file, text).catch((error: unknown) => {
    throw asFileError(error, `cannot write ${file} (GITHUB_STEP_SUMMARY)`);
  });
  return true;
}

async function annotation(): Promise<(kind: Told, found: string) => string> {
  const { githubAnnotation } = await import('../../results/gates/output.ts');
  return (kind, text) =>
    githubAnnotation(kind === 'warning' ? 'warning' : 'error', { title: `mt-judge: ${kind}`, text });
}
