/** Where imports download from, and how they say what comes. */

import { join } from 'node:path';
import { fetchFor } from '../../benchmarks/hub/fetch.ts';
import { type HubSettings, publicHub } from '../../benchmarks/hub/hub.ts';
import type { Context } from '../../cli/main.ts';
import type { Progress } from '../../cli/progress/progress.ts';
import { UserError } from '../../errors.ts';
import type { WorkProgress } from '../../generate/progress.ts';

export async function hubSettings(
  { dataDir, timeout, maxRetries }: { dataDir: string; timeout: number; maxRetries: number },
  { env, progress, signal }: { env: Context['env']; progress: Progress; signal: AbortSignal },
): Promise<HubSettings> {
  const { HF_ENDPOINT: endpoint, HF_TOKEN: token } = env;
  const given = endpoint || publicHub;
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) {
    throw new UserError(`cannot read the address "${given}" (HF_ENDPOINT)`);
  }
  const lines = createLines(progress);
  return {
    endpoint: new URL(given),
    token: token || undefined,
    folder: join(dataDir, '.cache', 'hub'),
    fetch: await fetchFor(new URL(given), env),
    timeoutMs: timeout * 1000,
    maxRetries,
    signal,
    onRetry: ({ message }) => progress.say(`trying again: ${message}`),
    onBytes: lines,
    say: progress.say,
  };
}

/** A line of progress for each file, in thousands of bytes. */
function createLines(progress: Progress): HubSettings['onBytes'] {
  const lines = new Map<string, WorkProgress>();
  return (path, done, total = 0) => {
    const label = `${path.split('/').slice(-2).join('/')}, kB`;
    const counts = { total: 0, done: 0, failed: 0, stopped: false };
    const line = lines.get(path) ?? { label, ...counts, meter: undefined, callsEach: 1 };
    lines.set(path, line);
    line.done = Math.ceil(done / 1000);
    line.total = Math.ceil(total / 1000);
    progress.show(line);
  };
}
