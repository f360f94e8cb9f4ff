/** Figures and standard errors under lm-evaluation-harness' names. */

import { expect, test } from 'vitest';
import type { UsableScore } from '../../../src/results/leaderboard/score.ts';
import { lmEvalResults } from '../../../src/results/lm-eval/figures.ts';
import { lmEvalFigure } from '../../../src/results/lm-eval/tasks.ts';
import { goldenAreHere, readShared } from '../../support/graders.ts';

/** A question for each score; several scores are samples. */
function rowsOf(scores: readonly (readonly number[])[], prefix = ''): UsableScore[] {
  return scores.flatMap((samples, index) =>
    samples.map((score, choice) => ({
      ...{ model: 'm', judge: 'g', question: `${prefix}${index}`, turn: 1, repeat: 0, stale: false },
      choice,
      score,
    })),
  );
}

function resultsOf(grader: string, rows: readonly UsableScore[], bench = 'gsm8k', group?: string) {
  const figure = lmEvalFigure(grader, bench);
  if (!figure) throw new Error(`${grader} is no task`);
  const categoryOf = new Map(rows.map(({ question }) => [question, question.replace(/\d+$/, '')]));
  const groupOf = new Map(group === undefined ? [] : rows.map(({ question }) => [question, group] as const));
  return lmEvalResults([{ figure, rows, categoryOf, groupOf, followed: undefined }]);
}

test('names are those of the task, its metric and its filter', () => {
  const named = (grader: string, bench: string) => {
    const figure = lmEvalFigure(grader, bench);
    return figure && [figure.task, `${figure.metric},${figure.filter}`];
  };
  expect(named('lm-eval/gsm8k:strict-match@3', 'gsm8k')).toEqual(['gsm8k', 'exact_match,strict-match']);
  expect(named('loglikelihood:acc@1', 'arc-challenge')).toEqual(['arc_challenge', 'acc,none']);
  expect(named('loglikelihood:acc_norm@1', 'hellaswag')).toEqual(['hellaswag', 'acc_norm,none']);
  expect(named('lm-eval/humaneval@1', 'humaneval')).toEqual(['humaneval', 'pass@1,create_test']);
  expect(named('lm-eval/mbpp@1', 'mbpp')).toEqual(['mbpp', 'pass_at_1,none']);
  expect(named('ifeval:loose@4.0', 'ifeval')).toEqual(['ifeval', 'prompt_level_loose_acc,none']);
  expect(named('lm-eval/minerva_math@3', 'math-500')).toEqual(['minerva_math500', 'exact_match,none']);
  expect(named('number@1', 'gsm8k')).toBeUndefined();
  expect(named('first-token:acc@1', 'mmlu')).toBeUndefined();
});

test('the standard error is the sample standard deviation over the root of n', () => {
  const { results } = resultsOf('lm-eval/gsm8k:strict-match@3', rowsOf([[1], [0], [1], [1]]));
  expect(results.gsm8k).toMatchObject({ 'exact_match,strict-match': 0.75, sample_len: 4 });
  expect(results.gsm8k?.['exact_match_stderr,strict-match']).toBe(0.25);
});

test('of several samples lm-eval takes the first, of programs the mean over all', () => {
  const rows = rowsOf([
    [0, 1, 1],
    [1, 1, 1],
  ]);
  expect(resultsOf('lm-eval/gsm8k:strict-match@3', rows).results.gsm8k?.['exact_match,strict-match']).toBe(
    0.5,
  );
  const { results } = resultsOf('lm-eval/humaneval@1', rows, 'humaneval');
  expect(results.humaneval?.['pass@1,create_test']).toBeCloseTo(5 / 6, 15);
});

test('graders of one task stand in one entry', () => {
  const rows = rowsOf([[1], [0]]);
  const each = (grader: string) => {
    const figure = lmEvalFigure(grader, 'gsm8k');
    if (!figure) throw new Error(`${grader} is no task`);
    return { figure, rows, categoryOf: new Map(), groupOf: new Map(), followed: undefined };
  };
  const { results } = lmEvalResults([
    each('lm-eval/gsm8k:strict-match@3'),
    each('lm-eval/gsm8k:flexible-extract@3'),
  ]);
  expect(Object.keys(results)).toEqual(['gsm8k']);
  expect(Object.keys(results.gsm8k ?? {}).filter((name) => name.startsWith('exact_match,'))).toHaveLength(2);
});

interface GroupCase {
  item: { groups: { n: number; correct: number }[] };
  official: { micro: number; pooled_stderr: number };
}

test.skipIf(!goldenAreHere)('subjects are tasks, and groups pool them as lm-eval does', () => {
  const cases = readShared<Partial<GroupCase['item']> & GroupCase>('golden/metrics.jsonl');
  for (const { item, official } of cases.filter((each) => each.item.groups)) {
    const rows = item.groups.flatMap(({ n, correct }, index) =>
      rowsOf(
        Array.from({ length: n }, (_, place) => [place < correct ? 1 : 0]),
        `subject_${'abc'[index]}`,
      ),
    );
    const { results, groups } = resultsOf('loglikelihood:acc@1', rows, 'mmlu', 'stem');
    expect(results.mmlu?.['acc,none']).toBeCloseTo(official.micro, 14);
    expect(results.mmlu?.['acc_stderr,none']).toBeCloseTo(official.pooled_stderr, 14);
    expect(groups.mmlu_stem).toEqual({ ...results.mmlu, alias: 'mmlu_stem' });
    expect(results.mmlu_subject_a?.sample_len).toBe(item.groups[0]?.n);
  }
});

test('a task of one question has no standard error, nor has the group it is in', () => {
  const rows = [...rowsOf([[1]], 'alone'), ...rowsOf([[1], [0]], 'two')];
  const { results } = resultsOf('loglikelihood:acc@1', rows, 'mmlu');
  expect(results.mmlu_alone?.['acc_stderr,none']).toBe('N/A');
  expect(results.mmlu?.['acc_stderr,none']).toBe('N/A');
});
