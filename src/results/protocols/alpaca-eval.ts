/** AlpacaEval 2's figures, under its own names (`alpaca_eval`, `metrics/`, commit 1020da2). */

import { standardDeviation } from '../../stats/bootstrap.ts';
import { difficultiesOf, type GamedRow, gamedWinRate } from '../../stats/protocols/gamed-length-control.ts';
import { controlLength, type MeasuredResult } from '../pairwise/length.ts';
import { outcomeOf, type PairResult } from '../pairwise/result.ts';

/** Rates in percent, as AlpacaEval gives them. */
export interface AlpacaFigures {
  model: string;
  /** Null where it cannot be told; `missing` has the reason. */
  length_controlled_winrate: number | null;
  lc_standard_error: number | null;
  win_rate: number;
  /** Of one instruction there is none. */
  standard_error: number | null;
  n_wins: number;
  n_wins_base: number;
  n_draws: number;
  n_total: number;
  discrete_win_rate: number;
  /** Characters; null where the judgments do not tell. */
  avg_length: number | null;
}

export interface AlpacaResults {
  baseline: string;
  /** By length-controlled win rate, then by win rate. */
  models: AlpacaFigures[];
  /** Why a model has no length-controlled win rate. */
  missing: Readonly<Record<string, string>>;
  /** Models that the difficulties were estimated from; undefined where `df_gamed` gives them. */
  pool: number | undefined;
}

/** One match of a model, seen from its side. */
interface Match {
  question: string | undefined;
  preference: number;
  /** Characters of the baseline's answer and of the model's. */
  lengths: readonly [number, number] | undefined;
}

/** Of usable results against the baseline. A verdict without a preference counts 1, 0.5 or 0. */
export function alpacaResults(
  results: readonly PairResult[],
  { baseline, gamed }: { baseline: string; gamed: readonly GamedRow[] | undefined },
): AlpacaResults {
  const against = results.filter(({ model_1, model_2 }) => model_1 === baseline || model_2 === baseline);
  const byModel = groupByModel(against, baseline);
  const { controlled, missing, pool } = gamed
    ? { ...controlByGamed(byModel, gamed), pool: undefined }
    : controlByPool(against, baseline);
  const models = [...byModel].map(([model, matches]) => {
    const found = controlled.get(model);
    return {
      model,
      length_controlled_winrate: found ? 100 * found.winRate : null,
      lc_standard_error: found ? 100 * found.standardError : null,
      ...winFigures(matches),
    };
  });
  models.sort(
    (a, b) =>
      (b.length_controlled_winrate ?? -1) - (a.length_controlled_winrate ?? -1) ||
      b.win_rate - a.win_rate ||
      (a.model < b.model ? -1 : 1),
  );
  return { baseline, models, missing, pool };
}

function groupByModel(results: readonly PairResult[], baseline: string): Map<string, Match[]> {
  const byModel = new Map<string, Match[]>();
  for (const result of results) {
    const isSecond = result.model_1 === baseline;
    const model = isSecond ? result.model_2 : result.model_1;
    const [one, other] = result.lengths ?? [];
    const outcome = outcomeOf(result);
    const { preference = outcome === 'tie' ? 0.5 : Number(outcome === 'model_2') } = result;
    const matches = byModel.get(model) ?? [];
    matches.push({
      question: result.question,
      preference: isSecond ? preference : 1 - preference,
      lengths: one === undefined || other === undefined ? undefined : isSecond ? [one, other] : [other, one],
    });
    byModel.set(model, matches);
  }
  return byModel;
}

/** `get_winrate`: the mean preference, its standard error, and the counts of those above, below and at a half. */
function winFigures(matches: readonly Match[]) {
  const preferences = matches.map(({ preference }) => preference);
  const total = preferences.length;
  const wins = preferences.filter((each) => each > 0.5).length;
  const losses = preferences.filter((each) => each < 0.5).length;
  const draws = total - wins - losses;
  const sd = standardDeviation(preferences);
  const lengths = matches.flatMap((match) => (match.lengths ? [match.lengths[1]] : []));
  const characters = lengths.reduce((sum, length) => sum + length, 0);
  return {
    win_rate: (100 * preferences.reduce((sum, each) => sum + each, 0)) / total,
    standard_error: sd === undefined ? null : (100 * sd) / Math.sqrt(total),
    n_wins: wins,
    n_wins_base: losses,
    n_draws: draws,
    n_total: total,
    discrete_win_rate: (100 * (wins + draws / 2)) / total,
    avg_length: lengths.length < total ? null : Math.trunc(characters / total),
  };
}

interface Controlled {
  controlled: Map<string, { winRate: number; standardError: number }>;
  missing: Record<string, string>;
}

const noLengths = 'its judgments do not tell how long the answers were';

function controlByGamed(
  byModel: ReadonlyMap<string, readonly Match[]>,
  gamed: readonly GamedRow[],
): Controlled {
  const found: Controlled = { controlled: new Map(), missing: {} };
  const known = difficultiesOf(gamed);
  for (const [model, matches] of byModel) {
    const strange = matches.find(({ question }) => !known.has(Number(question)));
    if (strange) {
      found.missing[model] = `no gamed row is about question ${strange.question}`;
      continue;
    }
    const columns = {
      index: matches.map(({ question }) => Number(question)),
      preference: matches.map(({ preference }) => preference),
      difference: matches.flatMap(({ lengths }) => (lengths ? [lengths[0] - lengths[1]] : [])),
    };
    const isWhole = columns.difference.length === matches.length;
    const fit = isWhole ? gamedWinRate(columns, gamed) : undefined;
    if (fit) found.controlled.set(model, fit);
    else found.missing[model] = isWhole ? 'it has one match only' : noLengths;
  }
  return found;
}

function controlByPool(
  results: readonly PairResult[],
  baseline: string,
): Controlled & { pool: number | undefined } {
  const measured = results.flatMap((result): MeasuredResult[] =>
    result.lengths ? [{ result, a: { length: result.lengths[0] }, b: { length: result.lengths[1] } }] : [],
  );
  const { length_controlled, length_controlled_missing: missing } = controlLength(measured, baseline);
  const controlled: Controlled['controlled'] = new Map();
  for (const [model, figures] of Object.entries(length_controlled)) {
    if (figures) controlled.set(model, { winRate: figures.win_rate, standardError: figures.standard_error });
  }
  const models = results.flatMap(({ model_1, model_2 }) => [model_1, model_2]);
  for (const model of new Set(models)) {
    if (model !== baseline && !(model in length_controlled)) missing[model] = noLengths;
  }
  return { controlled, missing, pool: controlled.size };
}
