import { expect, test } from 'vitest';
import { priceList } from '../../src/providers/price-list.ts';

const price = (input: number) => ({ input, output: 2 * input });
const models = {
  cheap: { endpoint: 'openai', model: 'm', price: price(1) },
  dear: { endpoint: 'openai', model: 'm', price: price(9), model_id: 'm-dear' },
  unpriced: { endpoint: 'openai', model: 'n' },
};
const prices = priceList({ models });

test('a price is found by endpoint and model as they were asked', () => {
  expect(prices({ endpoint: 'openai', model: 'm' }, 'whoever')).toEqual(price(1));
  expect(prices({ endpoint: 'azure', model: 'm' }, 'm')).toBeUndefined();
  expect(prices({ endpoint: 'openai', model: 'n' }, 'unpriced')).toBeUndefined();
});

test('of several entries for one model the one with the name of the records counts', () => {
  expect(prices({ endpoint: 'openai', model: 'm' }, 'm-dear')).toEqual(price(9));
  expect(prices({ endpoint: 'openai', model: 'm' }, 'cheap')).toEqual(price(1));
});

test('demo models cost nothing', () => {
  expect(prices({ endpoint: 'offline', model: 'terse' }, 'terse')).toEqual({ input: 0, output: 0 });
});
