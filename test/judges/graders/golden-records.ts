/** Verdicts that the official checkers gave, beside the checkout; tests that need them skip where they are absent. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grade, GradedQuestion, Grader } from '../../../src/judges/graders/grader.ts';
import { repository } from '../../support/cli.ts';

const folder = join(repository, '..', 'shared', 'graders', 'golden');

export const hasGolden = existsSync(folder);

/** Ends the title of a suite that skips where the verdicts are absent. */
export const needsGolden = '(needs shared/graders/golden)';

export interface Filtered {
  extracted: string | null;
  exact_match: number;
}

export interface Official {
  filters?: Record<string, Filtered>;
  /** The same after the response was cut at the task's stop strings; without it the cut changed nothing. */
  after_stop_strings?: Record<string, Filtered>;
  /** Of checkers without filters. */
  extracted?: string | null;
  score?: number | boolean;
  is_correct?: boolean;
  /** Why the harness never asks the item. */
  dropped?: string;
}

export interface GoldenRecord<Item> {
  id: string;
  bench: string;
  item: Item;
  response: string;
  official: Record<string, Official>;
}

export function goldenRecords<Item>(name: string): GoldenRecord<Item>[] {
  if (!hasGolden) return [];
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as GoldenRecord<Item>);
}

/** The text before the first of the stop strings, as every harness cuts it. */
export function cutAt(response: string, stops: readonly string[]): string {
  const places = stops.map((stop) => response.indexOf(stop)).filter((place) => place !== -1);
  return response.slice(0, Math.min(response.length, ...places));
}

/** A grade in the form of the golden records; what lm-eval calls `[invalid]` (or an empty text) is no answer. */
export function outcome(grade: Grade): { extracted: string | undefined; score: number } {
  if (grade.kind === 'no-answer') return { extracted: undefined, score: 0 };
  return { extracted: grade.extracted, score: grade.score };
}

export function officialOutcome(filtered: Filtered): { extracted: string | undefined; score: number } {
  const { extracted } = filtered;
  const none = extracted === null || extracted === '' || extracted === '[invalid]';
  return { extracted: none ? undefined : extracted, score: filtered.exact_match };
}

export async function gradeOf(
  grader: Grader,
  question: Partial<GradedQuestion>,
  response: string,
): Promise<Grade> {
  return grader.grade({ question: { question_id: 1, turns: ['?'], ...question }, response });
}
