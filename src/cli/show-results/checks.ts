/** Which flags of `show-results` go together: one that would be ignored is a UserError. */

import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import type { ShowOptions } from '../../results/settings.ts';

export function checkFlags(command: Command): void {
  chooseMode(command);
  checkModeFlags(command);
  checkCompatFlags(command);
  checkReportFlags(command);
  checkBaselineFlags(command);
}

/** A protocol of two models needs no mode to be named. */
function chooseMode(command: Command): void {
  const { compat, baseline, mode } = command.opts<ShowOptions>();
  if (compat !== 'alpaca-eval' && compat !== 'arena-hard') return;
  if (command.getOptionValueSource('mode') !== 'default') {
    if (mode === 'single') throw new UserError(`--compat ${compat} goes with the pairwise modes`);
    return;
  }
  const chosen = baseline === undefined ? 'pairwise-all' : 'pairwise-baseline';
  command.setOptionValueWithSource('mode', chosen, 'default');
}

/** Flags that mode single has no use for. */
const pairwiseOnly = new Set(['baseline', 'anchor', 'styleControl']);

/** Flags that the pairwise modes know; any other, also one that single is yet to get, is refused there. */
const pairwiseKnows = new Set([
  ...pairwiseOnly,
  ...['bench', 'dataDir', 'quiet', 'mode', 'judge', 'modelList', 'by', 'format', 'inputFile', 'compat'],
  ...['judgePrompts', 'questionId', 'category', 'filter', 'firstN', 'limit'],
  ...['minCoverage', 'seed', 'html', 'chart', 'chartKind'],
]);

/** Flags that FastChat's own figures have no use for, of each kind of mode. */
const notWithCompat = {
  single: [
    ...['by', 'compare', 'interval', 'health', 'self', 'seed', 'k', 'languagePenalty'],
    ...['questions', 'baselineResults', 'failDrop'],
  ],
  pairwise: ['anchor', 'seed', 'by', 'styleControl'],
  'alpaca-eval': ['anchor', 'seed', 'by', 'styleControl', 'minCoverage'],
  'arena-hard': ['anchor', 'by', 'minCoverage'],
};

function checkModeFlags(command: Command): void {
  const { mode, compat, baseline, by, format } = command.opts<ShowOptions>();
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
  if (compat === 'lm-eval')
    throw new UserError('--compat lm-eval goes with --mode single: graders give scores');
  const useless = notWithCompat[compat === 'fastchat' ? 'pairwise' : (compat ?? 'pairwise')];
  const unused = compat && flagAmong((name) => useless.includes(name));
  if (unused) throw new UserError(`--compat ${compat} has no use for ${unused}: leave one of them out`);
}

/** A flag that `--compat fastchat` would ignore is a UserError. */
function checkCompatFlags(command: Command): void {
  const { compat } = command.opts<{ compat?: string }>();
  if (compat === 'alpaca-eval' || compat === 'arena-hard') return;
  const unused = command.options.find((option) => {
    const name = option.attributeName();
    return notWithCompat.single.includes(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (compat && unused) {
    throw new UserError(`--compat ${compat} has no use for ${unused.long}: leave one of them out`);
  }
  const { failUnder, minCoverage } = command.opts<ShowOptions>();
  if (compat === 'lm-eval' && (failUnder !== undefined || minCoverage !== undefined)) {
    throw new UserError('--compat lm-eval checks no gate: give --fail-under and --min-coverage without it');
  }
}

/** A flag that would be ignored, or a picture of a kind that cannot be written, is a UserError. */
function checkReportFlags(command: Command): void {
  const { html, chart, compat, languagePenalty } = command.opts<ShowOptions>();
  if (command.getOptionValueSource('chartKind') === 'cli' && chart === undefined) {
    throw new UserError('--chart-kind goes with --chart: name the file to write');
  }
  if (chart !== undefined && !/\.(?:svg|png)$/i.test(chart)) {
    throw new UserError(`cannot write ${chart} (--chart): name a file that ends in .svg or .png`);
  }
  const flag = html === undefined ? chart && '--chart' : '--html';
  if (languagePenalty && flag) {
    throw new UserError(`${flag} shows the judge's own scores: leave out --language-penalty`);
  }
  if (compat && flag) throw new UserError(`--compat ${compat} has no use for ${flag}: leave one of them out`);
}

/** Means by question stand in JSON alone, and a drop is from something. */
function checkBaselineFlags(command: Command): void {
  const { questions, format, failDrop, baselineResults } = command.opts<ShowOptions>();
  if (questions && format !== 'json') {
    throw new UserError(`--questions goes with --format json, not with --format ${format}`);
  }
  if (failDrop !== undefined && baselineResults === undefined) {
    throw new UserError(
      '--fail-drop needs --baseline-results: the stored run that the results are compared with',
    );
  }
}
