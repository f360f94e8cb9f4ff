/** A run against a stored one, question by question: how far each model has risen or fallen. Pure. */

import { pairedDifference } from '../../stats/paired.ts';
import type { QuestionMean, QuestionMeans } from '../leaderboard/question-means.ts';
import { mean } from '../leaderboard/score.ts';

export interface Drop {
  model: string;
  /** Its name in the stored run. */
  baseline: string;
  /** Means over the questions that both runs have; null where there are none. */
  score: number | null;
  baseline_score: number | null;
  /** score − baseline_score: below zero for a drop. */
  difference: number | null;
  /** 95 %, of the paired differences (Student's t); null for fewer than two questions. */
  ci: [number, number] | null;
  /** Questions that both have, unchanged, and all that either has. */
  n: number;
  of: number;
  /** Questions that both have and that are not the same any more: they are left out. */
  changed: number;
}

/** The comparison with a stored run. */
export interface Baseline {
  file: string;
  drops: Drop[];
  /** What a reader must know of it, a line each. */
  warnings: string[];
}

/** Both sides of a comparison: the model's means now, and those of the stored run. */
export interface Sides {
  model: string;
  baseline: string;
  now: QuestionMeans;
  before: QuestionMeans;
}

/** Each question counts alike: its value is the mean over the turns that both runs have. */
export function dropBetween({ model, baseline, now, before }: Sides): Drop {
  const ids = Object.keys(now).filter((id) => Object.hasOwn(before, id));
  const [a, b]: [number[], number[]] = [[], []];
  let changed = 0;
  for (const id of ids) {
    const [own, other] = [now[id], before[id]];
    if (!own || !other) continue;
    const turns = Object.keys(own.turns).filter((turn) => Object.hasOwn(other.turns, turn));
    if (isChanged(own, other)) changed += 1;
    else if (turns.length > 0) {
      a.push(mean(turns.map((turn) => own.turns[turn] ?? Number.NaN)));
      b.push(mean(turns.map((turn) => other.turns[turn] ?? Number.NaN)));
    }
  }
  const paired = pairedDifference(a, b);
  const [score, baseline_score] = a.length === 0 ? [null, null] : [mean(a), mean(b)];
  return {
    model,
    baseline,
    score,
    baseline_score,
    difference: score === null ? null : score - baseline_score,
    ci: paired ? [...paired.interval] : null,
    n: a.length,
    of: new Set([...Object.keys(now), ...Object.keys(before)]).size,
    changed,
  };
}

function isChanged(own: QuestionMean, other: QuestionMean): boolean {
  return own.hash !== undefined && other.hash !== undefined && own.hash !== other.hash;
}

/**
 * Who is compared with whom: models of one name; and where both runs have one model only, those two. Models of either
 * side without a counterpart are named.
 */
export function pairModels(
  now: ReadonlyMap<string, QuestionMeans>,
  before: ReadonlyMap<string, QuestionMeans>,
): { pairs: Sides[]; unpaired: { now: string[]; before: string[] } } {
  const only = now.size === 1 && before.size === 1 ? [...before.keys()][0] : undefined;
  const pairs = [...now].flatMap(([model, own]): Sides[] => {
    const baseline = before.has(model) ? model : only;
    const other = baseline === undefined ? undefined : before.get(baseline);
    return baseline === undefined || !other ? [] : [{ model, baseline, now: own, before: other }];
  });
  const [models, baselines] = [pairs.map(({ model }) => model), pairs.map(({ baseline }) => baseline)];
  return {
    pairs,
    unpaired: {
      now: [...now.keys()].filter((model) => !models.includes(model)),
      before: [...before.keys()].filter((model) => !baselines.includes(model)),
    },
  };
}
