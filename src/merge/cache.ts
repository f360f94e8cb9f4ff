/** Merges caches of replies: one reply to each request, and no two that say different things. */

import { createHash } from 'node:crypto';
import { type CachedReply, parseReply } from '../client/cache.ts';
import { canonicalJson } from '../content-hash.ts';
import { lastingCall } from '../records/content.ts';
import { asFileError } from '../store/files/file-error.ts';
import { type KeyedLog, openKeyedLog } from '../store/jsonl/keyed-log.ts';

export interface ReplyPlan {
  /** Names of the replies that the target lacks, by the cache that holds them. */
  copies: Map<string, string[]>;
  /** Requests to which two caches hold different replies, one line each. */
  conflicts: string[];
}

/** Compares caches. A damaged reply, or one from another version, counts as absent. */
export function planReplies(target: string, sources: readonly string[]): ReplyPlan {
  const held = new Map<string, { from: string; print: string }>();
  const plan: ReplyPlan = { copies: new Map(), conflicts: [] };
  for (const from of [target, ...sources]) {
    const lacking: string[] = [];
    withLog(from, 'read', (log) => {
      for (const name of log.names()) {
        const reply = replyOf(log.read(name));
        if (!reply) continue;
        const print = printOf(reply);
        const earlier = held.get(name);
        if (!earlier) {
          held.set(name, { from, print });
          lacking.push(name);
        } else if (earlier.print !== print) {
          const request = `one request (${reply.call.sent.model}, ${name})`;
          plan.conflicts.push(`${earlier.from} and ${from} hold different replies to ${request}`);
        }
      }
    });
    if (from !== target && lacking.length > 0) plan.copies.set(from, lacking);
  }
  return plan;
}

/** Copies the replies; resolves to how many they were. */
export function copyReplies(target: string, { copies }: ReplyPlan): number {
  let count = 0;
  withLog(target, 'write', (into) => {
    for (const [from, names] of copies) {
      withLog(from, 'read', (log) => {
        for (const name of names) {
          const text = log.read(name);
          if (text === undefined) continue;
          append(into, target, { name, text });
          count += 1;
        }
      });
    }
  });
  return count;
}

function append(log: KeyedLog, folder: string, { name, text }: { name: string; text: string }): void {
  try {
    log.append(name, text);
  } catch (error) {
    throw asFileError(error, `cannot write the cache ${folder}`);
  }
}

function withLog(folder: string, action: 'read' | 'write', work: (log: KeyedLog) => void): void {
  const log = openKeyedLog(folder);
  try {
    work(log);
  } catch (error) {
    throw asFileError(error, `cannot ${action} the cache ${folder}`);
  } finally {
    log.close();
  }
}

function replyOf(text: string | undefined): CachedReply | undefined {
  try {
    return text === undefined ? undefined : parseReply(text);
  } catch {
    return undefined;
  }
}

/** Equal for replies that say the same, whenever they came. */
function printOf({ text, call }: CachedReply): string {
  const content = canonicalJson({ text, call: lastingCall(call) });
  return createHash('sha1').update(content).digest('base64');
}
