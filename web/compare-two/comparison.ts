/** Two models on the questions that both have scores for: figures, a sentence, and where they differ most. */

import { flipsBetween } from '../../src/results/accuracy/flips.ts';
import { type Comparison, compare, type Pairing, pair } from '../../src/results/leaderboard/comparison.ts';
import { noScores, scoresByModel } from '../../src/results/leaderboard/question-scores.ts';
import { comparisonNotes } from '../../src/results/render/accuracy/comparison.ts';
import { comparisonNote } from '../../src/results/render/findings-notes.ts';
import type { Overview } from '../../src/results/report/shape.ts';
import { pairedDifference } from '../../src/stats/paired.ts';
import { currentScores } from '../state/scores.ts';

export interface CategoryDifference {
  category: string;
  a: number;
  b: number;
  difference: number;
  ci: readonly [number, number] | null;
  questions: number;
}

/** Means of both on one question. */
interface QuestionDifference {
  /** Place in the overview. */
  question: number;
  a: number;
  b: number;
}

export interface TwoModels {
  comparison: Comparison;
  sentence: string;
  categories: CategoryDifference[];
  /** Where they differ most first; the same order as the bench's where they differ alike. */
  questions: QuestionDifference[];
}

/** For the permutation test, where there are too many patterns to count; `show-results` has the same unless told otherwise. */
const seed = 1;

export function compareTwo(overview: Overview, [a, b]: readonly [string, string], judge = ''): TwoModels {
  const scores = currentScores(overview, judge).filter(({ model }) => model === a || model === b);
  const byModel = scoresByModel(scores);
  const comparison = compare([a, b], { scores: byModel, questions: overview.questions.length, seed });
  const pairing = pair(byModel.get(a) ?? noScores, byModel.get(b) ?? noScores);
  const places = new Map(overview.questions.map(({ key }, place) => [key, place]));
  const questions = pairing.questions.map((key, index) => ({
    question: places.get(key) ?? -1,
    a: pairing.a[index] ?? Number.NaN,
    b: pairing.b[index] ?? Number.NaN,
  }));
  const grader = judge === '' ? overview.single?.grader : judge;
  return {
    comparison,
    sentence: sentenceOf(comparison, { isGraded: overview.single?.grader !== undefined, grader, scores }),
    categories: byCategory(questions, overview),
    questions: questions.sort(
      (one, other) => Math.abs(other.a - other.b) - Math.abs(one.a - one.b) || one.question - other.question,
    ),
  };
}

function sentenceOf(
  comparison: Comparison,
  {
    isGraded,
    grader = '',
    scores,
  }: { isGraded: boolean; grader: string | undefined; scores: Parameters<typeof flipsBetween>[1] },
): string {
  if (!isGraded) return comparisonNote(comparison, seed);
  const flips = flipsBetween([comparison.a, comparison.b], scores);
  const given = flips ? { ...comparison, mcnemar: flips } : comparison;
  return comparisonNotes([{ grader, comparison: given }])[0] ?? '';
}

function byCategory(questions: readonly QuestionDifference[], overview: Overview): CategoryDifference[] {
  const pairings = new Map<string, Pick<Pairing, 'a' | 'b'>>();
  for (const { question, a, b } of questions) {
    const category = overview.questions[question]?.category;
    if (category === null || category === undefined) continue;
    const pairing = pairings.get(category) ?? { a: [], b: [] };
    pairings.set(category, pairing);
    pairing.a.push(a);
    pairing.b.push(b);
  }
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  return [...pairings].map(([category, each]) => {
    const [a, b] = [mean(each.a), mean(each.b)];
    const ci = pairedDifference(each.a, each.b)?.interval ?? null;
    return { category, a, b, difference: a - b, ci, questions: each.a.length };
  });
}
