import { expect, test } from 'vitest';
import type { ProviderError } from '../../../src/errors.ts';
import type { Deferred } from '../../../src/generate/batch/deferred.ts';
import { splitRound } from '../../../src/generate/batch/split.ts';
import { resolveModel } from '../../../src/providers/resolve-model.ts';

const options = { models: { endpoints: {}, models: {} }, env: {}, needsKey: false };
const first = resolveModel('openai/a', options);
const second = resolveModel('openai/b', options);

function deferred(target: typeof first, count: number): Deferred[] {
  return Array.from({ length: count }, (_, index) => ({
    target,
    request: { custom_id: `${target.model}${index}`, messages: [], parameters: {} },
    most: 1,
    adapt: () => undefined,
    explain: (error: ProviderError) => error,
  }));
}

/** Lines of nine bytes, ten with their line break. */
const measure = { mostRequests: 4, mostBytes: 1000, lineOf: () => '123456789' };
const sizes = async (round: Deferred[], change: Partial<typeof measure> = {}) =>
  (await splitRound(round, async () => ({ ...measure, ...change }))).map(({ target, requests, most }) => [
    target.model,
    requests.length,
    most,
  ]);

test('a batch round is one batch a model while it fits', async () => {
  expect(await sizes([...deferred(first, 4), ...deferred(second, 1)])).toEqual([
    ['a', 4, 4],
    ['b', 1, 1],
  ]);
});

test('a batch round is split at the number of requests', async () => {
  expect(await sizes(deferred(first, 9))).toEqual([
    ['a', 4, 4],
    ['a', 4, 4],
    ['a', 1, 1],
  ]);
});

test('a batch round is split at the number of bytes, line breaks among them', async () => {
  expect(await sizes(deferred(first, 4), { mostBytes: 20 })).toHaveLength(2);
  expect(await sizes(deferred(first, 4), { mostBytes: 29 })).toHaveLength(2);
  expect(await sizes(deferred(first, 4), { mostBytes: 40 })).toHaveLength(1);
});

test('each model keeps its order, however the batch round mixes them, and nothing is lost', async () => {
  const [a, b] = [deferred(first, 6), deferred(second, 6)];
  const mixed = a.flatMap((each, index) => [each, ...b.slice(index, index + 1)]);
  const parts = await splitRound(mixed, async () => measure);
  const namesOf = (model: string) =>
    parts
      .filter(({ target }) => target.model === model)
      .flatMap(({ requests }) => requests.map((each) => each.custom_id));
  expect(namesOf('a')).toEqual(a.map(({ request }) => request.custom_id));
  expect(namesOf('b')).toEqual(b.map(({ request }) => request.custom_id));
});
