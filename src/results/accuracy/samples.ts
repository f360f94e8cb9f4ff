/** Several answers to one question: the chance that one of k is right, and whether the most frequent one is. */

import { clusteredMean } from '../../stats/clustered-mean.ts';
import { passAtK } from '../../stats/pass-at-k.ts';
import type { Estimate } from '../leaderboard/build.ts';
import { group, type UsableScore } from '../leaderboard/score.ts';

export interface SampleFigures {
  /** By k. A figure stands here only where every task has k answers. */
  pass_at_k?: Record<string, Estimate>;
  maj_at_k?: Record<string, Estimate>;
}

/** The k that are shown where none is asked for, so far as there are so many answers. */
const usualK = [1, 10, 100];

/** `wanted` are the k that are asked for. Of one model and one grader; a repeat of a grader is no answer. */
export function sampleFigures(
  rows: readonly UsableScore[],
  wanted: readonly number[] | undefined,
): SampleFigures {
  const tasks = [
    ...group(
      rows.filter(({ repeat }) => repeat === 0),
      taskOf,
    ),
  ];
  const fewest = tasks.reduce(
    (least, [, samples]) => Math.min(least, samples.length),
    Number.POSITIVE_INFINITY,
  );
  if (tasks.length === 0 || (fewest < 2 && wanted === undefined)) return {};
  const possible = (wanted ?? usualK).filter((k) => k <= fewest);
  const votes = [...new Set([...possible, ...(wanted ? [] : [fewest])])].filter((k) => k > 1);
  const hasVotes =
    rows.some(({ extracted }) => extracted !== undefined) &&
    rows.every(({ extracted, noAnswer }) => extracted !== undefined || noAnswer);
  const over = (k: number, figureOf: (samples: readonly UsableScore[], k: number) => number) =>
    estimateOf(tasks.map(([, samples]) => figureOf(samples, k)));
  return {
    ...(possible.length === 0 ? {} : { pass_at_k: byK(possible, (k) => over(k, passOf)) }),
    ...(votes.length === 0 || !hasVotes ? {} : { maj_at_k: byK(votes, (k) => over(k, majorityOf)) }),
  };
}

/** A sample is right where its score is full. */
function passOf(samples: readonly UsableScore[], k: number): number {
  const c = samples.filter(({ score }) => score === 1).length;
  return passAtK({ n: samples.length, c, k });
}

/**
 * The score of the answer that most of the first k samples give, the first of equally many: self-consistency (Wang et al.
 * 2022, arXiv:2203.11171) by the extracted answers. What has no answer has no vote; without any vote it is 0.
 */
function majorityOf(samples: readonly UsableScore[], k: number): number {
  const first = [...samples].sort((a, b) => a.choice - b.choice).slice(0, k);
  const votes = group(
    first.filter(({ noAnswer }) => !noAnswer),
    ({ extracted = '' }) => extracted,
  );
  let winner: readonly UsableScore[] = [];
  for (const members of votes.values()) if (members.length > winner.length) winner = members;
  return winner[0]?.score ?? 0;
}

function taskOf({ question, turn }: UsableScore): string {
  return `${turn} ${question}`;
}

/** One value a task: the tasks are the clusters. */
function estimateOf(values: readonly number[]): Estimate {
  const result = clusteredMean(
    values,
    values.map((_, index) => String(index)),
  );
  if (!result) return { score: null, n: 0, ci: null };
  return { score: result.mean, n: result.n, ci: result.interval ? [...result.interval] : null };
}

function byK(list: readonly number[], to: (k: number) => Estimate): Record<string, Estimate> {
  return Object.fromEntries(list.map((k) => [String(k), to(k)]));
}
