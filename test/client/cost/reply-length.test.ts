import { expect, test } from 'vitest';
import { guessReplies, replyLengthOf } from '../../../src/client/cost/reply-length.ts';
import type { Usage } from '../../../src/records/calls/call.ts';

const usageOf = (output_tokens: number, reasoning_tokens?: number): Usage => ({
  input_tokens: 1,
  output_tokens,
  ...(reasoning_tokens === undefined ? {} : { reasoning_tokens }),
});

test('the average of the replies to come lies about the one on record, closer the more there are of both', () => {
  const few = replyLengthOf([100, 200, 300, 200].map((tokens) => usageOf(tokens)));
  const many = replyLengthOf(Array.from({ length: 400 }, (_, index) => usageOf(100 + 100 * (index % 3))));
  for (const { output } of [few, many]) {
    expect((output(10).low + output(10).high) / 2).toBeCloseTo(200, 0);
  }
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  expect(width(few.output(1000))).toBeLessThan(width(few.output(10)));
  expect(width(many.output(1000))).toBeLessThan(width(few.output(1000)) / 5);
  // Two standard errors: 2 · 81.65 · √(1/4 + 1/1).
  expect(width(few.output(1))).toBeCloseTo(4 * 81.65 * Math.sqrt(1.25), 1);
});

test('reasoning is billed, but later turns are not shown it', () => {
  const { output, visible, seen } = replyLengthOf([usageOf(1000, 800), usageOf(1000, 800)]);
  expect([output(5), visible(5), seen]).toEqual([{ low: 1000, high: 1000 }, { low: 200, high: 200 }, 2]);
});

test('no reply is shorter than nothing', () => {
  expect(replyLengthOf([usageOf(0), usageOf(1000)]).output(1).low).toBe(0);
});

test('a guess says that nothing was seen, and more of models that reason', () => {
  const plain = guessReplies('judgment', false);
  const reasoning = guessReplies('judgment', true);
  expect([plain.seen, reasoning.seen]).toEqual([0, 0]);
  expect(reasoning.output(1).high).toBeGreaterThan(plain.output(1).high);
  expect(reasoning.visible(1)).toEqual(plain.visible(1));
});
