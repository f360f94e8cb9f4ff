/** Arena-Hard-Auto's score: verdicts in five steps against a baseline, the outer ones counted three times. */

import type { FiveStep } from '../../records/pair-judgment.ts';
import { quantile, type StyledBattle } from '../../stats/protocols/arena-style.ts';
import { seededRandom } from '../../stats/random.ts';
import type { GameWinner } from '../../stats/ratings/win-rate.ts';
import type { PairResult } from '../pairwise/result.ts';

/** How often a strong verdict counts (`load_judgments`, `weight`). */
const strongWeight = 3;
/** Resamples, and the shares of them below and above the interval, as `print_leaderboard` has them. */
const rounds = 100;
const interval = [0.05, 0.95] as const;

/** A verdict on a model in one game. */
export interface Battle {
  model: string;
  result: PairResult;
  /** For the model: 0, 0.5 or 1. */
  score: number;
  /** How often it counts: 1 or 3. */
  count: number;
}

export interface ArenaScore {
  model: string;
  /** 0 to 1: the mean of the verdicts, each as often as it counts. */
  score: number;
  low: number;
  high: number;
  /** Judgments with a verdict in both games. */
  judgments: number;
  /** Judgments without: they are left out. */
  nulls: number;
}

/** The verdicts of usable results against the baseline: two for each, one where one order alone was asked. */
export function battlesOf(results: readonly PairResult[], baseline: string): Battle[] {
  return results.flatMap((result) => {
    const { verdict, labels, oneOrder } = result;
    if (!('games' in verdict)) return [];
    const isSecond = result.model_1 === baseline;
    const model = isSecond ? result.model_2 : result.model_1;
    const games = oneOrder ? verdict.games.slice(0, 1) : verdict.games;
    return games.map((winner, game) => {
      const label = labels?.[game as 0 | 1] ?? null;
      return {
        model,
        result,
        score: scoreFor(isSecond ? 'model_2' : 'model_1', winner),
        count: countOf(label),
      };
    });
  });
}

function scoreFor(side: GameWinner, winner: GameWinner): number {
  if (winner === 'tie') return 0.5;
  return winner === side ? 1 : 0;
}

function countOf(label: FiveStep | null): number {
  return label === 'A>>B' || label === 'B>>A' ? strongWeight : 1;
}

/** The scores of the models, best first; the baseline has 0.5 by definition, and no row. */
export function arenaScores(
  {
    usable,
    fresh,
    baseline,
  }: { usable: readonly PairResult[]; fresh: readonly PairResult[]; baseline: string },
  seed: number,
): ArenaScore[] {
  const battles = groupBattles(battlesOf(usable, baseline));
  const judged = countByModel(usable, baseline);
  const all = countByModel(fresh, baseline);
  const random = seededRandom(seed);
  const scores = [...battles].sort(byName).map(([model, own]): ArenaScore => {
    const means = resampledMeans(own, random.below);
    return {
      model,
      score: meanOf(own),
      low: quantile(means, interval[0]),
      high: quantile(means, interval[1]),
      judgments: judged.get(model) ?? 0,
      nulls: (all.get(model) ?? 0) - (judged.get(model) ?? 0),
    };
  });
  return scores.sort((a, b) => b.score - a.score || (a.model < b.model ? -1 : 1));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function groupBattles(battles: readonly Battle[]): Map<string, Battle[]> {
  const groups = new Map<string, Battle[]>();
  for (const battle of battles) {
    const group = groups.get(battle.model);
    if (group) group.push(battle);
    else groups.set(battle.model, [battle]);
  }
  return groups;
}

function countByModel(results: readonly PairResult[], baseline: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { model_1, model_2 } of results) {
    const model = model_1 === baseline ? model_2 : model_1;
    counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  return counts;
}

function meanOf(battles: readonly Battle[]): number {
  const [sum, total] = battles.reduce(
    ([score, count], each) => [score + each.count * each.score, count + each.count],
    [0, 0],
  );
  return sum / total;
}

/** Means of as many verdicts, drawn with replacement, a strong one being three. */
function resampledMeans(battles: readonly Battle[], below: (count: number) => number): number[] {
  const scores = battles.flatMap(({ score, count }) => Array.from({ length: count }, () => score));
  return Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let draw = 0; draw < scores.length; draw += 1) sum += scores[below(scores.length)] ?? 0;
    return sum / scores.length;
  });
}

/** Battles with the style of both answers; those of which one is not at hand are left out. */
export function styledBattles(
  battles: readonly Battle[],
  {
    baseline,
    models,
    styleOf,
  }: {
    baseline: string;
    models: readonly string[];
    styleOf: (model: string, question: string | undefined) => StyledBattle['own'] | undefined;
  },
): StyledBattle[] {
  return battles.flatMap(({ model, result, score, count }) => {
    const own = styleOf(model, result.question);
    const other = styleOf(baseline, result.question);
    if (!own || !other) return [];
    return [{ model: models.indexOf(model), score, count, own, baseline: other }];
  });
}
