/** Ctrl-C: first no new calls, after five seconds or a second Ctrl-C the end. */

import { setMaxListeners } from 'node:events';
import { exitCodes, ProviderError } from '../errors.ts';
import type { Progress } from './progress.ts';

export interface Stopping {
  /** Aborted by the first signal: nothing new is begun. */
  stopping: AbortSignal;
  /** Aborted five seconds later: what is under way is cut off. */
  aborting: AbortSignal;
  /** Takes the handlers away. */
  dispose: () => void;
}

const graceMs = 5000;

/** Listens for SIGINT and SIGTERM until disposed. */
export function listenForStop({ say, stop }: Pick<Progress, 'say' | 'stop'>): Stopping {
  const stopping = new AbortController();
  const aborting = new AbortController();
  // Every call that waits or runs listens to these.
  setMaxListeners(0, stopping.signal, aborting.signal);
  const reason = () => new ProviderError('cancelled', 'the run was stopped', { retryable: false });
  let timer: NodeJS.Timeout | undefined;
  const onSignal = () => {
    if (stopping.signal.aborted) {
      // The bars have hidden the cursor.
      stop();
      process.exit(exitCodes.interrupted);
    }
    say('stopping: calls under way may finish within 5 s; press Ctrl-C again to stop now');
    stopping.abort(reason());
    timer = setTimeout(() => aborting.abort(reason()), graceMs);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stopping: stopping.signal,
    aborting: aborting.signal,
    dispose: () => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
