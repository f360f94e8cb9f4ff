/** The questions that the filters leave, each with the mean over the answers that they leave. */

import { useMemo } from 'preact/hooks';
import { formatScore } from '../../../src/results/render/number-format.ts';
import { meanOf, oneMetric, type RatedAnswer, type ScoreRow } from '../../state/answers.ts';
import { usePage } from '../../state/page-context.ts';
import { Opening } from '../../text/opening.tsx';
import { Plain } from '../../text/plain.tsx';
import { useQuestionHref } from '../links.tsx';
import { Long } from '../long.tsx';
import { Score } from '../score.tsx';

export function QuestionList({
  questions,
  answers,
}: {
  questions: readonly number[];
  answers: readonly RatedAnswer[];
}) {
  const { overview, address } = usePage();
  const href = useQuestionHref();
  const means = useMemo(
    () => meansByQuestion(answers, (rows) => oneMetric(rows, overview, address.judge)),
    [answers, overview, address.judge],
  );
  if (questions.length === 0) return <p class="quiet">No question is left: loosen the filters.</p>;
  const { model: left } = address;
  const rated = overview.scores.score.length > 0;
  return (
    <Long
      items={questions}
      named={['question', 'questions']}
      render={(place) => {
        const entry = overview.questions[place];
        const mean = means.get(place);
        return (
          <li key={place}>
            <a class="entry" href={href(place, { left: left || address.left, right: address.right })}>
              <span class="entry-id">
                <Plain text={entry?.key ?? ''} />
              </span>
              <span class="entry-category">
                <Plain text={entry?.category ?? 'unknown'} />
              </span>
              <span class="entry-text">
                <Opening text={entry?.opening || '(not in this bench)'} />
              </span>
              {rated && (
                <Score score={mean} label={mean === undefined ? 'not rated' : `mean ${formatScore(mean)}`} />
              )}
            </a>
          </li>
        );
      }}
    />
  );
}

function meansByQuestion(
  answers: readonly RatedAnswer[],
  counted: (rows: RatedAnswer['rows']) => readonly ScoreRow[],
): Map<number, number> {
  const rows = new Map<number, RatedAnswer['rows']>();
  for (const { question, rows: own } of answers) {
    const known = rows.get(question);
    if (known) known.push(...own);
    else rows.set(question, [...own]);
  }
  return new Map(
    [...rows].flatMap(([question, own]) => {
      const mean = meanOf(counted(own));
      return mean === undefined ? [] : [[question, mean] as const];
    }),
  );
}
