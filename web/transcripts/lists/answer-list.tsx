/** Answers in the order of a list, each with its scores and what is out of order with it. */

import { type Flag, flagsIn } from '../../../src/results/report/flags.ts';
import { counts, flagsOf, type RatedAnswer, spreadOf } from '../../state/answers.ts';
import { usePage } from '../../state/page-context.ts';
import { Opening } from '../../text/opening.tsx';
import { Plain } from '../../text/plain.tsx';
import { useQuestionHref } from '../links.tsx';
import { Long } from '../long.tsx';
import { Score } from '../score.tsx';

export function AnswerList({ answers }: { answers: readonly RatedAnswer[] }) {
  const { overview, address } = usePage();
  const href = useQuestionHref();
  if (answers.length === 0)
    return (
      <p class="quiet">{emptyLists[address.list] ?? 'No answer is left.'} Loosen the filters to see more.</p>
    );
  return (
    <Long
      items={answers}
      named={['answer', 'answers']}
      render={(answer) => {
        const { question, model, turn, choice } = answer;
        const name = overview.models[model] ?? '';
        const spread = spreadOf(answer.rows);
        return (
          <li key={`${question} ${model} ${turn} ${choice}`}>
            <a class="entry answer-entry" href={href(question, { left: name })}>
              <span class="entry-id">
                <Plain text={overview.questions[question]?.key ?? ''} />
              </span>
              <span class="entry-category">
                <Plain text={overview.questions[question]?.category ?? 'unknown'} />
              </span>
              <span class="entry-text">
                <Plain text={name} />
                <small>
                  {' '}
                  turn {turn}
                  {choice > 0 && `, choice ${choice}`}
                  {address.list === 'disagree' && spread !== undefined && `, ${round(spread)} apart`}
                </small>
                <span class="entry-opening">
                  <Opening text={overview.questions[question]?.opening ?? ''} />
                </span>
              </span>
              <Flags bits={flagsOf(answer.rows)} />
              <Scores answer={answer} />
            </a>
          </li>
        );
      }}
    />
  );
}

const emptyLists: Partial<Record<string, string>> = {
  wrong: 'No answer is wrong.',
  'no-answer': 'Every answer has one.',
  disagree: 'No two scores of an answer differ.',
  unparsed: 'Every verdict was read.',
  flagged: 'Nothing is flagged.',
};

export function Flags({ bits }: { bits: number }) {
  const flags: Flag[] = flagsIn(bits);
  if (flags.length === 0) return null;
  return (
    <span class="flags">
      {flags.map((flag) => (
        <span key={flag} class="flag">
          {flag}
        </span>
      ))}
    </span>
  );
}

function Scores({ answer: { rows } }: { answer: RatedAnswer }) {
  const { overview } = usePage();
  return (
    <span class="scores">
      {rows.map((row, place) => {
        const judge = overview.judges[row.judge] ?? '';
        const score = counts(row) ? row.score : undefined;
        const said = score === undefined ? (flagsIn(row.flags)[0] ?? 'left out') : String(score);
        return <Score key={place} score={score} label={`${said} by ${judge}`} />;
      })}
    </span>
  );
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
