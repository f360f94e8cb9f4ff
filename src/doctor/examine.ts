/** The part of `doctor` that works for one judge: everything it must be asked, and what became of it. */

import { runPool } from '../client/pool.ts';
import { noteFailure } from '../generate/failures.ts';
import type { OpenJudge } from '../generate/judgments/open-judges.ts';
import type { Runtime } from '../generate/runtime.ts';
import type { ProbeCall } from './probes.ts';
import type { Outcome } from './report-card.ts';

/** One judge's examination; `outcomes` fills while it runs, so that a stopped one still has what was replied. */
export interface Examination {
  open: OpenJudge;
  outcomes: Map<string, Outcome>;
}

/** Asks the judge. Failures of single calls are noted and named; they stop nothing but themselves. */
export async function examine(
  { open, outcomes }: Examination,
  signal: AbortSignal,
  { calls, report }: { calls: readonly ProbeCall[]; report: Runtime['report'] },
): Promise<void> {
  const { judge, width, counted } = open;
  const closed = new AbortController();
  const who = counted.label;
  const line = report.begin(who, calls.length, { meter: counted.calls });
  const pool = { width, signal: AbortSignal.any([signal, closed.signal]) };
  await runPool(calls, pool, async ({ key, match, probe, question }) => {
    try {
      outcomes.set(key, { kind: 'reply', reply: await judge.decide(match) });
    } catch (error) {
      const failure = noteFailure(error, { who, what: `${probe} on ${question}`, closed, report });
      if (!failure) return;
      outcomes.set(key, { kind: 'failed', reason: failure.message });
      line.fail();
    }
    line.tick();
  });
  if (closed.signal.aborted) line.end();
}
