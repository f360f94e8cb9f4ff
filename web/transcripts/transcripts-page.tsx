/** Lists of questions and answers, by what is worth reading, with filters. */

import { useMemo } from 'preact/hooks';
import { formatAddress, type ListName, lists, start } from '../state/address.ts';
import { selectGames } from '../state/games.ts';
import { usePage } from '../state/page-context.ts';
import { selectAnswers, selectQuestions } from '../state/selection.ts';
import { FilterBar } from './filters.tsx';
import { GameList } from './games/game-list.tsx';
import { AnswerList } from './lists/answer-list.tsx';
import { QuestionList } from './lists/question-list.tsx';
import { SearchResults } from './lists/search-results.tsx';

const titles: Record<ListName, string> = {
  questions: 'Questions',
  wrong: 'Wrong',
  'no-answer': 'No answer',
  disagree: 'Judges disagree most',
  lowest: 'Lowest rated',
  unparsed: 'Unparsed',
  flagged: 'Flagged',
};

/** The lists of a bench without scores. */
const unrated: readonly ListName[] = ['questions', 'unparsed', 'flagged'];
/** Those of judges, and those of graders: each has its words for what is worth a look. */
const judged = lists.filter((list) => list !== 'wrong' && list !== 'no-answer');
const graded: readonly ListName[] = ['questions', 'wrong', 'no-answer', 'disagree', 'flagged'];

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
      {overview.withTexts && (
        <p class="quiet">
          Of {overview.questions.length} questions this report holds the transcripts of{' '}
          {overview.withTexts.length}; <code>mt-judge view</code> has all.
        </p>
      )}
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
  const isGraded = overview.single?.grader !== undefined;
  const shown = answers.length === 0 ? unrated : isGraded ? graded : judged;
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
          {isGraded && list === 'disagree' ? 'Graders disagree' : titles[list]}
          {list !== 'questions' && list !== 'lowest' && <small> {counted[place]}</small>}
        </a>
      ))}
    </nav>
  );
}
