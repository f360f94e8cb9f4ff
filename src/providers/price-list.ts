/** Today's price of a model, looked up by how it was asked. */

import type { ModelsFile, Price } from '../records/models.ts';

/** Gives the price of what was asked at an endpoint, by the name under which its records stand. */
export type PriceList = (asked: { endpoint: string; model: string }, name: string) => Price | undefined;

/** Nothing is paid to the embedded demo models. */
const free: Price = { input: 0, output: 0 };

/** Of several priced entries for one model, the one whose name or model id is that of the records, or else the first. */
export function priceList({ models }: Pick<ModelsFile, 'models'>): PriceList {
  const priced = Object.entries(models).filter(([, { price }]) => price !== undefined);
  return ({ endpoint, model }, name) => {
    if (endpoint === 'offline') return free;
    const fitting = priced.filter(([, entry]) => entry.endpoint === endpoint && entry.model === model);
    const own = fitting.find(([key, { model_id = key }]) => model_id === name) ?? fitting[0];
    return own?.[1].price;
  };
}
