/** What a structure of word problems is: one chain of reasoning that is dressed and numbered anew at each draw. */

import type { Draw } from '../draw.ts';
import type { Calc } from './calc.ts';

export interface Structure {
  /** Stable, for the difficulty report: `stall-profit`. */
  id: string;
  make: (draw: Draw) => Problem;
}

export interface Problem {
  /** Sentences in their order; the last one asks. */
  story: readonly string[];
  /** Sentences with numbers that do not matter. Each can stand anywhere between the first sentence and the last. */
  asides: readonly string[];
  /** The worked solution, one calculation a line. */
  steps: readonly string[];
  /** The calculation of the last step. */
  answer: Calc;
  /** The answer had another way: by counting one by one, or by trying every number. */
  check: () => number;
}
