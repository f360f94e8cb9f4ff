/** Names failed work as it fails, without drowning the screen when a service fails a thousand times. */

import type { ErrorKind } from '../errors.ts';
import type { Failure } from '../generate/progress.ts';

export interface Failures {
  /** Names a failure, or counts it where enough of its like have been named. */
  report: (failure: Failure) => void;
  /** Says how many were counted and not named. */
  reportRest: () => void;
}

/** Failures of one model or judge and of one kind that are named in full. */
const named = 5;

export function createFailures(say: (line: string) => void, { all }: { all: boolean }): Failures {
  const groups = new Map<string, { who: string; kind: ErrorKind; count: number; last: string }>();
  return {
    report: ({ who, what, error }) => {
      const name = JSON.stringify([who, error.kind]);
      const last = `failed: ${who}, ${what}: ${error.message}`;
      const count = (groups.get(name)?.count ?? 0) + 1;
      groups.set(name, { who, kind: error.kind, count, last });
      if (all || count <= named) say(last);
    },
    reportRest: () => {
      for (const { who, kind, count, last } of all ? [] : groups.values()) {
        const more = count - named;
        // One more is named as well as counted.
        if (more > 0) say(more === 1 ? last : `failed: ${who}: … and ${more} more like it (${kind})`);
      }
      groups.clear();
    },
  };
}
