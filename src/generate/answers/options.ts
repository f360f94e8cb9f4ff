/** The flags that say which models answer, to what, and how. */

import { between, type CallOptions, type Command, count, mostAlike, Option } from '../../cli/flags.ts';
import type { BatchOptions } from '../batch/options.ts';
import { type ShardOptions, shardOption } from '../shards.ts';
import type { AnswerJobOptions } from './job.ts';

export interface GenAnswersOptions extends CallOptions, AnswerJobOptions, ShardOptions, BatchOptions {
  model: string[];
  questionId?: string[];
  category?: string[];
  questionBegin?: number;
  questionEnd?: number;
  firstN?: number;
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
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(
      new Option('--question-begin <n>', 'from this position in the file, from 0').argParser(count(0)),
    )
    .addOption(new Option('--question-end <n>', 'up to this position, not included').argParser(count(0)))
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .addOption(shardOption());
}
