/** Gives a reply that is known already: from the cache, or from an equal request that is under way. */

import type { Cache, CachedReply, CacheKey } from './cache.ts';

/**
 * Answers from the cache, or from an equal request that is under way: of two equal requests only one is sent, so that a
 * replay from the cache gives what the run gave. Without a cache every request is sent.
 */
export function rememberReplies({ cache, refresh }: { cache: Cache | undefined; refresh: boolean }) {
  const underWay = new Map<string, Promise<CachedReply>>();
  const asked = new Set<string>();
  return async (
    key: CacheKey,
    fetchReply: () => Promise<CachedReply>,
  ): Promise<{ reply: CachedReply; fresh: boolean }> => {
    if (!cache) return { reply: await fetchReply(), fresh: true };
    const name = cache.nameOf(key);
    const shared = underWay.get(name);
    if (shared) return { reply: await shared, fresh: false };
    let fresh = false;
    const finding = (async (): Promise<CachedReply> => {
      const found = refresh && !asked.has(name) ? undefined : await cache.read(key);
      if (found) return found;
      fresh = true;
      const reply = await fetchReply();
      await cache.write(key, reply);
      if (refresh) asked.add(name);
      return reply;
    })();
    underWay.set(name, finding);
    try {
      return { reply: await finding, fresh };
    } finally {
      underWay.delete(name);
    }
  };
}
