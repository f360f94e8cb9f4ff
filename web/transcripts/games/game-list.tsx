/** Pair judgments that are worth reading, each a way to its two answers. */

import { usePage } from '../../state/page-context.ts';
import { Plain } from '../../text/plain.tsx';
import { useQuestionHref } from '../links.tsx';
import { Flags } from '../lists/answer-list.tsx';
import { Long } from '../long.tsx';

/** `games`: places in the columns of the overview. */
export function GameList({ games }: { games: readonly number[] }) {
  const { overview } = usePage();
  const href = useQuestionHref();
  const { models, questions, judges } = overview;
  return (
    <Long
      items={games}
      named={['match of two models', 'matches of two models']}
      render={(row) => {
        const at = (column: readonly number[]) => column[row] ?? -1;
        const place = at(overview.games.question);
        const left = models[at(overview.games.model_1)] ?? '';
        const right = models[at(overview.games.model_2)] ?? '';
        const turn = at(overview.games.turn);
        return (
          <li key={row}>
            <a class="entry" href={href(place, { left, right })}>
              <span class="entry-id">
                <Plain text={questions[place]?.key ?? ''} />
              </span>
              <span class="entry-category">
                <Plain text={questions[place]?.category ?? 'unknown'} />
              </span>
              <span class="entry-text">
                <Plain text={left} /> – <Plain text={right} />
                <small>
                  {turn > 0 && ` turn ${turn}, `} by{' '}
                  <Plain text={judges[at(overview.games.judge)] ?? 'a voter'} />
                </small>
              </span>
              <Flags bits={at(overview.games.flags)} />
            </a>
          </li>
        );
      }}
    />
  );
}
