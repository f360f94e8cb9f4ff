/** The part of `doctor` that works for one judge: everything it must be asked, and what became of it. */

import { runPool } from '../client/pool.ts';
import { noteFailure } from '../generate/failures.ts';
import type { JudgeSeat } from '../generate/judgments/job.ts';
import type { Session } from '../generate/session.ts';
import type { ProbeCall } from './probes.ts';
import type { Outcome } from './report-card.ts';

/** One judge's examination; `outcomes` fills while it runs, so that a stopped one still has what was replied. */
export interface Examination {
  seat: JudgeSeat;
  outcomes: Map<string, Outcome>;
}

/** Asks the judge. Failures of single calls are noted and named; they stop nothing but themselves. */
export async function examine(
  { seat, outcomes }: Examination,
  signal: AbortSignal,
  { calls, session }: { calls: readonly ProbeCall[]; session: Session },
): Promise<void> {
  const { judge, width, meter } = seat;
  const { failures } = session;
  const { say } = session.progress;
  const closed = new AbortController();
  const who = `judge ${judge.id}`;
  const line = session.progress.add(who, calls.length, { meter });
  const pool = { width, signal: AbortSignal.any([signal, closed.signal]) };
  await runPool(calls, pool, async ({ key, match, probe, question }) => {
    try {
      outcomes.set(key, { kind: 'reply', reply: await judge.decide(match) });
    } catch (error) {
      const failure = noteFailure(error, { who, what: `${probe} on ${question}`, closed, failures, say });
      if (!failure) return;
      outcomes.set(key, { kind: 'failed', reason: failure.message });
      line.fail();
    }
    line.tick();
  });
  if (closed.signal.aborted) line.end();
}
