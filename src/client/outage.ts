/** When a server that gives no answer ends its model: it was never there, or it has gone for good. */

import { ProviderError } from '../errors.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';

interface OutageOptions {
  target: Pick<ModelTarget, 'route'>;
  maxRetries: number;
  /** Milliseconds without one reply, from the first of nothing but errors, after which the server has gone. */
  giveUpAfterMs: number;
  now: () => number;
}

export interface Outage {
  /** Notes a reply. */
  succeeded: () => void;
  /** Notes an error at the so many-eth attempt of a call; gives it back, or what ends the model in its place. */
  failed: (error: unknown, attempt: { attempts: number; waited: boolean }) => unknown;
  /** Whether the service has answered anything yet, be it an error. */
  reached: () => boolean;
}

/** Fewer errors than this prove nothing, however far apart they are. */
const fewestErrors = 5;
/** Errors further apart than the longest wait between two tries, in milliseconds, are not of one outage. */
const longestGapMs = 120_000;

export function createOutage({ target, maxRetries, giveUpAfterMs, now }: OutageOptions): Outage {
  let reached = false;
  let closed = false;
  let streak: { began: number; last: number; count: number } | undefined;
  const gone = (error: ProviderError): boolean => {
    if (!isOfServer(error)) {
      // A refusal is an answer as well; a call that was cancelled or took too long says nothing.
      if (error.kind !== 'cancelled' && error.kind !== 'timeout') streak = undefined;
      return false;
    }
    const time = now();
    if (!streak || time - streak.last > longestGapMs) streak = { began: time, last: time, count: 0 };
    streak = { ...streak, last: time, count: streak.count + 1 };
    return streak.count >= fewestErrors && time - streak.began >= giveUpAfterMs;
  };
  return {
    succeeded: () => {
      reached = true;
      streak = undefined;
    },
    failed: (error, { attempts, waited }) => {
      if (!(error instanceof ProviderError)) return error;
      if (!error.unreachable) reached = true;
      const never = error.unreachable && !reached && (waited || attempts > Math.min(1, maxRetries));
      if (!never && !gone(error)) return error;
      // Those that were under way with the call that has ended the model have nothing to add.
      if (closed) return new ProviderError('cancelled', 'the model was closed', { retryable: false });
      closed = true;
      if (never) return closing(error, notThere(target));
      const seconds = Math.round(giveUpAfterMs / 1000);
      return closing(error, `nothing but errors for ${seconds} s (--give-up-after), the rest is not asked`);
    },
    reached: () => reached,
  };
}

/** What a server does that has gone: no connection, a broken one, or a status of 500 and above. */
function isOfServer({ kind, retryAfterMs }: ProviderError): boolean {
  // A service that says when to come back is there.
  return retryAfterMs === undefined && ['network', 'server error', 'overloaded'].includes(kind);
}

function notThere({ route: { proxy } }: OutageOptions['target']): string {
  return proxy
    ? `are proxy and server running, and are ${proxy.variable} and the address (--base-url) right?`
    : 'is the server running, and is its address right (--base-url)?';
}

function closing(error: ProviderError, why: string): ProviderError {
  const message = `${error.message}: ${why}`;
  return new ProviderError(error.kind, message, { retryable: false, closesModel: true, cause: error });
}
