/** The questions before and after one, among those that the filters leave. */

import { useMemo } from 'preact/hooks';
import { selectGames } from '../state/games.ts';
import { usePage } from '../state/page-context.ts';
import { selectAnswers, selectQuestions } from '../state/selection.ts';

export interface Neighbours {
  /** Keys of questions. */
  previous: string | undefined;
  next: string | undefined;
  /** From 1; 0 for a question that the filters leave out. */
  position: number;
  of: number;
}

export function useNeighbours(place: number): Neighbours {
  const { overview, answers, address } = usePage();
  const { list, category, model, judge, min, max } = address;
  const listed = useMemo(() => {
    const filters = { list, category, model, judge, min, max, search: '' };
    const chosen = selectAnswers(answers, overview, filters);
    // A list of answers has its own order of questions.
    if (list !== 'questions') {
      const matched = selectGames(overview, filters).map((row) => overview.games.question[row] ?? -1);
      return [...new Set([...chosen.map(({ question }) => question), ...matched])];
    }
    return selectQuestions(overview, filters, chosen);
  }, [overview, answers, list, category, model, judge, min, max]);
  const at = listed.indexOf(place);
  const keyAt = (index: number) => overview.questions[listed[index] ?? -1]?.key;
  return {
    previous: at > 0 ? keyAt(at - 1) : undefined,
    next: keyAt(at + 1),
    position: at + 1,
    of: listed.length,
  };
}
