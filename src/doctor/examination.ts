/** The part of `doctor` that works for one judge: everything it must be asked, and what became of it. */

import { runPool } from '../client/pool.ts';
import { noteFailure } from '../generate/failures.ts';
import type { OpenJudge } from '../generate/judgments/open-judges.ts';
import type { Runtime } from '../generate/runtime.ts';
import type { Asked } from '../judges/judge.ts';
import type { Errand } from './battery.ts';
import type { Heard } from './report-card.ts';

/** An errand with the filled prompt that goes to the judge. */
export interface AskedErrand extends Errand {
  asked: Asked;
}

/** One judge's examination; `heard` fills while it runs, so that a stopped one still has what it heard. */
export interface Examination {
  open: OpenJudge;
  heard: Map<string, Heard>;
}

/** Asks the judge. Failures of single calls are noted and named; they stop nothing but themselves. */
export async function examine(
  { open, heard }: Examination,
  signal: AbortSignal,
  { errands, report }: { errands: readonly AskedErrand[]; report: Runtime['report'] },
): Promise<void> {
  const { judge, width, counted } = open;
  const closed = new AbortController();
  const line = report.begin(counted.label, errands.length, { meter: counted.calls });
  const pool = { width, signal: AbortSignal.any([signal, closed.signal]) };
  await runPool(errands, pool, async ({ key, match, asked, probe, question }) => {
    try {
      heard.set(key, { kind: 'opinion', opinion: await judge.decide(match, asked) });
    } catch (error) {
      const what = `${probe} on ${question}`;
      const failure = noteFailure(error, { who: counted.label, what, closed, report });
      if (!failure) return;
      heard.set(key, { kind: 'failed', reason: failure.message });
      line.fail();
    }
    line.tick();
  });
  if (closed.signal.aborted) line.end();
}
