/** What `mt-judge view` is told. */

import type { BenchOptions } from './flags.ts';

export interface ViewOptions extends BenchOptions {
  port: number;
  host: string;
  open?: true;
  token?: string;
  voter?: string;
}
