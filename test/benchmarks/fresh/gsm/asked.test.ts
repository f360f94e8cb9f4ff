/** `gsm-fresh` is asked as `gsm8k` is: otherwise the two could not be compared. */

import { expect, test } from 'vitest';
import { makeGsmFresh } from '../../../../src/benchmarks/fresh/gsm/make.ts';
import { makeIfevalFresh } from '../../../../src/benchmarks/fresh/ifeval/make.ts';
import { gsm8k } from '../../../../src/benchmarks/gsm8k.ts';
import { ifeval } from '../../../../src/benchmarks/ifeval.ts';
import { askSchema } from '../../../../src/records/bench/bench.ts';

test('gsm-fresh and gsm8k differ in the source of their shots alone', () => {
  const fresh = askSchema.parse(makeGsmFresh({ seed: 1, count: 1 }).bench.ask.generate);
  const original = askSchema.parse(gsm8k.ask.generate);
  expect({ ...fresh, fewshot: undefined }).toEqual({ ...original, fewshot: undefined });
  expect(fresh.fewshot).toEqual({ ...original.fewshot, source: 'generated' });
});

test('ifeval-fresh is asked as ifeval', async () => {
  const fresh = await makeIfevalFresh({ seed: 1, count: 1 });
  expect(askSchema.parse(fresh.bench.ask.generate)).toEqual(askSchema.parse(ifeval.ask.generate));
});
