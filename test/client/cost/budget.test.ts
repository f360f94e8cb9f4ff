import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBudget } from '../../../src/client/cost/budget.ts';
import { BudgetError } from '../../../src/errors.ts';

test('`createBudget()` lets calls pass as long as the most they could cost is left', () => {
  const budget = createBudget(1);
  budget.reserve(0.5);
  budget.reserve(0.5);
  expect(() => budget.reserve(0.01)).toThrow(BudgetError);
  expect(() => budget.reserve(0.01)).toThrow('the next call could exceed --max-cost 1');
});

test('`createBudget()` gives back what a call did not cost', () => {
  const budget = createBudget(1);
  budget.reserve(0.9);
  expect(() => budget.reserve(0.9)).toThrow(BudgetError);
  budget.settle(0.9, 0.1);
  budget.reserve(0.9);
  budget.settle(0.9, 0);
  budget.reserve(0.9);
});

test('`createBudget()` counts what a call has cost beyond its reservation', () => {
  const budget = createBudget(1);
  budget.reserve(0.1);
  budget.settle(0.1, 0.95);
  expect(() => budget.reserve(0.1)).toThrow(BudgetError);
});

test('`createBudget()` keeps nothing of a reservation that it refused', () => {
  const budget = createBudget(1);
  expect(() => budget.reserve(2)).toThrow(BudgetError);
  budget.reserve(1);
});

test('`createBudget()` refuses nothing without a limit, and everything that costs with a limit of 0', () => {
  expect(() => createBudget(undefined).reserve(1e9)).not.toThrow();
  const nothing = createBudget(0);
  nothing.reserve(0);
  expect(() => nothing.reserve(0.001)).toThrow(BudgetError);
});

test('`createBudget()` never spends more than its limit when no call exceeds its reservation', () => {
  const call = fc.record({
    atMost: fc.integer({ min: 0, max: 50 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(call), fc.integer({ min: 0, max: 200 }), (calls, limit) => {
      const budget = createBudget(limit);
      let spent = 0;
      for (const { atMost, share } of calls) {
        try {
          budget.reserve(atMost);
        } catch {
          continue;
        }
        budget.settle(atMost, atMost * share);
        spent += atMost * share;
      }
      expect(spent).toBeLessThanOrEqual(limit + 1e-9);
    }),
  );
});

/** Lets everything run that waits for nothing but its turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('`reserveInTurn()` waits for what the calls under way may leave', async () => {
  const budget = createBudget(1);
  await budget.reserveInTurn(0.9);
  const events: string[] = [];
  const next = budget.reserveInTurn(0.9).then(() => events.push('reserved'));
  await settled();
  events.push('the first call ends');
  budget.settle(0.9, 0.1);
  await next;
  expect(events).toEqual(['the first call ends', 'reserved']);
});

test('`reserveInTurn()` rejects when what the calls under way leave is not enough', async () => {
  const budget = createBudget(1);
  await budget.reserveInTurn(0.9);
  const next = budget.reserveInTurn(0.9);
  budget.settle(0.9, 0.5);
  await expect(next).rejects.toBeInstanceOf(BudgetError);
});

test('`reserveInTurn()` waits for nobody where no call could leave enough', async () => {
  const budget = createBudget(1);
  await budget.reserveInTurn(0.5);
  await expect(budget.reserveInTurn(1.1)).rejects.toBeInstanceOf(BudgetError);
});

test('`reserveInTurn()` lets all of many calls pass, one after another, where only one fits at a time', async () => {
  const budget = createBudget(1);
  let active = 0;
  let peak = 0;
  const calls = Array.from({ length: 9 }, async () => {
    await budget.reserveInTurn(0.9);
    active += 1;
    peak = Math.max(peak, active);
    await settled();
    active -= 1;
    budget.settle(0.9, 0.01);
  });
  await Promise.all(calls);
  expect(peak).toBe(1);
});
