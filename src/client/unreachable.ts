/** When a server that gives no answer ends its model. */

import { ProviderError } from '../errors.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';

interface Asking {
  /** Whether the service has answered anything yet, be it an error. */
  state: { reached: boolean };
  target: Pick<ModelTarget, 'route'>;
  maxRetries: number;
}

/** A server that has never answered, and does not at the second try either, is taken for not running. */
export function closingIfUnreachable(
  error: unknown,
  attempts: number,
  { state, target, maxRetries }: Asking,
): unknown {
  if (!(error instanceof ProviderError)) return error;
  if (!error.unreachable) {
    state.reached = true;
    return error;
  }
  if (state.reached || attempts <= Math.min(1, maxRetries)) return error;
  const { proxy } = target.route;
  const ask = proxy
    ? `are proxy and server running, and are ${proxy.variable} and the address (--base-url) right?`
    : 'is the server running, and is its address right (--base-url)?';
  const message = `${error.message}: ${ask}`;
  return new ProviderError('network', message, { retryable: false, closesModel: true, cause: error });
}
