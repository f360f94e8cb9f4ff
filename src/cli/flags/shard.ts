/** `--shard i/n`: how one machine of several says which part of the work is its own. */

import { type Shard, shardName } from '../../store/bench/selection/shard.ts';
import type { ProgramName } from '../program-name.ts';
import { InvalidArgumentError, Option } from './flags.ts';

/** Flags of a command that may do one machine's part. */
export interface ShardOptions {
  shard?: Shard;
}

export function shardOption(): Option {
  return new Option(
    '--shard <i/n>',
    'only part i of n of the selected questions, one for each of n machines (then: mt-judge merge)',
  ).argParser(parseShard);
}

/** The flag as the next command of the same machine needs it. */
export function shardFlag({ shard }: ShardOptions): string {
  return shard ? ` --shard ${shardName(shard)}` : '';
}

/** What follows the last stage of a shard. */
export function mergeHint({ shard }: ShardOptions, programName: ProgramName): string | undefined {
  if (!shard || shard.count === 1) return undefined;
  return `next: when all ${shard.count} shards are done, ${programName('mt-judge')} merge <their data directories> --data-dir <target>`;
}

function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count)
    throw new InvalidArgumentError('It must be i/n with 1 ≤ i ≤ n, as 2/8 for part 2 of 8.');
  return { index, count };
}
