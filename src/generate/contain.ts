/** Keeps an unexpected error to the model or judge that it has struck: the others of the run go on. */

import { isUnexpected } from '../errors.ts';
import type { Reporter } from './progress.ts';

type Work = (signal: AbortSignal) => Promise<void>;

export interface Containment {
  /** The work, ended by an unexpected error of its own for good: in a batch run it comes by once a batch round. */
  around: (who: string, work: Work) => Work;
  /** Notes an error that was met outside of such work. */
  note: (who: string, error: unknown) => void;
  /** Runs everything; rejects with the first unexpected error once all has ended, or else with what has ended the run. */
  run: (all: () => Promise<void>) => Promise<void>;
}

/** What is meant for the whole run (a full disk, a used-up budget) is passed on. */
export function containErrors(report: Pick<Reporter, 'warn'>): Containment {
  const struck = new Map<string, unknown>();
  const note = (who: string, error: unknown) => {
    if (!isUnexpected(error)) throw error;
    if (struck.has(who)) return;
    struck.set(who, error);
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    report.warn(`ended by an unexpected error, the others go on: ${who}: ${what}`);
  };
  return {
    note,
    around: (who, work) => async (signal) => {
      if (struck.has(who)) return;
      await work(signal).catch((error: unknown) => note(who, error));
    },
    run: async (all) => {
      try {
        await all();
      } catch (error) {
        if (struck.size === 0) throw error;
        // The bug has the exit code; what has ended the run besides is reported.
        report.warn(`stopped: ${error instanceof Error ? error.message : String(error)}`);
      }
      for (const error of struck.values()) throw error;
    },
  };
}
