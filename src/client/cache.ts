/** Replies by the hash of what was asked. Several processes may share one; a damaged entry is a miss. */

import { z } from 'zod';
import { contentHash } from '../content-hash.ts';
import type { Score } from '../providers/provider.ts';
import { callSchema } from '../records/calls/call.ts';
import { asFileError } from '../store/files/file-error.ts';
import { syncFolder } from '../store/files/sync-folder.ts';
import { openKeyedLog } from '../store/jsonl/keyed-log.ts';

/** What identifies a reply. Equal fields give the same entry on every machine. */
export interface CacheKey {
  endpoint: string;
  base_url: string | undefined;
  model: string;
  messages: readonly { role: string; content: string }[];
  parameters: Readonly<Record<string, unknown>>;
  /** Sets apart samples of one request: choices, repeats. */
  repeat: number;
  /** Sets a second try at an unparsed verdict apart from the first. */
  attempt: number;
  /** Present where log-probabilities were asked for. */
  score?: Score;
}

const cachedReplySchema = z.object({ text: z.string(), call: callSchema });

export type CachedReply = z.infer<typeof cachedReplySchema>;

export interface Cache {
  /** The entry's name: the hash of its key. */
  nameOf: (key: CacheKey) => string;
  read: (key: CacheKey) => Promise<CachedReply | undefined>;
  write: (key: CacheKey, reply: CachedReply) => Promise<void>;
  /** True once a reply could not be written: what is asked from then on would be lost. */
  broken: () => boolean;
}

export interface KeepingCache extends Cache {
  /** Keeps the reply of an entry that is known by its name alone. */
  keep: (name: string, reply: CachedReply) => void;
  /** Resolves once everything that was written is on disk, come what may. */
  flush: () => Promise<void>;
}

/** The cache in a folder (`.cache/`), made on the first write. */
export function openCache(folder: string): KeepingCache {
  const log = openKeyedLog(folder);
  let broken = false;
  const keep = (name: string, reply: CachedReply) => {
    try {
      log.append(name, JSON.stringify(reply));
    } catch (error) {
      broken = true;
      throw asFileError(error, `cannot write the cache ${folder}`);
    }
  };
  const names = new WeakMap<CacheKey, string>();
  const nameOf = (key: CacheKey) => {
    const name = names.get(key) ?? contentHash(key);
    names.set(key, name);
    return name;
  };
  return {
    nameOf,
    read: async (key) => {
      try {
        const text = log.read(nameOf(key));
        return text === undefined ? undefined : parseReply(text);
      } catch {
        // Unreadable, or from another version.
        return undefined;
      }
    },
    write: async (key, reply) => keep(nameOf(key), reply),
    keep,
    broken: () => broken,
    flush: () => syncFolder(folder, '.log'),
  };
}

/** A reply as its text lies in the cache; throws for anything else. */
export function parseReply(text: string): CachedReply {
  return cachedReplySchema.parse(JSON.parse(text));
}
