/** `--dry-run`: counts instead of running, and prints what it would take. */

import type { AnySettings } from '../api/settings.ts';
import { exitCodes } from '../errors.ts';
import type { OnProgress } from '../generate/progress.ts';
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
  const notes: string[] = [];
  const onProgress: OnProgress = (event) => {
    if (event.kind === 'message' && event.level !== 'detail') notes.push(`${event.text}\n`);
  };
  const text = describeEstimates(await estimate({ ...settings, onProgress }), manner);
  context.stdout.write(`${notes.join('')}${text}`);
  return exitCodes.done;
}
