/** Which metrics of a sample are a score: one number from 0 to 1, or a yes or no. Others are named, and not carried over. */

import type { Row } from '../../data/row.ts';

export interface FoundMetric {
  metric: string;
  score: number;
  /** IFEval's verdicts on the single instructions, next to that on the whole prompt. */
  details: { followed: boolean[] } | undefined;
}

export function metricsOf(
  fields: Row['fields'],
  metrics: readonly string[],
): { scores: FoundMetric[]; notes: string[] } {
  const scores: FoundMetric[] = [];
  const notes: string[] = [];
  for (const metric of metrics) {
    const value = fields[metric];
    const score = typeof value === 'boolean' ? Number(value) : value;
    if (typeof score === 'number' && score >= 0 && score <= 1) {
      scores.push({ metric, score, details: followedIn(fields, metric) });
    } else if (!isInstructionLevel(fields, metric)) {
      notes.push(`metric ${metric} is left out: it is not one number from 0 to 1 for each question`);
    }
  }
  return { scores, notes };
}

function followedIn(fields: Row['fields'], metric: string): FoundMetric['details'] {
  const [, level] = /^prompt_level_(strict|loose)_acc$/.exec(metric) ?? [];
  const followed = level === undefined ? undefined : fields[`inst_level_${level}_acc`];
  return isBooleans(followed) ? { followed } : undefined;
}

function isInstructionLevel(fields: Row['fields'], metric: string): boolean {
  const [, level] = /^inst_level_(strict|loose)_acc$/.exec(metric) ?? [];
  return level !== undefined && isBooleans(fields[metric]) && `prompt_level_${level}_acc` in fields;
}

function isBooleans(value: unknown): value is boolean[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'boolean');
}
