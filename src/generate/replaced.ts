/** Says how much paid work a run replaces, before its first call. */

import type { AnswerPlan } from './answers/plan.ts';
import type { JudgmentPlan } from './judgments/plan.ts';
import type { JobPlans } from './pipeline/plan-jobs.ts';

/** `replaces 160 answers of m`, a line for each model and judge whose plan replaces any. */
export function replacementLines<Record>({
  answers,
  judgments,
}: Pick<JobPlans<Record>, 'answers' | 'judgments'>): string[] {
  return [
    ...[...answers].flatMap(([{ modelId }, plan]) => replacedAnswers(modelId, plan) ?? []),
    ...[...judgments].flatMap(([{ id }, plan]) => replacedJudgments(id, plan) ?? []),
  ];
}

export function replacedAnswers(
  model: string,
  { replaces, stale }: Pick<AnswerPlan, 'replaces' | 'stale'>,
): string | undefined {
  const why = stale > 0 ? ` (${stale} of changed questions)` : '';
  return replaces === 0 ? undefined : `replaces ${counted(replaces, 'answer')} of ${model}${why}`;
}

export function replacedJudgments(
  judge: string,
  { replaces, stale }: Pick<JudgmentPlan, 'replaces' | 'stale'>,
): string | undefined {
  const why = stale > 0 ? ` (${stale} stale)` : '';
  return replaces === 0 ? undefined : `replaces ${counted(replaces, 'judgment')} of judge ${judge}${why}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
