/** Turns that were not answered, since they did not fit into the model's context: they are written, counted and named. */

import { ProviderError } from '../../errors.ts';
import type { Answer } from '../../records/answer.ts';
import { questionKey } from '../../records/question.ts';
import type { Reporter, WorkLine } from '../progress.ts';
import type { Tally } from '../tally.ts';
import type { PendingAnswer } from './plan.ts';

interface Unanswering {
  job: { target: { modelId: string }; tally: Tally; line: Pick<WorkLine, 'fail'> };
  report: Pick<Reporter, 'failed'>;
}

/** A conversation that ended early is written, and named: what it lacks is not asked for again by itself. */
export function noteUnanswered(
  { choices }: Answer,
  pending: PendingAnswer,
  { job: { target, tally, line }, report }: Unanswering,
): void {
  const asked = choices.filter(({ index }) => pending.choices.includes(index));
  const [early] = asked.flatMap(({ unanswered }) => unanswered ?? []);
  if (!early) return;
  tally.unanswered += 1;
  line.fail();
  const what = `question ${questionKey(pending.question)} turn ${early.turn}`;
  const error = new ProviderError('context exceeded', early.message, { retryable: false });
  report.failed({ who: target.modelId, what, error });
}
