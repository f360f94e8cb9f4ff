/** Figures and standard errors as lm-evaluation-harness computes them from the same verdicts. */

import { plainStandardError, pooledStandardError } from '../../stats/strata.ts';
import { group, type UsableScore } from '../leaderboard/score.ts';
import type { LmEvalFigure } from './tasks.ts';

/** `N/A`: lm-eval gives none, or there are fewer than two values. */
type StandardError = number | 'N/A';

/** An entry of `results` in lm-eval's results.json: `"acc,none": 0.5, "acc_stderr,none": 0.01`. */
export interface TaskResult {
  alias: string;
  sample_len: number;
  [figure: string]: string | number;
}

/** What one model's results.json holds of it. */
export interface LmEvalResults {
  results: Record<string, TaskResult>;
  /** Tasks that are pooled from others. */
  groups: Record<string, TaskResult>;
  versions: Record<string, number>;
}

export interface GradedRows {
  figure: LmEvalFigure;
  /** Of one model, in the order of the questions. */
  rows: readonly UsableScore[];
  categoryOf: ReadonlyMap<string, string>;
  groupOf: ReadonlyMap<string, string>;
  /** For each instruction of each question whether it is followed; undefined where the grader has none. */
  followed: readonly boolean[] | undefined;
}

/** One grader after another; those of one task stand in one entry. */
export function lmEvalResults(graded: readonly GradedRows[]): LmEvalResults {
  const all: LmEvalResults = { results: {}, groups: {}, versions: {} };
  for (const each of graded) {
    const { figure } = each;
    const documents = documentsOf(each);
    const put = putInto(all, figure);
    if (figure.subtask) putSubtasks(documents, each, put);
    else put(figure.task, { mean: meanOf(documents), n: documents.length, se: errorOf(documents) });
    if (figure.instructionMetric && each.followed) {
      const values = each.followed.map(Number);
      const name = { ...figure, metric: figure.instructionMetric };
      putInto(all, name)(figure.task, { mean: meanOf(values), n: documents.length, se: 'N/A' });
    }
  }
  return all;
}

interface Document {
  question: string;
  value: number;
}

interface Figure {
  mean: number;
  n: number;
  se: StandardError;
}

type Put = (task: string, figure: Figure, kind?: 'group') => void;

/** A task for each category, and groups pooled from those. */
function putSubtasks(
  documents: readonly Document[],
  { figure, categoryOf, groupOf }: GradedRows,
  put: Put,
): void {
  const leaves = [...group(documents, ({ question }) => categoryOf.get(question) ?? '')].map(
    ([category, members]) => {
      const leaf = { mean: meanOf(members), n: members.length, se: errorOf(members) };
      const name = figure.subtask?.(category) ?? category;
      put(name, leaf);
      return { ...leaf, name, group: groupOf.get(members[0]?.question ?? '') };
    },
  );
  if (!figure.pools || leaves.every(({ name }) => name === figure.task)) return;
  put(figure.task, pooled(leaves), 'group');
  const groups = group(
    leaves.filter((leaf) => leaf.group !== undefined),
    (leaf) => leaf.group ?? '',
  );
  for (const [name, members] of figure.group ? groups : []) {
    put(figure.group?.(name) ?? name, pooled(members), 'group');
  }
}

function pooled(leaves: readonly Figure[]): Figure {
  const n = leaves.reduce((sum, leaf) => sum + leaf.n, 0);
  const mean = leaves.reduce((sum, leaf) => sum + leaf.mean * leaf.n, 0) / n;
  const known = leaves.flatMap(({ se, n: size }) => (se === 'N/A' ? [] : [{ n: size, se }]));
  return { mean, n, se: known.length < leaves.length ? 'N/A' : pooledStandardError(known) };
}

function putInto(
  { results, groups, versions }: LmEvalResults,
  { metric, filter, version }: LmEvalFigure,
): Put {
  return (task, { mean, n, se }, kind) => {
    const entry = {
      ...(results[task] ?? { alias: task, sample_len: n }),
      [`${metric},${filter}`]: mean,
      [`${metric}_stderr,${filter}`]: se,
    };
    results[task] = entry;
    if (kind === 'group') groups[task] = entry;
    if (version !== undefined) versions[task] = version;
  };
}

/** One value a question: of its first sample, or the mean of all. */
function documentsOf({ rows, figure: { everySample } }: GradedRows): Document[] {
  const samples = group(
    rows.filter(({ repeat }) => repeat === 0),
    ({ question }) => question,
  );
  return [...samples].map(([question, members]) => {
    const first = members.reduce((least, each) => (each.choice < least.choice ? each : least));
    const counted = everySample ? members : [first];
    return { question, value: counted.reduce((sum, { score }) => sum + score, 0) / counted.length };
  });
}

function meanOf(values: readonly (number | Document)[]): number {
  return values.reduce<number>((sum, each) => sum + numberIn(each), 0) / values.length;
}

function errorOf(documents: readonly Document[]): StandardError {
  return documents.length < 2 ? 'N/A' : plainStandardError(documents.map(({ value }) => value));
}

function numberIn(each: number | Document): number {
  return typeof each === 'number' ? each : each.value;
}
