/** `--batch`: whether the calls of a run go through a batch API. */

import { resolve } from 'node:path';
import type { CallOptions } from '../../cli/flags.ts';
import { type Command, Option, positive } from '../../cli/flags.ts';
import { UserError } from '../../errors.ts';
import { isShard, shardName } from '../../store/bench/shard.ts';

export interface BatchOptions {
  /** True for the flag alone, otherwise its values. */
  batch?: true | string[];
  batchPoll?: number;
  /** The command as it was given, for a batch folder to repeat. */
  rerun?: Rerun;
}

/** A command and its flags, without those that a repetition is given anew. */
export interface Rerun {
  command: 'gen-answers' | 'gen-judgment';
  args: string[];
  dataDir: string;
  config: string | undefined;
}

/** How a run batches: waits for its batches, leaves after each wave, or writes files for an engine of one's own. */
export type BatchManner =
  | { kind: 'wait' }
  | { kind: 'submit' }
  /** `asksAgain`: what has failed for good is written once more, instead of being counted as failed. */
  | { kind: 'file'; folder: string; results: string[]; asksAgain: boolean };

/** Seconds between the first two looks at a batch; they grow to twelve times as much. */
export const defaultPoll = 5;

export function addBatchOptions(command: Command): Command {
  return command
    .option(
      '--batch [how...]',
      'through a batch API, at batch prices: wait for the results, or "submit" and come back, or "file <dir>"',
    )
    .addOption(
      new Option(
        '--batch-poll <s>',
        `seconds between the first two looks at a batch (default ${defaultPoll})`,
      ).argParser(positive),
    );
}

/** What `--batch` asks for; undefined without it. A value that it does not know is a UserError. */
export function batchMannerOf({ batch }: BatchOptions): BatchManner | undefined {
  if (batch === undefined) return undefined;
  const [kind, folder, ...results] = batch === true ? [] : batch;
  if (kind === undefined) return { kind: 'wait' };
  if (kind === 'submit' && folder === undefined) return { kind: 'submit' };
  if (kind === 'file' && folder === undefined) {
    throw new UserError('--batch file needs a folder for its files: --batch file <dir>');
  }
  // `collect` is what `mt-judge batch collect` says: it takes what has come, and asks nothing again.
  if ((kind === 'file' || kind === 'collect') && folder !== undefined) {
    const asksAgain = kind === 'file';
    return {
      kind: 'file',
      folder: resolve(folder),
      results: results.map((file) => resolve(file)),
      asksAgain,
    };
  }
  const given = [kind, folder, ...results].filter((each) => each !== undefined).join(' ');
  throw new UserError(
    `--batch knows no "${given}": give it alone, or as --batch submit or --batch file <dir>`,
  );
}

/** Flags that a batch run would have to ignore are UserErrors. */
export function checkBatchFlags(options: CallOptions & BatchOptions): void {
  const manner = batchMannerOf(options);
  if (options.batchPoll !== undefined && manner?.kind !== 'wait') {
    throw new UserError('--batch-poll is for a run that waits for its batches: give --batch alone with it');
  }
  if (manner === undefined) return;
  const unused = (['rpm', 'tpm'] as const).find((name) => options[name] !== undefined);
  if (unused) {
    throw new UserError(
      `--${unused} limits single calls, which --batch makes none of: leave one of them out`,
    );
  }
  if (!options.cache) {
    throw new UserError('--batch keeps its results in the cache, so it cannot go with --no-cache');
  }
  if (options.replay) throw new UserError('--replay sends nothing, so it cannot go with --batch');
}

/** Flags that a repetition is given anew, or does without. */
const givenAnew = ['batch', 'batchPoll', 'dataDir', 'config', 'quiet', 'verbose'];

/** What `command` was given on its command line. */
export function rerunOf(command: Command): Pick<Rerun, 'command' | 'args'> {
  const args = command.options.flatMap((option) => {
    const name = option.attributeName();
    if (givenAnew.includes(name) || command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    const flag = option.long ?? '';
    if (typeof value === 'boolean') return value === option.negate ? [] : [flag];
    return [flag, ...(Array.isArray(value) ? value : [value]).map(asGiven)];
  });
  return { command: command.name() === 'gen-judgment' ? 'gen-judgment' : 'gen-answers', args };
}

/** A value as it stands on a command line. */
function asGiven(value: unknown): string {
  if (isShard(value)) return shardName(value);
  if (typeof value === 'object') throw new Error('a flag has a value that cannot be written down');
  return String(value);
}

/** The options of a command, with what a batch folder needs to repeat it. */
export function withRerun<Options extends CallOptions>(
  options: Options,
  command: Command,
): Options & BatchOptions {
  const { dataDir, config } = options;
  return { ...options, rerun: { ...rerunOf(command), dataDir, config } };
}
