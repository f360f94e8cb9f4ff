/** What the process of the embedded interpreter and the process that started it say to each other. */

import type { Outcome } from '../sandbox.ts';
import type { Snapshot } from './snapshot.ts';

export interface BootMessage {
  kind: 'boot';
  /** Whether there is a snapshot to start from. */
  fromSnapshot: boolean;
}

export interface RunMessage {
  kind: 'run';
  program: string;
  seconds: number;
  /** Size of the interpreter's memory that it may not pass. */
  bytes: number;
  harnessGuard: boolean;
}

export type Request = BootMessage | RunMessage;

interface ReadyMessage {
  kind: 'ready';
  /** E.g. `3.11.3`. */
  python: string;
  /** Where none was given. */
  snapshot?: Snapshot;
}

interface RanMessage {
  kind: 'ran';
  outcome: Outcome;
  /** Whether the process can run another program. */
  reusable: boolean;
}

export type Reply = ReadyMessage | RanMessage;
