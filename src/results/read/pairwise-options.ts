/** The flags that `show-results` has for its pairwise modes, and which flags go with which mode. */

import { InvalidArgumentError } from 'commander';
import { type Command, Option } from '../../cli/flags/flags.ts';
import { UserError } from '../../errors.ts';

export const showModes = ['single', 'pairwise-baseline', 'pairwise-all'] as const;

export type ShowMode = (typeof showModes)[number];

export interface PairwiseOptions {
  baseline?: string;
  anchor?: { model: string; rating: number };
  seed?: number;
  styleControl?: true;
}

/** Flags that mode single has no use for. */
const pairwiseOnly = new Set(['baseline', 'anchor', 'styleControl']);

/** Flags that the pairwise modes know; any other, also one that single is yet to get, is refused there. */
const pairwiseKnows = new Set([
  ...pairwiseOnly,
  ...['bench', 'dataDir', 'quiet', 'mode', 'judge', 'modelList', 'by', 'format', 'inputFile', 'compat'],
  ...['minCoverage', 'seed', 'html', 'chart', 'chartKind'],
]);

/** Flags that FastChat's own figures have no use for. */
const notWithCompat = ['anchor', 'seed', 'by', 'styleControl'];

export function addPairwiseOptions(command: Command): Command {
  return command
    .option('--baseline <id>', 'the model that pairwise-baseline shows all others against')
    .addOption(
      new Option(
        '--anchor <model>=<rating>',
        'pairwise: a model and its rating (default: all have a mean of 1000)',
      ).argParser(readAnchor),
    )
    .option('--style-control', 'pairwise: ratings as if all answers were equally long and marked up')
    .addOption(
      new Option('--seed <n>', 'seed of whatever is drawn at random (default: 1)').argParser(readSeed),
    );
}

interface ModeFlags extends PairwiseOptions {
  mode: ShowMode;
  compat?: string;
  by?: string;
  format: string;
}

/** A flag that would be ignored is a UserError. */
export function checkModeFlags(command: Command): void {
  const { mode, compat, baseline, by, format } = command.opts<ModeFlags>();
  const given = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  const flagAmong = (misplaced: (name: string) => boolean) =>
    given.find((option) => misplaced(option.attributeName()))?.long;
  const refuse = (flag: string | null | undefined, where: string) => {
    if (flag) throw new UserError(`${flag} goes with ${where}, not with --mode ${mode}`);
  };
  if (mode === 'single') {
    refuse(
      flagAmong((name) => pairwiseOnly.has(name)),
      'the pairwise modes',
    );
    return;
  }
  refuse(
    flagAmong((name) => !pairwiseKnows.has(name)),
    '--mode single',
  );
  if (mode === 'pairwise-all') refuse(baseline && '--baseline', '--mode pairwise-baseline');
  else if (baseline === undefined) {
    throw new UserError(
      '--mode pairwise-baseline needs a --baseline: the model that all others are shown against',
    );
  }
  const noRatings = by && format !== 'json' && format !== 'csv';
  const misplaced = noRatings && flagAmong((name) => ['anchor', 'seed', 'styleControl'].includes(name));
  if (misplaced) throw new UserError(`a table --by ${by} has no ratings: leave out ${misplaced}`);
  const unused = compat && flagAmong((name) => notWithCompat.includes(name));
  if (unused) throw new UserError(`--compat fastchat has no use for ${unused}: leave one of them out`);
}

/** The last `=` is the one that counts: a model's name may have some. */
function readAnchor(text: string): NonNullable<PairwiseOptions['anchor']> {
  const [, model, value] = /^(.+)=([^=]+)$/s.exec(text) ?? [];
  const rating = Number(value);
  if (model === undefined || value?.trim() === '' || !Number.isFinite(rating)) {
    throw new InvalidArgumentError('It must be a model and a number, such as gpt-4=1000.');
  }
  return { model, rating };
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) {
    throw new InvalidArgumentError('It must be a whole number from 0.');
  }
  return seed;
}
