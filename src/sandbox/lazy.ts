/** A sandbox that is made when the first program comes: planning, counting and answers without code need none. */

import { ProviderError } from '../errors.ts';
import { createSandbox, type SandboxSettings } from './create.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * `run` rejects with the UserError of `createSandbox()` where the sandbox can't be had, and with a cancelled
 * ProviderError for a program that closing came before. It can be closed several times.
 */
export function createLazySandbox(settings: SandboxSettings, create = createSandbox): Sandbox {
  let made: Promise<Sandbox> | undefined;
  let closed = false;
  return {
    name: settings.name,
    run: async (program, limits) => {
      if (closed) throw cancelled();
      made ??= create(settings);
      const run = await (await made).run(program, limits);
      if (closed && run.outcome.kind === 'could not run') throw cancelled();
      return run;
    },
    close: async () => {
      closed = true;
      // One that could not be made has been reported by the programs that wanted it.
      const sandbox = await made?.catch(() => undefined);
      await sandbox?.close();
    },
  };
}

/** Neither a verdict nor a failure: the next run takes the program up. */
function cancelled(): ProviderError {
  return new ProviderError('cancelled', 'the sandbox was closed', { retryable: false });
}
