/** Keeps with each reply what stands behind the name of a model on a server of one's own. */

import type { Cache } from '../client/cache.ts';
import type { Provider } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { isLocalServer } from '../providers/servers/describe.ts';
import { otherWeights, type ServedBy, weightsOf } from '../records/calls/served-by.ts';

export type AskServedBy = (target: ModelTarget) => Promise<ServedBy | undefined>;

/** A server that tells nothing at first may be loading: it is asked once more, with its first reply. */
const mostTries = 2;

/** Asks each server once for each model; undefined where nothing is sent, and for services. Never rejects. */
export function rememberServedBy(settings: { sends: boolean; now: () => number }): AskServedBy {
  const known = new Map<string, { tries: number; asking: Promise<ServedBy | undefined> }>();
  return async (target) => {
    if (!settings.sends || !isLocalServer(target.endpoint)) return undefined;
    const name = JSON.stringify([target.endpoint, target.baseUrl, target.model]);
    const before = known.get(name);
    const found = await before?.asking;
    // Another call may have begun the next try while this one waited.
    const last = known.get(name);
    if (found || last?.tries === mostTries || last !== before) return last?.asking;
    const asking = import('../providers/servers/served-by.ts').then(({ askServedBy }) =>
      askServedBy(target, settings.now),
    );
    known.set(name, { tries: (before?.tries ?? 0) + 1, asking });
    return asking;
  };
}

/** A provider whose replies say what has given them. */
export function withServedBy(provider: Provider, servedBy: () => Promise<ServedBy | undefined>): Provider {
  return {
    ask: async (request, options) => {
      const reply = await provider.ask(request, options);
      const served_by = await servedBy();
      return served_by ? { ...reply, served_by } : reply;
    },
  };
}

/** A cache without the replies of other weights: the name is all that a key knows of a model. */
export function cacheOfWeights(cache: Cache, servedBy: () => Promise<ServedBy | undefined>): Cache {
  return {
    ...cache,
    read: async (key) => {
      const found = await cache.read(key);
      const kept = weightsOf(found?.call.served_by);
      if (!kept) return found;
      return otherWeights(kept, weightsOf(await servedBy())).length > 0 ? undefined : found;
    },
  };
}
