/** Stands in for a service under `--replay`: the cache has answered already, so whatever arrives here is a miss. */

import { ProviderError } from '../errors.ts';
import type { Provider } from './provider.ts';

export function replayProvider(target: string): Provider {
  return {
    ask: async () => {
      const message = `${target}: the reply is not in the cache, and --replay sends nothing`;
      throw new ProviderError('cache miss', message, { retryable: false });
    },
  };
}
