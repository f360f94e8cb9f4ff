/** Tells of failed work as it fails, without drowning the screen when a service fails a thousand times. */

import { type ErrorKind, isDeferred, JudgeError, ProviderError } from '../errors.ts';

/** An error that ends one piece of work, and not the run. */
type WorkError = ProviderError | JudgeError;

export interface Failures {
  /** Names a failure, or counts it where enough of its like have been named. */
  tell: (failure: { who: string; what: string; error: WorkError }) => void;
  /** Says how many were counted and not named. */
  tellRest: () => void;
}

/** Failures of one model or judge and of one kind that are named in full. */
const named = 5;

export function tellFailures(say: (line: string) => void, { all }: { all: boolean }): Failures {
  const groups = new Map<string, { who: string; kind: ErrorKind; count: number; last: string }>();
  return {
    tell: ({ who, what, error }) => {
      const name = JSON.stringify([who, error.kind]);
      const last = `failed: ${who}, ${what}: ${error.message}`;
      const count = (groups.get(name)?.count ?? 0) + 1;
      groups.set(name, { who, kind: error.kind, count, last });
      if (all || count <= named) say(last);
    },
    tellRest: () => {
      for (const { who, kind, count, last } of all ? [] : groups.values()) {
        const more = count - named;
        // One more is named as well as counted.
        if (more > 0) say(more === 1 ? last : `failed: ${who}: … and ${more} more like it (${kind})`);
      }
      groups.clear();
    },
  };
}

export interface FailureOptions {
  who: string;
  what: string;
  /** Aborted by a failure that ends all work of the model or judge. */
  closed: AbortController;
  say: (line: string) => void;
  failures: Failures;
}

/**
 * What a piece of work has failed by, told to the user; undefined for one that was merely cancelled or deferred. Throws what is neither a
 * service's error nor a judge's.
 */
export function noteFailure(
  error: unknown,
  { who, what, closed, say, failures }: FailureOptions,
): WorkError | undefined {
  if (!(error instanceof ProviderError || error instanceof JudgeError)) throw error;
  if (error.kind === 'cancelled' || isDeferred(error)) return undefined;
  // What ends all work of a model or judge is told once, however many calls were under way.
  if (!error.closesModel) failures.tell({ who, what, error });
  else if (!closed.signal.aborted) say(`stopped: ${who}: ${error.message}`);
  if (error.closesModel) closed.abort();
  return error;
}
