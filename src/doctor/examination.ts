/** The part of `doctor` that works for one judge: everything it must be asked, and what became of it. */

import { runPool } from '../client/pool.ts';
import { noteFailure } from '../generate/failures.ts';
import type { JudgeSeat } from '../generate/judgments/job.ts';
import type { Session } from '../generate/session.ts';
import type { Asked } from '../judges/judge.ts';
import type { Errand } from './battery.ts';
import type { Heard } from './report-card.ts';

/** An errand with the filled prompt that goes to the judge. */
export interface AskedErrand extends Errand {
  asked: Asked;
}

/** One judge's examination; `heard` fills while it runs, so that a stopped one still has what it heard. */
export interface Examination {
  seat: JudgeSeat;
  heard: Map<string, Heard>;
}

/** Asks the judge. Failures of single calls are noted and named; they stop nothing but themselves. */
export async function examine(
  { seat, heard }: Examination,
  signal: AbortSignal,
  { errands, session }: { errands: readonly AskedErrand[]; session: Session },
): Promise<void> {
  const { judge, width, meter } = seat;
  const { failures } = session;
  const { say } = session.progress;
  const closed = new AbortController();
  const line = session.progress.add(`judge ${judge.id}`, errands.length, { meter });
  const pool = { width, signal: AbortSignal.any([signal, closed.signal]) };
  await runPool(errands, pool, async ({ key, match, asked, probe, question }) => {
    try {
      heard.set(key, { kind: 'opinion', opinion: await judge.decide(match, asked) });
    } catch (error) {
      const what = `${probe} on ${question}`;
      const failure = noteFailure(error, { ...{ who: `judge ${judge.id}`, what, closed, failures }, say });
      if (!failure) return;
      heard.set(key, { kind: 'failed', reason: failure.message });
      line.fail();
    }
    line.tick();
  });
  if (closed.signal.aborted) line.end();
}
