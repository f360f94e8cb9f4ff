/** A stable part of a bench: which machine of several works on which questions. */

import { contentHash } from '../../../content-hash.ts';
import type { Question } from '../../../records/question.ts';

/** The `index`-th of `count` parts, from 1. */
export interface Shard {
  index: number;
  count: number;
}

/** As on the command line: `2/8`. */
export function shardName({ index, count }: Shard): string {
  return `${index}/${count}`;
}

export function isShard(value: unknown): value is Shard {
  return typeof value === 'object' && value !== null && 'index' in value && 'count' in value;
}

/**
 * Whether a question belongs to a shard: the content hash of its turns, as a number, modulo the count. Nothing else
 * counts, neither its id nor its place nor the other questions, so that an added question moves no other, and a machine
 * finds the answers of its own shard to judge.
 */
export function isInShard({ turns }: Pick<Question, 'turns'>, { index, count }: Shard): boolean {
  return BigInt(`0x${contentHash(turns)}`) % BigInt(count) === BigInt(index - 1);
}
