/** What makes a run a batch run: its clients defer, and its jobs are run again after each wave. */

import type { Client } from '../client/client.ts';
import type { Meter } from '../client/meter.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';

export interface Batching {
  clientFor: (target: ModelTarget, meter: Meter) => Client;
  /** Runs the jobs, and runs them again whenever results have come, until nothing is deferred or the run has to leave. */
  throughWaves: (round: () => Promise<void>) => Promise<void>;
  /** Requests that wait for their results now that the run leaves; 0 when everything has come. */
  waiting: () => number;
  /** What to do about them: the last line of the run. */
  next: () => string;
  /** The command that asks again for what has failed, where it is not the one that runs. */
  again?: string | undefined;
}

/** Runs the jobs once, or through the waves of a batch run. */
export function runRounds(batching: Batching | undefined, round: () => Promise<void>): Promise<void> {
  return batching ? batching.throughWaves(round) : round();
}
