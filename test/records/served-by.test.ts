/** Which descriptions of a model are of other weights. */

import { expect, test } from 'vitest';
import { otherWeights, weightsOf } from '../../src/records/calls/served-by.ts';

const kept = { server: 'ollama', version: '0.11', digest: 'a1', quantization: 'Q4_0', context: 4096 };

test('server version and context are no part of the weights', () => {
  expect(weightsOf(kept)).toEqual({ server: 'ollama', digest: 'a1', quantization: 'Q4_0' });
  expect(weightsOf({ server: 'vllm', version: '0.11.0', context: 4096 })).toBeUndefined();
});

test('another digest is named with both values', () => {
  const now = { ...kept, digest: 'b2' };
  expect(otherWeights(weightsOf(kept), weightsOf(now))).toEqual([{ name: 'digest', kept: 'a1', now: 'b2' }]);
});

test('equal digests are the same weights, whatever else is told', () => {
  expect(otherWeights(weightsOf(kept), weightsOf({ ...kept, quantization: 'Q8_0' }))).toEqual([]);
});

test('what one of two descriptions does not tell is no difference, and neither is another server', () => {
  const { digest: _, ...without } = kept;
  expect(otherWeights(weightsOf(kept), weightsOf(without))).toEqual([]);
  expect(otherWeights(weightsOf(kept), undefined)).toEqual([]);
  expect(otherWeights(weightsOf(kept), { server: 'llamacpp', digest: 'b2' })).toEqual([]);
});

test('files of one name and other sizes are other weights', () => {
  const file = { server: 'llamacpp', model_file: 'm.gguf', size: 100 };
  expect(otherWeights(file, { ...file, size: 200 })).toEqual([{ name: 'size', kept: 100, now: 200 }]);
});
