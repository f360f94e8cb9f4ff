/** Which metrics of lm-eval's samples are scores. */

import { expect, test } from 'vitest';
import { metricsOf } from '../../../src/benchmarks/tools/lm-eval/metrics.ts';

test("IFEval's verdicts on single instructions stand next to that on the prompt", () => {
  const fields = {
    prompt_level_strict_acc: false,
    inst_level_strict_acc: [true, false],
    prompt_level_loose_acc: true,
    inst_level_loose_acc: [true, true],
  };
  expect(metricsOf(fields, Object.keys(fields))).toEqual({
    scores: [
      { metric: 'prompt_level_strict_acc', score: 0, details: { followed: [true, false] } },
      { metric: 'prompt_level_loose_acc', score: 1, details: { followed: [true, true] } },
    ],
    notes: [],
  });
});

test('what is not one number from 0 to 1 is named, and left out', () => {
  const fields = {
    acc: 1,
    bleu: ['a', 'b'],
    word_perplexity: [-3.5, 7],
    brier: 1.5,
    f1: 0.5,
    absent: undefined,
  };
  const { scores, notes } = metricsOf(fields, Object.keys(fields));
  expect(scores.map(({ metric }) => metric)).toEqual(['acc', 'f1']);
  expect(notes.map((note) => note.split(' ')[1])).toEqual(['bleu', 'word_perplexity', 'brier', 'absent']);
});
