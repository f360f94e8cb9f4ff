/** Holds a run to `--max-cost`: no call is sent whose price could exceed what is left. */

import { BudgetError } from '../errors.ts';

export interface Budget {
  /** Sets aside the most that a call could cost; throws a BudgetError when that is more than is left. */
  reserve: (usd: number) => void;
  /** Replaces a reservation by what the call has really cost (0 when it failed). */
  settle: (reserved: number, actual: number) => void;
}

export function createBudget(maxCost: number | undefined): Budget {
  let spent = 0;
  let reserved = 0;
  return {
    reserve: (usd) => {
      if (maxCost !== undefined && spent + reserved + usd > maxCost) {
        throw new BudgetError(`the next call could exceed --max-cost ${maxCost}`);
      }
      reserved += usd;
    },
    settle: (set, actual) => {
      reserved -= set;
      spent += actual;
    },
  };
}
