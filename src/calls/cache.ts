/** Replies by the hash of what was asked. Several processes may share one; a damaged entry is a miss. */

import cacache from 'cacache';
import { z } from 'zod';
import { contentHash } from '../content-hash.ts';
import { systemCode } from '../errors.ts';
import { callSchema } from '../records/call.ts';
import { asFileError } from '../store/file-error.ts';

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
}

const cachedReplySchema = z.object({ text: z.string(), call: callSchema });

export type CachedReply = z.infer<typeof cachedReplySchema>;

export interface Cache {
  read: (key: CacheKey) => Promise<CachedReply | undefined>;
  write: (key: CacheKey, reply: CachedReply) => Promise<void>;
}

/** The cache in a folder (`.cache/`), made on the first write. */
export function openCache(folder: string): Cache {
  return {
    read: async (key) => {
      try {
        const { data } = await cacache.get(folder, contentHash(key));
        return cachedReplySchema.parse(JSON.parse(data.toString('utf8')));
      } catch (error) {
        // Absent, cut short, a flipped bit (cacache checks the content's own hash), or from another version.
        await discardDamaged(folder, contentHash(key), error);
        return undefined;
      }
    },
    write: async (key, reply) => {
      try {
        await cacache.put(folder, contentHash(key), JSON.stringify(reply));
      } catch (error) {
        throw asFileError(error, `cannot write the cache ${folder}`);
      }
    },
  };
}

/** Removes damaged content: a write of the same content would find it there and leave it as it is. */
async function discardDamaged(folder: string, name: string, error: unknown): Promise<void> {
  if (!['EINTEGRITY', 'EBADSIZE'].includes(systemCode(error) ?? '')) return;
  const entry = await cacache.get.info(folder, name).catch(() => undefined);
  if (entry) await cacache.rm.content(folder, entry.integrity).catch(() => undefined);
}
