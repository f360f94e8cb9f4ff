/** What results are made of and how: flags of `show-results`, settings of the API. */

import type { Threshold } from './gates/thresholds.ts';
import type { By } from './render/leaderboard-tables.ts';

export const showModes = ['single', 'pairwise-baseline', 'pairwise-all'] as const;

export type ShowMode = (typeof showModes)[number];

/** Settings of the pairwise modes. */
export interface PairwiseOptions {
  baseline?: string;
  anchor?: { model: string; rating: number };
  seed?: number;
  styleControl?: true;
}

/** Settings of mode single. */
export interface SingleOptions {
  /** In the value: each model's means by question. */
  questions?: true;
  /** A file with such a value, which the run is compared with. */
  baselineResults?: string;
  compare?: string[];
  interval: 't' | 'bootstrap';
  health?: true;
  /** False where judges are not to be heard on models of their own family. */
  self: boolean;
  /** The square root of a score where the answer is in another language than the bench. */
  languagePenalty?: true;
  /** Of graders: which pass@k and maj@k; 1, 10 and 100 unless given, so far as there are so many answers. */
  k?: number[];
}

export const chartKinds = ['radar', 'whisker', 'both'] as const;

interface ReportFlags {
  html?: string;
  chart?: string;
  chartKind?: (typeof chartKinds)[number];
}

/** What decides which rows are read. */
export interface RowOptions {
  dataDir: string;
  bench: string;
  inputFile?: string;
  /** The set of judge prompts. */
  judgePrompts?: string;
  /** The first by name will do where there are several and neither is named nor the default's: the viewer shows something. */
  anySet?: true;
  category?: string[];
  /** `key=value` on what the questions' records say. */
  filter?: string[];
  questionId?: string[];
  firstN?: number;
  /** A sample of the selected questions; `seed` draws another one. */
  limit?: number;
  seed?: number;
}

/** Whatever decides what a report is about. */
export interface ReportOptions extends RowOptions, PairwiseOptions, SingleOptions, ReportFlags {
  mode: ShowMode;
  judge?: string[];
  modelList?: string[];
}

/** Tools whose own names and figures can be shown; the last two are protocols of two models. */
export const compatTools = ['fastchat', 'lm-eval', 'alpaca-eval', 'arena-hard'] as const;

export const showFormats = ['table', 'json', 'csv', 'markdown', 'junit', 'github'] as const;

/** Whatever decides what is shown. */
export interface ShowOptions extends ReportOptions {
  by?: By;
  format: (typeof showFormats)[number];
  compat?: (typeof compatTools)[number];
  failUnder?: Threshold[];
  /** The most that a mean may lie below that of `baselineResults`. */
  failDrop?: number;
  minCoverage?: number;
  quiet?: true;
}

/** How something is shown. */
export interface ShowContext {
  /** Whether the user has named the bench. */
  benchGiven: boolean;
  color: boolean;
  /** Is given a line for each thing that was left out, as it is found. */
  warn: (line: string) => void;
}

/** What is shown, what is to be said after it, and the gates that were missed, a line each. */
export interface Shown {
  text: string;
  warnings: string[];
  missed: string[];
}
