/** How much there is to judge in pairs: what coverage is measured against. */

import { type Question, questionKey } from '../../../records/question.ts';
import type { PairResults } from '../../pairwise/result.ts';
import type { AnswersOnDisk } from '../rows/answers.ts';

/** How many matches two models should have had: turns × choices that both have × repeats, by each judge found. */
export function expectedMatches(
  results: PairResults,
  questions: readonly Question[],
  choicesOf: AnswersOnDisk['choicesOf'],
): (model: string, opponent: string) => number {
  const repeats = new Map<string, number>();
  for (const { judge, repeat, verdict } of results) {
    // Nobody has planned votes.
    if (judge !== undefined && 'games' in verdict)
      repeats.set(judge, Math.max(repeats.get(judge) ?? 0, repeat + 1));
  }
  const rounds = [...repeats.values()].reduce((sum, count) => sum + count, 0);
  const choices = (model: string, question: Question) => choicesOf(model, questionKey(question));
  return (model, opponent) =>
    rounds *
    questions.reduce(
      (sum, question) =>
        sum + question.turns.length * Math.min(choices(model, question), choices(opponent, question)),
      0,
    );
}
