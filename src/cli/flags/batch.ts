/** `--batch`: whether the calls of a run go through a batch API, and how. */

import { resolve } from 'node:path';
import { contentHash } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import type { BatchSettings, Rerun } from '../../generate/settings.ts';
import { shellCommand } from '../../shell-quote.ts';
import { isShard, shardName } from '../../store/bench/selection/shard.ts';
import type { ProgramName } from '../program-name.ts';
import { type CallOptions, type Command, Option, positive } from './flags.ts';

export interface BatchOptions {
  /** True for the flag alone, otherwise its values. */
  batch?: true | string[];
  batchPoll?: number;
}

/** Seconds between the first two polls of a batch; they grow to twelve times as much. */
const defaultPoll = 5;

export function addBatchOptions(command: Command): Command {
  return command
    .option(
      '--batch [how...]',
      'through a batch API, at batch prices: wait for the results, or "submit" and come back, or "file <dir>"',
    )
    .addOption(
      new Option(
        '--batch-poll <s>',
        `seconds between the first two polls of a batch (default ${defaultPoll})`,
      ).argParser(positive),
    );
}

/** What `--batch` asks for; undefined without it. A value that it does not know, and a flag that it would have to ignore, are UserErrors. */
export function batchOf(options: CallOptions & BatchOptions, given: Command): BatchSettings | undefined {
  const settings = parse(options, given);
  if (options.batchPoll !== undefined && settings?.kind !== 'wait') {
    throw new UserError('--batch-poll is for a run that waits for its batches: give --batch alone with it');
  }
  if (settings === undefined) return undefined;
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
  return settings;
}

function parse(options: CallOptions & BatchOptions, given: Command): BatchSettings | undefined {
  const { batch, batchPoll = defaultPoll, dataDir, config } = options;
  if (batch === undefined) return undefined;
  const run = runOf(options);
  const [kind, folder, ...results] = batch === true ? [] : batch;
  if (kind === undefined) return { run, kind: 'wait', pollMs: batchPoll * 1000 };
  if (kind === 'submit' && folder === undefined) return { run, kind };
  if (kind === 'file' && folder === undefined) {
    throw new UserError('--batch file needs a folder for its files: --batch file <dir>');
  }
  // `collect` is what `mt-judge batch collect` says: it takes what has come, and asks nothing again.
  if ((kind === 'file' || kind === 'collect') && folder !== undefined) {
    return {
      run,
      kind: 'file',
      folder: resolve(folder),
      results: results.map((file) => resolve(file)),
      asksAgain: kind === 'file',
      rerun: { ...rerunOf(given), dataDir, config },
    };
  }
  const values = [kind, folder, ...results].filter((each) => each !== undefined).join(' ');
  throw new UserError(
    `--batch knows no "${values}": give it alone, or as --batch submit or --batch file <dir>`,
  );
}

/** Flags that may differ without making it another run. */
const volatile = [
  ...['batch', 'batchPoll', 'concurrency', 'parallel', 'rpm', 'tpm', 'timeout', 'maxRetries', 'maxCost'],
  ...['quiet', 'verbose', 'dataDir', 'config'],
];

/** Tells one command from another, whatever its flags about speed and price. */
function runOf(options: object): string {
  return contentHash(
    Object.fromEntries(Object.entries(options).filter(([name]) => !volatile.includes(name))),
  );
}

/** What to do about requests that wait: the last line of a batch run. */
export function batchNext(
  settings: BatchSettings,
  { programName, stopped }: { programName: ProgramName; stopped: boolean },
): string {
  if (settings.kind === 'file') {
    const collect = `${programName('mt-judge')} ${shellCommand(['batch', 'collect', settings.folder])}`;
    return `next: run the files of ${settings.folder} through your engine, its results next to them, then: ${collect} (results elsewhere: --input-file <file or folder>)`;
  }
  const goesOn = stopped ? 'the batches go on at the service; ' : '';
  return `next: ${goesOn}run the same command again to collect what has come`;
}

/** A folder keeps what has failed; the command that wrote it asks for that again, collecting once more would not. */
export function batchAgain(
  settings: BatchSettings | undefined,
  programName: ProgramName,
): string | undefined {
  if (settings?.kind !== 'file') return undefined;
  const { command, args, dataDir, config } = settings.rerun;
  const more = [
    ...(dataDir === '.' ? [] : ['--data-dir', dataDir]),
    ...(config === undefined ? [] : ['--config', config]),
  ];
  const files = ['--batch', 'file', settings.folder, ...settings.results];
  return `${programName('mt-judge')} ${shellCommand([command, ...args, ...more, ...files])}`;
}

/** Flags that a repetition is given anew, or does without. */
const givenAnew = ['batch', 'batchPoll', 'dataDir', 'config', 'quiet', 'verbose'];

/** What `command` was given on its command line. */
function rerunOf(command: Command): Pick<Rerun, 'command' | 'args'> {
  const said = new Set<string>();
  const args = command.options.flatMap((option) => {
    const name = option.attributeName();
    // Two flags may be one: the first says it.
    if (said.has(name)) return [];
    said.add(name);
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
