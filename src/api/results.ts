/** The third stage as a function: a data directory in, the figures out. Nothing is printed, nothing is written. */

import type { PairJson } from '../results/pairwise/output.ts';
import { withIds } from '../results/read/named.ts';
import type { BoardJson } from '../results/render/json.ts';
import type { By } from '../results/render/leaderboard-tables.ts';
import type { PairwiseOptions, ShowMode, ShowOptions, SingleOptions } from '../results/settings.ts';
import { singleValue } from '../results/show/single.ts';

/** Whatever has a default may be left out. */
export interface ResultsSettings extends Partial<SingleOptions>, PairwiseOptions {
  /** The current folder where it is left out. */
  dataDir?: string;
  /** `mt80` where it is left out: then a file about other questions is shown without them. */
  bench?: string;
  /** `single` where it is left out. */
  mode?: ShowMode;
  /** Only the judgments of these judges. */
  judges?: readonly string[];
  /** Only these models. */
  models?: readonly string[];
  /** Instead of the judgments of the bench; FastChat's files too. */
  inputFile?: string;
  /** The set of judge prompts; the default one where it is left out, or the only one. */
  judgePrompts?: string;
  /** Only these questions, or those of these categories; of what is selected only the first `firstN`. */
  questionIds?: readonly string[];
  categories?: readonly string[];
  /** `key=value` on what the questions' records say, as `--filter` takes them. */
  filters?: readonly string[];
  firstN?: number;
  /** A sample of the selected questions, which `seed` decides over. */
  limit?: number;
  by?: By;
  /** Is given a line for each thing that was left out, such as a line that was cut off. */
  onWarning?: (line: string) => void;
}

/** The leaderboard that `show-results --format json` prints. Rejects with a UserError for bad input. */
export async function results(settings: ResultsSettings & { mode?: 'single' }): Promise<BoardJson>;
/** The win rates and ratings that `show-results --mode pairwise-… --format json` prints. */
export async function results(
  settings: ResultsSettings & { mode: 'pairwise-all' | 'pairwise-baseline' },
): Promise<PairJson>;
export async function results(settings: ResultsSettings): Promise<BoardJson | PairJson>;
export async function results(settings: ResultsSettings): Promise<BoardJson | PairJson> {
  const { dataDir = '.', bench = 'mt80', mode = 'single', judges, models, onWarning, ...rest } = settings;
  const { questionIds, categories, filters, ...given } = rest;
  const named: ShowOptions = { interval: 't', self: true, ...given, dataDir, bench, mode, format: 'json' };
  if (judges) named.judge = [...judges];
  if (models) named.modelList = [...models];
  if (questionIds) named.questionId = [...questionIds];
  if (categories) named.category = [...categories];
  if (filters) named.filter = [...filters];
  const options = await withIds(named);
  const context = { benchGiven: settings.bench !== undefined, warn: onWarning ?? (() => undefined) };
  if (mode === 'single') return singleValue(options, context);
  return (await import('../results/show/pairwise.ts')).pairwiseValue(options, context);
}
