/** What the records of a bench have taken: calls, tokens, money, and what caches and batches have spared. */

import { costOf, savingOf } from '../../client/cost/cost.ts';
import type { PriceList } from '../../providers/price-list.ts';
import type { CallStage, Spent, SpentCall } from '../../store/bench/recorded-calls.ts';

export const costScopes = ['model', 'judge', 'stage'] as const;
export type CostScope = (typeof costScopes)[number];

export interface CostFigures {
  records: number;
  /** Records that say nothing of their calls, as FastChat's. */
  records_without_calls: number;
  calls: number;
  /** Calls whose tokens the service has not counted. */
  calls_without_usage: number;
  batch_calls: number;
  input_tokens: number;
  cached_input_tokens: number;
  cache_write_input_tokens: number;
  output_tokens: number;
  reasoning_tokens: number;
  /** US dollars at today's prices, of the calls with counted tokens and a price; null where there is none. */
  cost: number | null;
  /** Calls with counted tokens and no price in models.yaml. */
  unpriced_calls: number;
  saved_by_prompt_cache: number | null;
  saved_by_batch: number | null;
}

interface CostRow extends CostFigures {
  /** Null where several are taken together. */
  stage: CallStage | 'judgments' | null;
  name: string | null;
}

export interface CostReport {
  bench: string;
  by: CostScope | null;
  /** Whether rows that were replaced are counted too. */
  all: boolean;
  rows: CostRow[];
  total: CostFigures;
  /** Endpoint and model of calls without a price. */
  unpriced: string[];
  demo: boolean;
}

export interface CostLedger {
  add: (spent: Spent) => void;
  /** Resolves duplicates and sums up. */
  report: (by?: CostScope) => CostReport;
}

/**
 * Takes one record after another and keeps its counts alone. Of the rows of one key the last one counts; with `all` every
 * row does, but a call that a later row has taken over from an earlier one is counted once.
 */
export function openLedger({
  bench,
  all,
  prices,
}: {
  bench: string;
  all: boolean;
  prices: PriceList;
}): CostLedger {
  const kept = new Map<string, Kept>();
  const seen = new Set<string>();
  const take = (spent: Spent) => {
    const { stage, name, key } = spent;
    const id = JSON.stringify([stage, name, key, ...(all ? [kept.size] : [])]);
    const isNew = ({ identity }: SpentCall) => {
      const call = JSON.stringify([stage, name, key, identity]);
      return !seen.has(call) && seen.add(call) !== undefined;
    };
    const calls = all ? spent.calls.filter(isNew) : spent.calls;
    const figures = figuresOf({ ...spent, calls }, prices);
    const without = calls.filter((call) => call.usage && !prices(call, name));
    const unpriced = without.map(({ endpoint, model }) => `${endpoint}/${model}`);
    kept.set(id, { stage, name, figures, unpriced, demo: spent.demo });
  };
  const report = (by?: CostScope): CostReport => {
    const counted = [...kept.values()].filter(({ stage }) => isWithin(stage, by));
    const rows = sumUp(counted, by);
    const total = rows.reduce<CostFigures>(add, { ...nothing });
    const unpriced = [...new Set(counted.flatMap((each) => each.unpriced))].sort();
    return { bench, by: by ?? null, all, rows, total, unpriced, demo: counted.some(({ demo }) => demo) };
  };
  return { add: take, report };
}

interface Kept {
  stage: CallStage;
  name: string;
  figures: CostFigures;
  /** Endpoint and model of each call without a price. */
  unpriced: readonly string[];
  demo: boolean;
}

const nothing: CostFigures = {
  records: 0,
  records_without_calls: 0,
  calls: 0,
  calls_without_usage: 0,
  batch_calls: 0,
  input_tokens: 0,
  cached_input_tokens: 0,
  cache_write_input_tokens: 0,
  output_tokens: 0,
  reasoning_tokens: 0,
  cost: null,
  unpriced_calls: 0,
  saved_by_prompt_cache: null,
  saved_by_batch: null,
};

function figuresOf({ calls, demo, name }: Spent, prices: PriceList): CostFigures {
  const silent = calls.length === 0 && !demo;
  const record = { ...nothing, records: 1, records_without_calls: silent ? 1 : 0 };
  return calls.map((call) => ofCall(call, prices(call, name), demo)).reduce<CostFigures>(add, record);
}

function ofCall({ usage, batch }: SpentCall, price: ReturnType<PriceList>, demo: boolean): CostFigures {
  const call = { ...nothing, calls: 1, batch_calls: batch ? 1 : 0 };
  if (!usage) return demo ? { ...call, cost: 0 } : { ...call, calls_without_usage: 1 };
  const counted = {
    ...call,
    input_tokens: usage.input_tokens,
    cached_input_tokens: usage.cached_input_tokens ?? 0,
    cache_write_input_tokens: usage.cache_write_input_tokens ?? 0,
    output_tokens: usage.output_tokens,
    reasoning_tokens: usage.reasoning_tokens ?? 0,
  };
  if (!price) return { ...counted, unpriced_calls: 1 };
  const saving = savingOf(usage, price, { batch });
  return {
    ...{ ...counted, cost: costOf(usage, price, { batch }) },
    saved_by_prompt_cache: saving.promptCache,
    saved_by_batch: saving.batch,
  };
}

const figureNames = Object.keys(nothing) as (keyof CostFigures)[];

/** Adds to the sum in its place: there may be a million records. Null is nothing known, and stays so with nothing known. */
function add<Sum extends CostFigures>(sum: Sum, more: CostFigures): Sum {
  const into: Record<keyof CostFigures, number | null> = sum;
  for (const name of figureNames) {
    const value = more[name];
    if (value !== null) into[name] = (into[name] ?? 0) + value;
  }
  return sum;
}

/** Whether a stage belongs to what is asked for. */
function isWithin(stage: CallStage, by: CostScope | undefined): boolean {
  return by === 'model' ? stage === 'answers' : by === 'judge' ? stage !== 'answers' : true;
}

/** A row for each stage and name; for each model, or judge; or for each stage. */
function sumUp(kept: readonly Kept[], by: CostScope | undefined): CostRow[] {
  const rows = new Map<string, CostRow>();
  for (const { stage, name, figures } of kept) {
    const merged = {
      stage: by === 'judge' ? ('judgments' as const) : stage,
      name: by === 'stage' ? null : name,
    };
    const id = JSON.stringify(merged);
    const row = rows.get(id) ?? { ...nothing, ...merged };
    rows.set(id, add(row, figures));
  }
  return [...rows.values()];
}
