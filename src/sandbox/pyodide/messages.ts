/** What the process of the embedded interpreter and the process that started it say to each other. */

import type { Outcome } from '../sandbox.ts';
import type { PreparedFunctions } from './prepare.ts';

/** The interpreter's whole memory after its start, and where in it the functions of the prelude are. */
export interface Snapshot {
  memory: Uint8Array;
  functions: PreparedFunctions;
}

/** The files of the package and, where another worker has started before, its snapshot. */
export interface BootMessage {
  kind: 'boot';
  glue: string;
  wasm: Uint8Array;
  standardLibrary: Uint8Array;
  snapshot?: Snapshot;
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
  /** Where none was sent. */
  snapshot?: Snapshot;
}

interface RanMessage {
  kind: 'ran';
  outcome: Outcome;
  /** Whether the process can run another program. */
  reusable: boolean;
}

export type Reply = ReadyMessage | RanMessage;
