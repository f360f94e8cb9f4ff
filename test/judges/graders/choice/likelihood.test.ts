/** The most likely option by a table of log-probabilities: lm-evaluation-harness' acc and acc_norm. */

import { expect, test } from 'vitest';
import {
  firstTokenAcc,
  loglikelihoodAcc,
  loglikelihoodAccNorm,
} from '../../../../src/judges/graders/choice/likelihood.ts';
import type { Grader } from '../../../../src/judges/graders/grader.ts';

const question = {
  question_id: 7,
  turns: ['Which?'],
  target: 'B',
  check: { options: ['dog', 'a long option 🙂', 'cat'] },
};
const table = (...logs: (number | string)[]) =>
  logs.map((log, index) => `${'ABC'[index]}\t${log}\t${[3, 15, 3][index]}`).join('\n');
const grade = (grader: Grader, response: string) => grader.grade({ question, response });

test('acc takes the highest sum, acc_norm the highest for each character', () => {
  const response = table(-4, -5, -6);
  expect(grade(loglikelihoodAcc, response)).toMatchObject({ score: 0, extracted: 'A', target: 'B' });
  expect(grade(loglikelihoodAccNorm, response)).toMatchObject({ score: 1, extracted: 'B' });
});

test('of equal sums the first one counts, as numpy’s argmax has it', () => {
  expect(grade(loglikelihoodAcc, table(-5, -4, -4))).toMatchObject({ score: 1, extracted: 'B' });
  expect(grade(loglikelihoodAcc, table(-4, -4, -9))).toMatchObject({ extracted: 'A' });
  expect(grade(loglikelihoodAcc, table('-1e-7', -0.1, -1))).toMatchObject({ extracted: 'A' });
});

test('an option that is unknown is not taken, and where all are there is no answer', () => {
  expect(grade(firstTokenAcc, table('unknown', -3, 'unknown'))).toMatchObject({
    score: 1,
    rationale: 'The most likely option is B (-3; 2 unknown).',
  });
  expect(grade(firstTokenAcc, table('unknown', 'unknown', 'unknown'))).toMatchObject({
    kind: 'no-answer',
    target: 'B',
  });
});

test('an answer that is no such table is not graded', () => {
  const other = ['B', '', table(-1, -2), 'A\tx\t3\nB\t-1\t3\nC\t-1\t3', table(-1, -2, -3).replace('C', 'D')];
  for (const response of other) {
    expect(() => grade(loglikelihoodAcc, response)).toThrow(
      'loglikelihood:acc grades answers made with --method loglikelihood',
    );
  }
  expect(() => grade(firstTokenAcc, 'B')).toThrow('--method first-token');
});
