/** Holds a run to `--max-cost`: no call is sent whose price could exceed what is left. */

import { BudgetError } from '../../errors.ts';

export interface Budget {
  /** Sets aside the most that a call could cost; throws a BudgetError when that is more than is left. */
  reserve: (usd: number) => void;
  /** Reserves once the calls under way have left enough, which most do; rejects when what they leave is not enough. */
  reserveInTurn: (usd: number) => Promise<void>;
  /** Replaces a reservation by what the call has really cost (0 when it failed). */
  settle: (reserved: number, actual: number) => void;
  /** Counts what is spent or given back outside of any call, whether it fits or not. */
  charge: (usd: number) => void;
}

export function createBudget(maxCost: number | undefined): Budget {
  let spent = 0;
  let reserved = 0;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const exceeds = (usd: number) => maxCost !== undefined && usd > maxCost;
  const reserve = (usd: number) => {
    if (exceeds(spent + reserved + usd)) {
      throw new BudgetError(`the next call could exceed --max-cost ${maxCost}`);
    }
    reserved += usd;
    underWay += 1;
  };
  return {
    reserve,
    reserveInTurn: async (usd) => {
      while (underWay > 0 && exceeds(spent + reserved + usd) && !exceeds(spent + usd)) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      reserve(usd);
    },
    charge: (usd) => {
      spent += usd;
    },
    settle: (set, actual) => {
      reserved -= set;
      spent += actual;
      underWay -= 1;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
