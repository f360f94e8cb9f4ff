/** Lists of questions and answers, by what is worth reading, with filters. */

import { useMemo } from 'preact/hooks';
import { formatAddress, type ListName, lists, start } from '../state/address.ts';
import { selectGames } from '../state/games.ts';
import { usePage } from '../state/page-context.ts';
import { selectAnswers, selectQuestions } from '../state/selection.ts';
import { AnswerList } from './answer-list.tsx';
import { FilterBar } from './filters.tsx';
import { GameList } from './game-list.tsx';
import { QuestionList } from './question-list.tsx';
import { SearchResults } from './search-results.tsx';

const titles: Record<ListName, string> = {
  questions: 'Questions',
  disagree: 'Judges disagree most',
  lowest: 'Lowest rated',
  unparsed: 'Unparsed',
  flagged: 'Flagged',
};

/** The lists of a bench without scores. */
const unrated: readonly ListName[] = ['questions', 'unparsed', 'flagged'];

export function TranscriptsPage() {
  const { overview, answers, address } = usePage();
  const { list, search } = address;
  // Words are looked for everywhere, whatever list was in view.
  const filters = useMemo(
    () => (search === '' ? address : { ...address, list: start.list }),
    [address, search],
  );
  const chosen = useMemo(() => selectAnswers(answers, overview, filters), [answers, overview, filters]);
  const games = useMemo(() => selectGames(overview, filters), [overview, filters]);
  const questions = useMemo(() => selectQuestions(overview, filters, chosen), [overview, filters, chosen]);
  return (
    <div class="transcripts">
      <h2 class="hidden">Transcripts</h2>
      <FilterBar />
      <Lists />
      {search !== '' ? (
        <SearchResults questions={questions} />
      ) : list === 'questions' ? (
        <QuestionList questions={questions} answers={chosen} />
      ) : (
        <>
          {(chosen.length > 0 || games.length === 0) && <AnswerList answers={chosen} />}
          {games.length > 0 && <GameList games={games} />}
        </>
      )}
    </div>
  );
}

function Lists() {
  const { overview, answers, address } = usePage();
  const shown = answers.length === 0 ? unrated : lists;
  const counted = useMemo(
    () =>
      shown.map((list) => {
        const filters = { ...address, list };
        return selectAnswers(answers, overview, filters).length + selectGames(overview, filters).length;
      }),
    [answers, overview, address, shown],
  );
  return (
    <nav class="lists" aria-label="Lists">
      {shown.map((list, place) => (
        <a
          key={list}
          href={formatAddress({ ...address, list, search: '' })}
          aria-current={address.list === list && address.search === '' ? 'page' : undefined}
        >
          {titles[list]}
          {list !== 'questions' && list !== 'lowest' && <small> {counted[place]}</small>}
        </a>
      ))}
    </nav>
  );
}
