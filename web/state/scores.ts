/** The scores of the overview as the leaderboard has them: what differences are computed from. */

import type { Score } from '../../src/results/leaderboard/score.ts';
import { flagBit } from '../../src/results/report/flags.ts';
import type { Overview } from '../../src/results/report/shape.ts';

const [superseded, unparsed, stale] = (['superseded', 'unparsed', 'stale'] as const).map(flagBit);

/** Those that are not superseded; of several graders those of the default one. `judge` leaves its own alone. */
export function currentScores({ scores, models, questions, judges, single }: Overview, judge = ''): Score[] {
  const wanted = judge === '' ? single?.grader : judge;
  const heard = wanted === undefined ? -1 : judges.indexOf(wanted);
  const found: Score[] = [];
  for (const [row, score] of scores.score.entries()) {
    const flags = scores.flags[row] ?? 0;
    if ((flags & (superseded ?? 0)) !== 0) continue;
    if (heard !== -1 && scores.judge[row] !== heard) continue;
    found.push({
      model: models[scores.model[row] ?? -1] ?? '',
      judge: judges[scores.judge[row] ?? -1] ?? '',
      question: questions[scores.question[row] ?? -1]?.key ?? '',
      turn: scores.turn[row] ?? 1,
      choice: scores.choice[row] ?? 0,
      repeat: scores.repeat[row] ?? 0,
      score: (flags & (unparsed ?? 0)) === 0 ? score : undefined,
      stale: (flags & (stale ?? 0)) !== 0,
    });
  }
  return found;
}
