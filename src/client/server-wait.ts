/** Waits for a server that is still starting: one call asks again and again, the others wait for what it meets. */

import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '../errors.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { isLoopback } from '../providers/route/proxy.ts';

interface ServerWaitOptions {
  target: Pick<ModelTarget, 'endpoint' | 'baseUrl' | 'model' | 'route'>;
  /** The longest wait, in milliseconds; 0 for none. */
  waitMs: number;
  /** Whether the service has answered anything yet. */
  reached: () => boolean;
  /** Milliseconds. */
  now: () => number;
  /** For what a quiet run leaves out. */
  note: (line: string) => void;
}

export interface ServerWait {
  /** Runs `send` until the server is there, or the wait is over. `onMissing` is called for each time that it was not. */
  through: <Result>(send: () => Promise<Result>, options: WaitingCall) => Promise<Result>;
  /** Whether the server was waited for, in vain. */
  over: () => boolean;
}

interface WaitingCall {
  signal: AbortSignal;
  onMissing: () => void;
}

/** Milliseconds between two tries. */
const firstPauseMs = 500;
const longestPauseMs = 5000;

export function createServerWait(options: ServerWaitOptions): ServerWait {
  const { target, waitMs, now, note } = options;
  const isStarting = startingErrors(options);
  let deadline: number | undefined;
  let leading: Promise<void> | undefined;
  const over = () => deadline !== undefined && now() >= deadline;
  const begin = (error: ProviderError) => {
    if (deadline !== undefined) return;
    deadline = now() + waitMs;
    const seconds = Math.round(waitMs / 1000);
    note(`${error.message}: waiting for the server for up to ${seconds} s (--wait-for-server)`);
  };
  /** Asks again until something else comes than that it is starting. */
  const lead = async <Result>(send: () => Promise<Result>, { signal, onMissing }: WaitingCall) => {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 1.5)) {
      await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      const outcome = await send().then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
      if ('error' in outcome && isStarting(outcome.error)) {
        if (over()) throw outcome.error;
        onMissing();
        continue;
      }
      deadline = undefined;
      note(`${target.endpoint}/${target.model}: the server is there`);
      if ('error' in outcome) throw outcome.error;
      return outcome.result;
    }
  };
  const through: ServerWait['through'] = async (send, call) => {
    // Whoever comes meanwhile need not ask what is known.
    if (leading) await leading;
    call.signal.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      if (!isStarting(error) || over()) throw error;
      call.onMissing();
      if (leading) return through(send, call);
      begin(error);
      const led = lead(send, call);
      const ended = () => {
        leading = undefined;
      };
      leading = led.then(ended, ended);
      return await led;
    }
  };
  return { over, through };
}

/** Tells the errors of a server that is still starting: it says so, or nobody listens yet at an address of this machine. */
function startingErrors({ target, waitMs, reached }: ServerWaitOptions) {
  const { baseUrl, route } = target;
  const local = baseUrl !== undefined && !route.proxy && isLoopback(new URL(baseUrl).hostname);
  return (error: unknown): error is ProviderError =>
    waitMs > 0 &&
    error instanceof ProviderError &&
    (error.loading || (local && error.unreachable && !reached()));
}
