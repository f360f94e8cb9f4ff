/** The settings of the API's functions: everything that has a default may be left out. */

import type { Host } from '../generate/runtime.ts';
import type {
  AnsweringSettings,
  BatchSettings,
  CallSettings,
  JudgeChoice,
  JudgingSettings,
  ModelChoice,
} from '../generate/settings.ts';
import type { JudgeFunction, OwnJudge } from '../judges/program.ts';
import type { Environment } from '../providers/resolve-model.ts';
import type { Selection } from '../store/bench/questions.ts';

/** What answering and judging share. */
export interface SharedSettings extends Host {
  /** The current folder where it is left out. */
  dataDir?: string | undefined;
  /** `mt80` where it is left out. */
  bench?: string | undefined;
  /** All questions where it is left out. */
  select?: Selection | undefined;
  /** Does again what is done already. */
  overwrite?: boolean | undefined;
  /** Instead of `models.yaml` in the data directory. */
  configFile?: string | undefined;
  /** Where keys are looked for, next to `.env`; hand in `process.env`, or nothing but the keys. */
  env?: Environment | undefined;
  calls?: Partial<CallSettings> | undefined;
  /** Goes through a batch API. */
  batch?: BatchSettings | undefined;
}

export interface GenerateAnswersSettings extends SharedSettings {
  /** `openai/gpt-4.1-mini`, or names of entries in models.yaml. */
  models: readonly string[] | ModelChoice;
  answering?: Partial<AnsweringSettings> | undefined;
}

export interface JudgeSettings extends SharedSettings {
  /**
   * `openai/gpt-4.1`, names of entries in models.yaml, graders, files (`./my-judge.js`), functions; several make a panel.
   * Left out, or with none in it: the graders of the bench, for the method by which the answers were had.
   */
  judges?: readonly (string | JudgeFunction | OwnJudge)[] | JudgeChoice | undefined;
  judging?: Partial<JudgingSettings> | undefined;
}

export interface RunSettings extends Omit<GenerateAnswersSettings & JudgeSettings, 'batch'> {}

/** The settings of any of the three functions. */
export interface AnySettings extends SharedSettings {
  models?: GenerateAnswersSettings['models'];
  answering?: Partial<AnsweringSettings> | undefined;
  /** With none in it: the graders of the bench. */
  judges?: JudgeSettings['judges'];
  judging?: Partial<JudgingSettings> | undefined;
}

const defaultCalls: CallSettings = { timeoutMs: 300_000, maxRetries: 6, cache: 'on' };
const defaultAnswering: AnsweringSettings = { numChoices: 1 };
const defaultJudging: JudgingSettings = { mode: 'single', repeats: 1 };

/** The settings with their defaults filled in. */
export function withDefaults(settings: AnySettings) {
  const { dataDir = '.', bench = 'mt80', select = {}, overwrite = false, env = {} } = settings;
  return {
    place: { dataDir, bench },
    select,
    overwrite,
    env,
    calls: filled(defaultCalls, settings.calls),
    answering: filled(defaultAnswering, settings.answering),
    judging: filled(defaultJudging, settings.judging),
    models: isList(settings.models) ? { specs: settings.models } : settings.models,
    judges: isList(settings.judges) ? judgesOf(settings.judges) : settings.judges,
  };
}

/** What is undefined takes its default, as what is left out does. */
function filled<Settings extends object>(defaults: Settings, given: Partial<Settings> | undefined): Settings {
  const known = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(known) };
}

function judgesOf(judges: readonly (string | JudgeFunction | OwnJudge)[]): JudgeChoice {
  return {
    specs: judges.filter((each) => typeof each === 'string'),
    own: judges.filter((each) => typeof each !== 'string'),
  };
}

function isList<Item>(given: readonly Item[] | object | undefined): given is readonly Item[] {
  return Array.isArray(given);
}
