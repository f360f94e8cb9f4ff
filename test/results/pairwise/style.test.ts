import { expect, test } from 'vitest';
import type { PairResult } from '../../../src/results/pairwise/result.ts';
import { controlStyle, type Style, type StyleOf, styleOfText } from '../../../src/results/pairwise/style.ts';

const plain: Style = { length: 10, headers: 0, lists: 0, bold: 0 };

/** `a` wins where its answer is the longer one, `b` elsewhere: length decides, and nothing else. */
function lengthDecides(): { results: PairResult[]; styleOf: StyleOf } {
  const results = Array.from({ length: 40 }, (_, index): PairResult => {
    const winner = index % 4 === 0 ? 'model_2' : 'model_1';
    return {
      ...{ model_1: 'a', model_2: 'b', judge: 'j', question: String(index), turn: 1, choice: 0, repeat: 0 },
      ...{ verdict: { games: [winner, winner] }, stale: false },
    };
  });
  const styleOf: StyleOf = (model, { question }) => {
    const aIsLonger = Number(question) % 4 !== 0;
    return { ...plain, length: (model === 'a') === aIsLonger ? 400 + Number(question) : 20 };
  };
  return { results, styleOf };
}

test('`styleOfText()` counts what FastChat counts, and no markup inside code', () => {
  const text =
    '# Head\n\n- one\n- two\n1. three\n\n**bold** and __bold__\n\n```\n# not a head\n- no item\n```\n';
  expect(styleOfText(text)).toEqual({ length: Math.ceil(text.length / 4), headers: 1, lists: 3, bold: 2 });
});

test('`controlStyle()` lays to length what length decides', () => {
  const { results, styleOf } = lengthDecides();
  const style = controlStyle(results, styleOf, { baseline: 'b', solvable: true });
  expect(style?.matches).toBe(40);
  expect(style?.coefficients.length).toBeGreaterThan(1);
  // One model is no pool to take the difficulty of a question from.
  expect(style?.length_controlled).toEqual({ a: null });
  expect(style?.length_controlled_missing.a).toContain('there are 1');
});

test('`controlStyle()` gives no ratings where no finite ones fit, and nothing without answers', () => {
  const { results, styleOf } = lengthDecides();
  expect(controlStyle(results, styleOf, { solvable: false })?.ratings).toEqual({});
  expect(controlStyle(results, () => undefined, { solvable: true })).toBeUndefined();
});
