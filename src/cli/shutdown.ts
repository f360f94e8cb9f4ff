/** Ctrl-C: first no new calls, after five seconds or a second Ctrl-C the end. */

import { setMaxListeners } from 'node:events';
import { exitCodes, ProviderError } from '../errors.ts';
import type { Progress } from './progress/progress.ts';

interface Stopping {
  /** Aborted by the first signal: nothing new is begun. */
  stopping: AbortSignal;
  /** Aborted five seconds later: what is under way is cut off. */
  aborting: AbortSignal;
  /** Takes the handlers away. */
  dispose: () => void;
}

const graceMs = 5000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for the signals that ask a run to end, until disposed; `again` is the command that goes on, if any. */
export function listenForStop({
  say,
  stop,
  again,
}: Pick<Progress, 'say' | 'stop'> & { again?: string }): Stopping {
  const stopping = new AbortController();
  const aborting = new AbortController();
  // Every call that waits or runs listens to these.
  setMaxListeners(0, stopping.signal, aborting.signal);
  const reason = () => new ProviderError('cancelled', 'the run was stopped', { retryable: false });
  let timer: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    // A terminal that closes says so twice: through its shell, and by itself.
    if (stopping.signal.aborted && signal === 'SIGHUP') return;
    if (stopping.signal.aborted) {
      // The bars have hidden the cursor.
      stop();
      if (again !== undefined) say(`stopped: what was finished is on disk; next: ${again}`);
      process.exit(exitCodes.interrupted);
    }
    say('stopping: calls under way may finish within 5 s; press Ctrl-C again to stop now');
    stopping.abort(reason());
    timer = setTimeout(() => aborting.abort(reason()), graceMs);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stopping: stopping.signal,
    aborting: aborting.signal,
    dispose: () => {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
