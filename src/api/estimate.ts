/** What generating would take, counted before anything is sent. */

import { openLookUp } from '../generate/dry-run/counting-client.ts';
import { estimateJobs } from '../generate/dry-run/dry-run.ts';
import type { Estimate } from '../generate/dry-run/estimate.ts';
import { type AnySettings, withDefaults } from './settings.ts';
import { withJobs } from './with-jobs.ts';

/** What `generateAnswers()`, `judge()` or `run()` would take with these settings: calls, tokens and cost by model and judge. Without models and judges: what judging by the bench's graders would take. Nothing is sent, nothing written. */
export function estimate(settings: AnySettings): Promise<Estimate[]> {
  const { place, calls, overwrite } = withDefaults(settings);
  const lookUp = openLookUp({ dataDir: place.dataDir, cached: calls.cache !== 'off' && !overwrite });
  const judges = settings.models ? settings.judges : (settings.judges ?? []);
  return withJobs({ ...settings, judges }, { sends: false, use: (jobs) => estimateJobs(jobs, lookUp) });
}
