/** Whether a model's server is there: waits while it starts, and ends the model when it has gone. */

import { setMaxListeners } from 'node:events';
import { ProviderError } from '../errors.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { createOutage } from './outage.ts';
import { createServerWait } from './server-wait.ts';

interface ServerWatchOptions {
  target: ModelTarget;
  maxRetries: number;
  /** Milliseconds without one reply, but errors of the server, after which the model is closed; never unless given. */
  giveUpAfterMs?: number | undefined;
  /** Milliseconds for which a server that is still starting is waited for; not at all unless given. */
  waitForServerMs?: number | undefined;
  /** Once aborted, no further request is sent. */
  stopping: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  /** For what a quiet run leaves out. */
  note?: ((line: string) => void) | undefined;
}

export interface ServerWatch {
  /** What has ended all work of the model. */
  closed: () => ProviderError | undefined;
  /** Aborted by the run or by the end of the model. */
  halted: AbortSignal;
  /** Runs `send` once the server is there; `onMissing` is called for each time that it was not. */
  through: <Result>(send: () => Promise<Result>, onMissing: () => void) => Promise<Result>;
  /** Notes a reply. */
  succeeded: () => void;
  /** Notes what a call's so many-eth attempt has failed by; gives back what the caller is to throw. */
  failed: (error: unknown, attempts: number) => unknown;
}

export function createServerWatch(options: ServerWatchOptions): ServerWatch {
  const { giveUpAfterMs = Number.POSITIVE_INFINITY, waitForServerMs = 0, note = () => undefined } = options;
  const outage = createOutage({ ...options, giveUpAfterMs });
  const wait = createServerWait({ ...options, waitMs: waitForServerMs, note, reached: outage.reached });
  const closing = new AbortController();
  const halted = AbortSignal.any([options.stopping, closing.signal]);
  // Every call that waits listens to it.
  setMaxListeners(0, halted);
  let closed: ProviderError | undefined;
  const close = (failure: ProviderError) => {
    closed ??= failure;
    // The calls that wait to be sent again would only learn the same, each in its time.
    if (!closing.signal.aborted) setImmediate(() => closing.abort(modelClosed()));
  };
  return {
    halted,
    closed: () => closed,
    through: (send, onMissing) => wait.through(send, { signal: halted, onMissing }),
    succeeded: outage.succeeded,
    failed: (error, attempts) => {
      const failure = outage.failed(error, { attempts, waited: wait.over() });
      // Known before the limiter lets the next one pass.
      if (failure instanceof ProviderError && failure.closesModel) close(failure);
      return failure;
    },
  };
}

/** What a call gets that had not been sent when its model ended: it has not failed. */
export function modelClosed(): ProviderError {
  return new ProviderError('cancelled', 'the model was closed', { retryable: false });
}
