/** The settings of a run, by concern: the flags of a command line, or the values of an API call, once they are read. */

import type { JudgeFunction, OwnJudge } from '../judges/program.ts';
import type { Fewshot, Method } from '../records/bench/bench.ts';
import type { SandboxName } from '../sandbox/sandbox.ts';
import type { Selection } from '../store/bench/questions.ts';

/** Which questions of which bench, and where its files lie. */
export interface BenchSettings {
  dataDir: string;
  bench: string;
  select: Selection;
}

/** Which models answer, or which judges judge, and how they are reached. */
export interface ModelChoice {
  /** `<endpoint>/<model>`, or names of entries in models.yaml. */
  specs: readonly string[];
  /** Names the model in answers and results; for a single one only. */
  modelId?: string | undefined;
  /** Instead of the endpoint's own. */
  baseUrl?: string | undefined;
  apiKeyEnv?: string | undefined;
}

/** Which judges judge: models, files, graders by name; and functions. */
export interface JudgeChoice extends ModelChoice {
  own?: readonly (JudgeFunction | OwnJudge)[] | undefined;
}

/** How the models are asked. */
export interface AnsweringSettings {
  numChoices: number;
  /** Forces one temperature on every question. */
  temperature?: number | undefined;
  maxTokens?: number | undefined;
  /** Asks again for turns that are recorded as not fitting into the model's context. */
  retryFailed?: boolean | undefined;
  /** `generate` where it is left out. This and the next three change what the bench's yaml file says. */
  method?: Method | undefined;
  /** Shots before each question. */
  numFewshot?: number | undefined;
  fewshotSampler?: Fewshot['sampler'] | undefined;
  /** A turn of user and assistant for each shot. */
  fewshotAsMultiturn?: boolean | undefined;
}

export const judgingModes = ['single', 'pairwise-baseline', 'pairwise-all'] as const;

export type JudgingMode = (typeof judgingModes)[number];

/** How the judges judge. */
export interface JudgingSettings {
  mode: JudgingMode;
  /** The model that all others meet, in `pairwise-baseline` and in no other mode. */
  baseline?: string | undefined;
  /** Models whose answers on disk are judged: by default all; next to models that answer in the run, none. */
  modelList?: readonly string[] | undefined;
  /** Name of the set of judge prompts; unless given that of the bench's language, or the default one. */
  judgePrompts?: string | undefined;
  /** Judgments of each match. */
  repeats: number;
  /** Limit of tokens for each reply of a judge. */
  maxTokens?: number | undefined;
  /** The flag that has set it, for messages; `--max-tokens` where it is left out. */
  maxTokensFlag?: string | undefined;
  /** Where graders run programs; `pyodide` unless given. */
  sandbox?: SandboxChoice | undefined;
}

interface SandboxChoice {
  name: SandboxName;
  /** Lets `python` run programs with no wall around them, where the system has none. */
  allowUnsandboxed?: boolean | undefined;
}

/** How services are called, and within which limits. */
export interface CallSettings {
  /** Calls at a time for each endpoint; the endpoint's own where it is left out. */
  concurrency?: number | undefined;
  /** Requests and tokens per minute for each endpoint. */
  rpm?: number | undefined;
  tpm?: number | undefined;
  timeoutMs: number;
  /** Tries after the first for errors that may pass. */
  maxRetries: number;
  /** Milliseconds for which a server that is still starting is waited for; unless given five minutes, or none without retries. */
  waitForServerMs?: number | undefined;
  /** Milliseconds of nothing but errors of the server, after which its model is closed; one minute unless given. */
  giveUpAfterMs?: number | undefined;
  /** `off` neither reads nor writes replies; under `replay` a reply that is not cached is an error. */
  cache: 'on' | 'off' | 'replay';
  /** US dollars that a run must not exceed. */
  maxCost?: number | undefined;
}

/** How a run goes through a batch API: it waits, or leaves after each batch round, or writes files for an engine. */
export type BatchSettings = {
  /** Tells the batches of this run from those of others. */
  run: string;
} & (
  | { kind: 'wait' /** Between the first two polls of a batch. */; pollMs: number }
  | { kind: 'submit' }
  | BatchFileSettings
);

export interface BatchFileSettings {
  kind: 'file';
  folder: string;
  /** Result files that lie elsewhere. */
  results: readonly string[];
  /** What has failed for good is written once more, instead of being counted as failed. */
  asksAgain: boolean;
  /** What the folder keeps of the command, to be run again. */
  rerun: Rerun;
}

/** A command and its flags, without those that a repetition is given anew. */
export interface Rerun {
  command: 'gen-answers' | 'gen-judgment';
  args: readonly string[];
  dataDir: string;
  config: string | undefined;
}
