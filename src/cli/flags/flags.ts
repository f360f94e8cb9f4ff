/** Flags that several commands share, and how their values are read. */

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../../errors.ts';
import type { CallSettings } from '../../generate/settings.ts';

/** Flags of every command that reads the data directory. */
export interface DataOptions {
  dataDir: string;
  quiet?: true;
}

/** Flags of every command that reads a bench. */
export interface BenchOptions extends DataOptions {
  bench: string;
}

/** Flags of the commands that call services. */
export interface CallOptions extends DataOptions {
  config?: string;
  concurrency?: number;
  rpm?: number;
  tpm?: number;
  timeout: number;
  maxRetries: number;
  waitForServer?: number;
  giveUpAfter: number;
  dryRun?: true;
  maxCost?: number;
  cache: boolean;
  replay?: true;
  verbose?: true;
  baseUrl?: string;
  apiKeyEnv?: string;
}

export function addBenchOptions(command: Command): Command {
  return addDataOptions(addBenchOption(command));
}

/** For a command that calls services about a bench. */
export function addCallOptions(command: Command): Command {
  return addServiceOptions(addBenchOption(command));
}

function addBenchOption(command: Command): Command {
  return command.option('--bench <name>', 'question file, questions/<name>.jsonl', 'mt80');
}

/** For a command that reads the data directory. */
export function addDataOptions(command: Command): Command {
  return command
    .option('--data-dir <dir>', 'folder of questions/, answers/, judgments/, models.yaml and .cache/', '.')
    .option('--quiet', 'print results and errors only');
}

/** Answers or judgments of one and the same thing: a slip of the finger must not plan a billion. */
export const mostAlike = 10_000;

/** An address has no more ports than this for the connections to one service. */
const concurrency = count(1, 65_535);

/** For a command that calls services, whatever about. */
export function addServiceOptions(command: Command): Command {
  const limited = addDataOptions(command)
    .option(
      '--config <models.yaml>',
      'endpoints, models, prices (default: models.yaml in the data directory, if any)',
    )
    .option('--base-url <url>', "the server's address, instead of the endpoint's own")
    .option('--api-key-env <name>', "variable that holds the key, instead of the endpoint's own")
    .addOption(
      new Option('-j, --concurrency <n>', 'calls at a time for each endpoint').argParser(concurrency),
    )
    .addOption(new Option('--parallel <n>', 'same as --concurrency').argParser(concurrency).hideHelp())
    .addOption(new Option('--rpm <n>', 'requests per minute for each endpoint').argParser(positive))
    .addOption(new Option('--tpm <n>', 'tokens per minute for each endpoint').argParser(positive));
  return addPatienceOptions(limited)
    .option('--dry-run', 'count calls, estimate tokens and cost, send nothing')
    .addOption(
      new Option(
        '--max-cost <usd>',
        'stop before this cost is exceeded (needs prices in models.yaml)',
      ).argParser(positive),
    )
    .option('--no-cache', 'neither read nor write cached replies')
    .option('--replay', 'cached replies only; a miss is an error')
    .option('--verbose', 'print each retry and each change to what is sent');
}

/** How long a service is given, and how often. */
function addPatienceOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--timeout <s>', 'seconds until a call counts as failed').argParser(positive).default(300),
    )
    .addOption(
      new Option('--max-retries <n>', 'tries after the first for errors that may pass')
        .argParser(count(0))
        .default(6),
    )
    .addOption(
      new Option(
        '--wait-for-server <s>',
        'seconds for which a server that still starts is waited for (default: 300, with --max-retries 0 none)',
      ).argParser(count(0, 86_400)),
    )
    .addOption(
      new Option('--give-up-after <s>', 'seconds of nothing but server errors until a model is given up')
        .argParser(positive)
        .default(60),
    );
}

/** Has a command, and every command below it, throw what commander would print. */
export function prepareCommand(command: Command): Command {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: () => undefined });
  for (const each of command.commands) prepareCommand(each);
  return command;
}

/** What the flags of `addServiceOptions` say of the calls. A combination that means nothing is a UserError. */
export function callsOf(options: CallOptions & { parallel?: number }): CallSettings {
  const { concurrency, parallel, rpm, tpm, timeout, maxRetries, maxCost, cache, replay } = options;
  const { waitForServer, giveUpAfter } = options;
  if (replay && !cache) {
    throw new UserError('--replay reads the cache, so it cannot go with --no-cache');
  }
  return {
    concurrency: concurrency ?? parallel,
    rpm,
    tpm,
    timeoutMs: timeout * 1000,
    maxRetries,
    waitForServerMs: waitForServer === undefined ? undefined : waitForServer * 1000,
    giveUpAfterMs: giveUpAfter * 1000,
    maxCost,
    cache: replay ? 'replay' : cache ? 'on' : 'off',
  };
}

/**
 * A flag that a command cannot do without. Checked here and not by commander, which would complain of the missing flag
 * before the mistyped one that was meant for it.
 */
export function requireFlag(
  flag: string,
  value: readonly string[] | undefined,
  examples: string,
): asserts value {
  if (!value) throw new UserError(`${flag} is missing: give, for example, one of ${examples}`);
}

/** `--model` where models are chosen by id, among those that have answers: says the flag that does that. */
export function modelListInstead(): Option {
  return new Option('--model <spec...>').hideHelp().argParser((text: string) => {
    throw new UserError(
      `--model is for the commands that ask models: give --model-list and the id of the model (${text.split('/').at(-1)})`,
    );
  });
}

/** Parser of a whole number of at least `least`, and of at most `most` where more would come to no end. */
export function count(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least}${upTo}.`);
    return value;
  };
}

/** Parser of a number above zero. */
export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** Parser of a number from `least` to `most`. */
export function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    }
    return value;
  };
}

export { Command, CommanderError, InvalidArgumentError, Option };
