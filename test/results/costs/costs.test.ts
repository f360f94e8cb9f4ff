import { expect, test } from 'vitest';
import { openLedger } from '../../../src/results/costs/costs.ts';
import { costNotes, costTable, renderCosts } from '../../../src/results/costs/table.ts';
import type { Spent, SpentCall } from '../../../src/store/bench/recorded-calls.ts';

const price = { input: 2, output: 8, cached_input: 0.5, batch: { input: 1, output: 4, cached_input: 0.25 } };
const ledger = (all = false) =>
  openLedger({ bench: 'b', all, prices: ({ model }) => (model === 'unknown' ? undefined : price) });

const million = { input_tokens: 1e6, output_tokens: 1e6 };
const call = (change: Partial<SpentCall> = {}): SpentCall => ({
  ...{ endpoint: 'openai', model: 'm', batch: undefined, usage: million, identity: 'a' },
  ...change,
});
const spent = (change: Partial<Spent> = {}): Spent => ({
  ...{ stage: 'answers', name: 'm', key: '1', calls: [call()], demo: false },
  ...change,
});

function reportOf(all: boolean, ...records: Spent[]) {
  const { add, report } = ledger(all);
  records.forEach(add);
  return report;
}

test('tokens, cost and what was spared are summed up for each model and judge, and in total', () => {
  const cached = call({ usage: { ...million, cached_input_tokens: 400_000, reasoning_tokens: 9 } });
  const { rows, total } = reportOf(
    false,
    spent({ calls: [call(), cached] }),
    spent({ key: '2', calls: [call({ batch: true })] }),
    spent({ stage: 'single', name: 'j' }),
  )();
  expect(rows).toMatchObject([
    { stage: 'answers', name: 'm', records: 2, calls: 3, batch_calls: 1, input_tokens: 3e6 },
    { stage: 'single', name: 'j', records: 1, calls: 1, batch_calls: 0, input_tokens: 1e6, cost: 10 },
  ]);
  expect(rows[0]).toMatchObject({ cached_input_tokens: 400_000, reasoning_tokens: 9, output_tokens: 3e6 });
  expect(rows[0]?.cost).toBeCloseTo(10 + 9.4 + 5, 9);
  expect(rows[0]?.saved_by_prompt_cache).toBeCloseTo(0.6, 9);
  expect(rows[0]?.saved_by_batch).toBeCloseTo(5, 9);
  expect(total.cost).toBeCloseTo(34.4, 9);
  expect(total.calls).toBe(4);
});

test('of the rows of one key the last one counts', () => {
  const report = reportOf(false, spent(), spent({ calls: [call(), call()] }), spent({ name: 'other' }))();
  expect(report.rows).toMatchObject([
    { name: 'm', records: 1, calls: 2 },
    { name: 'other', records: 1, calls: 1 },
  ]);
});

test('with all rows every call counts, but one that a later row has taken over counts once', () => {
  const kept = call({ identity: 'kept' });
  const records = [spent({ calls: [kept] }), spent({ calls: [kept, call({ identity: 'new' })] })];
  expect(reportOf(true, ...records)().rows).toMatchObject([{ records: 2, calls: 2, cost: 20 }]);
  const apart = [spent({ calls: [kept] }), spent({ calls: [kept], key: '2' })];
  expect(reportOf(true, ...apart)().rows).toMatchObject([{ records: 2, calls: 2 }]);
});

test('what is not known is counted apart and told, and never taken for nothing', () => {
  const report = reportOf(
    false,
    spent({ calls: [] }),
    spent({ key: '2', calls: [call({ usage: undefined }), call({ model: 'unknown' })] }),
  )();
  expect(report.total).toMatchObject({
    ...{ records: 2, records_without_calls: 1, calls: 2, calls_without_usage: 1, unpriced_calls: 1 },
    ...{ input_tokens: 1e6, cost: null },
  });
  expect(costNotes(report).slice(1)).toEqual([
    'No price for 1 call of openai/unknown: tokens only; add an entry with a price to models.yaml',
    '1 record without a word on their calls: not counted',
    '1 call without token counts: not in tokens and cost',
  ]);
  expect(costTable(report).rows).toEqual([['answers', 'm', '2', '1,000,000', '1,000,000', '–']]);
});

test('a cost that is not of all calls has a mark, and demo calls cost nothing', () => {
  const partial = reportOf(false, spent(), spent({ key: '2', calls: [call({ model: 'unknown' })] }))();
  expect(costTable(partial).rows[0]?.at(-1)).toBe('$10.00 *');
  const demo = reportOf(false, spent({ demo: true, calls: [call({ usage: undefined })] }))();
  expect(demo).toMatchObject({ demo: true, total: { calls: 1, calls_without_usage: 0, cost: 0 } });
  expect(costNotes(demo).at(-1)).toBe('demo: no language model was involved');
});

test('what has no price, or was a demo, is told where it is in the figures alone', () => {
  const report = reportOf(
    false,
    spent({ calls: [call({ model: 'unknown' })] }),
    spent({ key: '2', demo: true, calls: [] }),
    spent({ stage: 'single', name: 'j' }),
  );
  expect(report()).toMatchObject({ unpriced: ['openai/unknown'], demo: true });
  expect(report('model')).toMatchObject({ unpriced: ['openai/unknown'], demo: true });
  expect(report('judge')).toMatchObject({ unpriced: [], demo: false });
  const replaced = reportOf(false, spent({ calls: [call({ model: 'unknown' })] }), spent());
  expect(replaced().unpriced).toEqual([]);
});

test('by model, by judge and by stage', () => {
  const report = reportOf(
    false,
    spent(),
    spent({ name: 'n' }),
    spent({ stage: 'single', name: 'j' }),
    spent({ stage: 'pair', name: 'j' }),
  );
  const shape = (by: 'model' | 'judge' | 'stage') =>
    report(by).rows.map(({ stage, name, calls }) => [stage, name, calls]);
  expect(shape('model')).toEqual([
    ['answers', 'm', 1],
    ['answers', 'n', 1],
  ]);
  expect(shape('judge')).toEqual([['judgments', 'j', 2]]);
  expect(shape('stage')).toEqual([
    ['answers', null, 2],
    ['single', null, 1],
    ['pair', null, 1],
  ]);
  expect(costTable(report('stage')).head[1]).toBe('calls');
});

test('a table shows the columns that hold something; CSV and JSON hold all', () => {
  const batched = call({ batch: true, usage: { ...million, cached_input_tokens: 1000 } });
  const report = reportOf(false, spent({ name: '=m', calls: [batched] }), spent({ key: '2' }))();
  expect(costTable(report).head).toEqual([
    ...['stage', 'name', 'calls', 'input', 'cached', 'output', 'batch', 'cost'],
    ...['saved by prompt cache', 'saved by batch'],
  ]);
  const csv = renderCosts(report, { format: 'csv', color: false }).split('\r\n');
  expect(csv[0]).toBe(['stage', 'name', ...Object.keys(report.total)].join(','));
  expect(csv[1]).toMatch(/^answers,'=m,1,0,1,0,1,/);
  expect(JSON.parse(renderCosts(report, { format: 'json', color: false }))).toEqual(report);
  expect(renderCosts(report, { format: 'markdown', color: false })).toContain('| stage | name |');
});
