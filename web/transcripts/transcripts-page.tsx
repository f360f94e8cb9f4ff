/** Lists of questions and answers, by what is worth a look, with filters. */

import { useMemo } from 'preact/hooks';
import { formatAddress, type ListName, lists } from '../state/address.ts';
import { usePage } from '../state/page-context.ts';
import { selectAnswers, selectQuestions } from '../state/selection.ts';
import { AnswerList } from './answer-list.tsx';
import { FilterBar } from './filters.tsx';
import { QuestionList } from './question-list.tsx';
import { SearchResults } from './search-results.tsx';

const titles: Record<ListName, string> = {
  questions: 'Questions',
  disagree: 'Judges disagree most',
  lowest: 'Lowest rated',
  unparsed: 'Unparsed',
  flagged: 'Flagged',
};

export function TranscriptsPage() {
  const { overview, answers, address } = usePage();
  const { list, search } = address;
  const chosen = useMemo(() => selectAnswers(answers, overview, address), [answers, overview, address]);
  const questions = useMemo(() => selectQuestions(overview, address, chosen), [overview, address, chosen]);
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
        <AnswerList answers={chosen} />
      )}
    </div>
  );
}

function Lists() {
  const { overview, answers, address } = usePage();
  const counted = useMemo(
    () => lists.map((list) => selectAnswers(answers, overview, { ...address, list }).length),
    [answers, overview, address],
  );
  return (
    <nav class="lists" aria-label="Lists">
      {lists.map((list, place) => (
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
