/** `--dry-run`: counts instead of running, and prints what it would take. */

import type { AnySettings } from '../api/settings.ts';
import { exitCodes } from '../errors.ts';
import type { Context } from './main.ts';

/** Resolves to the exit code. Loaded only when it is asked for, as what it counts with is. */
export async function printEstimate(
  settings: AnySettings,
  { context, replay }: { context: Context; replay: boolean },
): Promise<number> {
  const [{ estimate }, { describeEstimates }] = await Promise.all([
    import('../api/estimate.ts'),
    import('./estimate-text.ts'),
  ]);
  const manner = { replay, batch: settings.batch !== undefined };
  context.stdout.write(describeEstimates(await estimate(settings), manner));
  return exitCodes.done;
}
