/** The flags of `show-results`. */

import { InvalidArgumentError } from 'commander';
import type { Threshold } from '../../results/gates/thresholds.ts';
import {
  chartKinds,
  compatTools,
  type PairwiseOptions,
  showFormats,
  showModes,
} from '../../results/settings.ts';
import { filterOption, limitOption } from '../flags/answering.ts';
import { addBenchOptions, between, Command, count, modelListInstead, Option } from '../flags/flags.ts';
import { addExamples } from '../flags/help-text.ts';

const examples = [
  '',
  '--by category --format markdown',
  '--fail-under 7 math=6 turn:2=6.5 --min-coverage 0.98',
  '--format json --questions > results.json',
  '--baseline-results results.json --fail-drop 0.2',
  '--mode pairwise-all --html report.html',
];

export function showResultsFlags(): Command {
  const command = addBenchOptions(new Command('show-results'))
    .description('Stage 3: show the leaderboard of a bench')
    .addOption(
      new Option('--mode <mode>', 'single: mean scores; pairwise: win rates and Bradley–Terry ratings')
        .choices(showModes)
        .default('single'),
    )
    .option('--judge <id...>', 'only the judgments of these judges')
    .option('--model-list <id...>', 'only these models')
    .addOption(modelListInstead())
    .option('--judge-prompts <set>', 'the judgments by this set of judge prompts (default: the default one)')
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(filterOption())
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .addOption(limitOption())
    .addOption(new Option('--by <kind>', 'only this table').choices(['category', 'turn', 'judge']))
    .addOption(
      new Option(
        '--format <format>',
        "junit: a test for each gate; github: Markdown for the job's summary, and annotations",
      )
        .choices(showFormats)
        .default('table'),
    )
    .option(
      '--input-file <judgments.jsonl>',
      "this file, which may be FastChat's, instead of judgments/<bench>/",
    )
    .addOption(
      new Option(
        '--compat <tool>',
        "fastchat: FastChat's own figures, duplicates count; lm-eval: names, figures and standard errors of lm-evaluation-harness; alpaca-eval, arena-hard: theirs, of pair judgments",
      ).choices(compatTools),
    );
  addReportOptions(addPairwiseOptions(addSingleOptions(addGateOptions(command))));
  return addExamples(command, examples);
}

function addGateOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--fail-under <[scope=]score...>',
        'exit 1 when an average is lower, or a mean of a category (math=7) or a turn (turn:2=6.5)',
      ).argParser(eachThreshold),
    )
    .addOption(
      new Option('--min-coverage <fraction>', 'exit 1 when less of the judgments is there').argParser(
        between(0, 1),
      ),
    )
    .option('--questions', 'with --format json: the means by question, for --baseline-results')
    .option(
      '--baseline-results <results.json>',
      'compare by question with a stored run, which --format json --questions has written',
    )
    .addOption(
      new Option(
        '--fail-drop <points>',
        'exit 1 when a mean is more than this below that of --baseline-results',
      ).argParser(between(0, Number.MAX_VALUE)),
    );
}

function addSingleOptions(command: Command): Command {
  return command
    .option(
      '--compare <id...>',
      'two models: their difference by question, and whether it is significant (json and csv: all pairs, too)',
    )
    .addOption(
      new Option('--interval <kind>', 't: clustered standard errors; bootstrap: questions drawn again')
        .choices(['t', 'bootstrap'])
        .default('t'),
    )
    .option(
      '--k <n...>',
      'of graders, with several choices: which pass@k and maj@k (default: 1, 10, 100)',
      eachCount,
    )
    .option('--health', 'whether the judge can be trusted: ceiling, length, own family, injected verdicts')
    .option(
      '--language-penalty',
      'the square root of a score where the answer is in another language than the bench (after gen-judgment --judge language)',
    )
    .option('--no-self', 'leave out scores of models by judges of their own family');
}

function addPairwiseOptions(command: Command): Command {
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
      new Option(
        '--seed <n>',
        'seed of whatever is drawn at random (default: 1; of the sample of --limit: 0)',
      ).argParser(readSeed),
    );
}

function addReportOptions(command: Command): Command {
  return command
    .option('--html <file>', 'write a report that opens anywhere: figures, charts and all transcripts')
    .option('--chart <file.svg|file.png>', 'write the figures as a picture')
    .addOption(
      new Option('--chart-kind <kind>', 'with --chart: the radar by category, the whisker plot, or both')
        .choices(chartKinds)
        .default('both'),
    );
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

function eachCount(text: string, before: number[] = []): number[] {
  return [...before, count(1)(text)];
}

/** The last `=` is the one that counts: a category's name may have some. */
function eachThreshold(text: string, before: Threshold[] = []): Threshold[] {
  const [, scope, value = text] = /^(.+)=([^=]*)$/s.exec(text) ?? [];
  const score = Number(value);
  if (value.trim() === '' || !Number.isFinite(score)) {
    throw new InvalidArgumentError(
      'It must be a number, or a category or turn and a number such as math=7 or turn:2=6.5.',
    );
  }
  const [, turn] = /^turn:(\d+)$/.exec(scope ?? '') ?? [];
  if (turn !== undefined) return [...before, { of: 'turn', name: turn, score }];
  if (scope === undefined) return [...before, { of: 'average', name: '', score }];
  return [...before, { of: 'category', name: scope.replace(/^category:/, ''), score }];
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) {
    throw new InvalidArgumentError('It must be a whole number from 0.');
  }
  return seed;
}
