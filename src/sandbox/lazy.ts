/** A sandbox that is made when the first program comes: planning, counting and answers without code need none. */

import { ProviderError } from '../errors.ts';
import { createSandbox, type SandboxSettings } from './create.ts';
import type { Sandbox } from './sandbox.ts';

/** A sandbox that can be made before the first program comes. */
export interface LazySandbox extends Sandbox {
  /** Rejects as `run` does where the sandbox can't be had. */
  prepare: () => Promise<void>;
}

/**
 * `run` rejects with the UserError of `createSandbox()` where the sandbox can't be had, and with a cancelled
 * ProviderError for a program that closing came before. It can be closed several times.
 */
export function createLazySandbox(settings: SandboxSettings, create = createSandbox): LazySandbox {
  let made: Promise<Sandbox> | undefined;
  let closed = false;
  const sandbox = (): Promise<Sandbox> => {
    made ??= create(settings);
    return made;
  };
  return {
    name: settings.name,
    prepare: async () => {
      if (!closed) await sandbox();
    },
    run: async (program, limits) => {
      if (closed) throw cancelled();
      const run = await (await sandbox()).run(program, limits);
      if (closed && run.outcome.kind === 'could not run') throw cancelled();
      return run;
    },
    close: async () => {
      closed = true;
      // One that could not be made has been reported by the programs that wanted it.
      const open = await made?.catch(() => undefined);
      await open?.close();
    },
  };
}

/** Neither a verdict nor a failure: the next run takes the program up. */
function cancelled(): ProviderError {
  return new ProviderError('cancelled', 'the sandbox was closed', { retryable: false });
}
