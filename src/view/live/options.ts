/** What `mt-judge view` is told. */

import type { BenchOptions } from '../../cli/flags/flags.ts';
import type { ReportOptions } from '../../results/read/report-options.ts';
import type { KeptAnswers } from './answers.ts';

export interface ViewOptions extends BenchOptions {
  port: number;
  host: string;
  open?: true;
  token?: string;
  voter?: string;
}

/** What figures are made with. */
export interface FiguresOptions extends ReportOptions {
  benchGiven: boolean;
  /** False while the files are still being read: nothing is compared with what else is on disk then. */
  whole: boolean;
  /** Called between steps that leave much behind. */
  tidy: () => void;
  answers: KeptAnswers;
}
