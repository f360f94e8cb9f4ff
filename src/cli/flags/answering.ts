/** The flags that say which models answer, to what, and how; and what they come to. */

import { UserError } from '../../errors.ts';
import type { AnsweringSettings, ModelChoice } from '../../generate/settings.ts';
import { type Fewshot, fewshotSamplers, type Method, methods } from '../../records/bench/bench.ts';
import type { Selection } from '../../store/bench/questions.ts';
import { parseFilter } from '../../store/bench/selection/filter.ts';
import { between, type CallOptions, type Command, count, mostAlike, Option } from './flags.ts';
import { type ShardOptions, shardOption } from './shard.ts';

/** What the flags of `addAnsweringOptions` say. */
export interface AnsweringOptions extends SelectionOptions {
  model: string[];
  modelId?: string;
  numChoices: number;
  temperature?: number;
  maxTokens?: number;
  retryFailed?: true;
  method?: Method;
  numFewshot?: number;
  fewshotSampler?: Fewshot['sampler'];
  fewshotAsMultiturn?: true;
}

/** The flags that select questions; a command may have some of them only. */
export interface SelectionOptions extends ShardOptions {
  questionId?: string[];
  category?: string[];
  filter?: string[];
  questionBegin?: number;
  questionEnd?: number;
  firstN?: number;
  limit?: number;
  seed?: number;
}

export function addAnsweringOptions(command: Command): Command {
  return command
    .option('--model <spec...>', '<endpoint>/<model>, or an entry of models.yaml')
    .option(
      '--model-id <id>',
      'name of the model in answers and results (default: the part behind the endpoint)',
    )
    .addOption(
      new Option('--num-choices <n>', 'answers to each question').argParser(count(1, mostAlike)).default(1),
    )
    .addOption(new Option('--temperature <t>', 'one temperature for every question').argParser(between(0, 2)))
    .addOption(new Option('--max-tokens <n>', 'limit of tokens for each reply').argParser(count(1)))
    .option('--retry-failed', 'ask again for turns that did not fit into the context')
    .addOption(
      new Option(
        '--method <method>',
        'a reply (default), the log-probabilities of the options, or those of a first token',
      ).choices(methods),
    )
    .addOption(
      new Option('--num-fewshot <n>', "shots before each question (default: the bench's)").argParser(
        count(0),
      ),
    )
    .addOption(
      new Option('--fewshot-sampler <name>', "which shots (default: the bench's)").choices(fewshotSamplers),
    )
    .option('--fewshot-as-multiturn', 'each shot as a turn of user and assistant')
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(filterOption())
    .addOption(
      new Option('--question-begin <n>', 'from this position in the file, from 0').argParser(count(0)),
    )
    .addOption(new Option('--question-end <n>', 'up to this position, not included').argParser(count(0)))
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .addOption(limitOption())
    .addOption(seedOption())
    .addOption(shardOption());
}

export function limitOption(): Option {
  return new Option(
    '--limit <n>',
    'a sample of n of the selected questions, the same ones every time',
  ).argParser(count(1));
}

/** Kept as it was typed: the next command has it again. */
export function filterOption(): Option {
  return new Option(
    '--filter <key=value...>',
    'only questions whose record says so (level=3, meta.source=web); of one key several values are alternatives',
  ).argParser((text: string, before: string[] = []) => {
    parseFilter(text);
    return [...before, text];
  });
}

export function seedOption(): Option {
  return new Option('--seed <n>', 'with --limit: another sample (default: 0)').argParser(count(0));
}

/** The sample that `--limit` asks for. */
function sampleSizeOf({ limit, seed }: SelectionOptions): Selection['sample'] {
  if (limit !== undefined) return { count: limit, seed: seed ?? 0 };
  if (seed !== undefined) throw new UserError('--seed goes with --limit: there is no sample to draw');
  return undefined;
}

export function selectionOf(options: SelectionOptions): Selection {
  const { questionId, category, filter, questionBegin, questionEnd, firstN, shard } = options;
  return {
    questionIds: questionId,
    categories: category,
    filters: filter,
    begin: questionBegin,
    end: questionEnd,
    firstN,
    sample: sampleSizeOf(options),
    shard,
  };
}

export function answeringOf(options: AnsweringOptions): AnsweringSettings {
  const { numChoices, temperature, maxTokens, retryFailed, ...asking } = options;
  const { method, numFewshot, fewshotSampler, fewshotAsMultiturn } = asking;
  const asked = { method, numFewshot, fewshotSampler, fewshotAsMultiturn };
  return { numChoices, temperature, maxTokens, retryFailed, ...asked };
}

export function modelsOf({
  model,
  modelId,
  baseUrl,
  apiKeyEnv,
}: AnsweringOptions & Pick<CallOptions, 'baseUrl' | 'apiKeyEnv'>): ModelChoice {
  return { specs: model, modelId, baseUrl, apiKeyEnv };
}
