/** The gates of a run: each a figure of one model, and whether it is met. Pure: values in, values out. */

import { type Coverage, coverageShare } from '../leaderboard/build.ts';
import type { Drop } from './drop.ts';
import { figureOf, type Gated, type Threshold, thresholdText } from './thresholds.ts';

export interface Gate {
  model: string;
  /** What is asked: `average from 7`, `turn 2 from 6.5`, `coverage from 0.98`, `drop up to 0.2`. */
  name: string;
  missed: boolean;
  /** The figure and the flag in words. */
  text: string;
}

/** The models whose scores are gated, and how their figures are called and written. */
export interface ScoreBoard {
  models: readonly Gated[];
  /** `average`, or `accuracy`. */
  what: string;
  /** The grader that the figures are by, where it is one's. */
  by?: string | undefined;
  format: (score: number | null) => string;
}

/** A model without the figure misses its gate: what was not judged is not good enough. */
export function scoreGates(
  thresholds: readonly Threshold[],
  { models, what, by, format }: ScoreBoard,
): Gate[] {
  return models.flatMap((row) =>
    thresholds.map((threshold): Gate => {
      const { of, name, score: least } = threshold;
      const score = figureOf(row, threshold)?.score ?? null;
      const missed = score === null || score < least;
      const scope = of === 'average' ? '' : ` on ${of === 'turn' ? `turn ${name}` : name}`;
      const whose = `${row.model}${by === undefined ? '' : ` by ${by}`}${scope}`;
      return {
        model: row.model,
        name: `${of === 'average' ? what : scope.replace(' on ', '')} from ${least}`,
        missed,
        text: `the ${what} of ${whose} is ${format(score)}, ${missed ? '' : 'not '}below --fail-under ${thresholdText(threshold)}`,
      };
    }),
  );
}

/** Models of a kind of board, how their coverage is written, and the share that is asked for; no gates without one. */
export function coverageGates<Row extends { model: string; coverage: Coverage }>(
  least: number | undefined,
  { models, by, format }: { models: readonly Row[]; by?: string; format: (coverage: Coverage) => string },
): Gate[] {
  if (least === undefined) return [];
  return models.map(({ model, coverage }): Gate => {
    const missed = coverageShare(coverage) < least;
    const whose = by === undefined ? '' : ` by ${by}`;
    return {
      model,
      name: `coverage${whose} from ${least}`,
      missed,
      text: `the coverage of ${model}${whose} is ${format(coverage)}, ${missed ? '' : 'not '}below --min-coverage ${least}`,
    };
  });
}

/** How far a sum of decimals may be off: a drop of exactly the threshold meets the gate. */
const rounding = 1e-9;

/** The mean decides, not the interval; a model whose drop cannot be told misses the gate. */
export function dropGates(
  most: number | undefined,
  { drops, file, digits }: { drops: readonly Drop[]; file: string; digits: number },
): Gate[] {
  if (most === undefined) return [];
  return drops.map((drop): Gate => {
    const { model, difference } = drop;
    const missed = difference === null || -difference > most + rounding;
    return {
      model,
      name: `drop up to ${most}`,
      missed,
      text: `${dropText(drop, digits)} against ${file}, ${missed ? '' : 'not '}more than --fail-drop ${most} below it`,
    };
  });
}

/** `m changed by −0.50 (95 % interval −0.80 to −0.20, 80 questions)`. */
function dropText({ model, difference, ci, n, of }: Drop, digits: number): string {
  if (difference === null) return `${model} shares none of ${of} questions with its results`;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;
  const interval = ci ? `95 % interval ${ci.map(signed).join(' to ')}` : 'no interval';
  return `${model} changed by ${signed(difference)} (${interval}, ${n < of ? `${n} of ${of}` : n} questions)`;
}

/** The lines of the gates that are missed. */
export function missedLines(gates: readonly Gate[]): string[] {
  return gates.filter(({ missed }) => missed).map(({ text }) => text);
}
