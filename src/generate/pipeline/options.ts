/** The flags of `mt-judge run`, and what they come to. */

import { addCallOptions, type CallOptions, type Command } from '../../cli/flags.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import type { Question } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import { addAnsweringOptions, type GenAnswersOptions } from '../answers/options.ts';
import type { ResolvedJudge } from '../judgments/open-judges.ts';
import { addJudgingOptions, type JudgingOptions } from '../judgments/options.ts';

export interface RunOptions extends GenAnswersOptions, JudgingOptions {
  modelList?: string[];
  judgeBaseUrl?: string;
  judgeApiKeyEnv?: string;
}

/** Who takes part in a run, and in what. */
export interface Cast {
  /** Every question of the bench, selected or not. */
  all: readonly Question[];
  questions: readonly Question[];
  prompts: JudgePromptSet;
  models: readonly ModelTarget[];
  judges: readonly ResolvedJudge[];
  /** Answers that are on disk and stay as they are. */
  standing: readonly AnswerReader[];
  options: RunOptions;
}

export function addRunOptions(command: Command): Command {
  addJudgingOptions(addAnsweringOptions(command))
    .option('--model-list <id...>', 'judge the answers of these models too, which are on disk')
    .option('--judge-base-url <url>', "the judges' server, instead of their endpoint's own")
    .option('--judge-api-key-env <name>', "variable that holds the judges' key")
    .option('--overwrite', 'answer and judge again what is done already');
  addCallOptions(command);
  describe(command, '--base-url', "the models' server, instead of their endpoint's own");
  describe(command, '--api-key-env', "variable that holds the models' key");
  describe(command, '--quiet', 'print errors only, no results');
  return command;
}

/** The flags as they hold for the judges, who have a server and a key of their own. */
export function judgeCallOptions(options: RunOptions): CallOptions {
  const { modelId: _, baseUrl: _url, apiKeyEnv: _key, ...shared } = options;
  const { judgeBaseUrl, judgeApiKeyEnv } = options;
  return {
    ...shared,
    ...(judgeBaseUrl === undefined ? {} : { baseUrl: judgeBaseUrl }),
    ...(judgeApiKeyEnv === undefined ? {} : { apiKeyEnv: judgeApiKeyEnv }),
  };
}

/** A shared flag means something narrower here. */
function describe(command: Command, flag: string, meaning: string): void {
  const option = command.options.find(({ long }) => long === flag);
  if (option) option.description = meaning;
}
