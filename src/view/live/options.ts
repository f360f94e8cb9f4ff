/** The options of `mt-judge view`. */

import type { ReportOptions } from '../../results/settings.ts';
import type { KeptAnswers } from './answers.ts';

export interface ViewOptions {
  dataDir: string;
  bench: string;
  quiet?: true;
  port: number;
  host: string;
  open?: true;
  token?: string;
  voter?: string;
  judgePrompts?: string;
  filter?: string[];
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
