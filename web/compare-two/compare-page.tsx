/** Two models of the reader's choice: how far apart they are, whether chance explains it, and where they differ most. */

import { useMemo } from 'preact/hooks';
import { formatDifference, formatScore } from '../../src/results/render/number-format.ts';
import { Figure, TableFrame } from '../figures/figure.tsx';
import { useSorted } from '../figures/sorted.tsx';
import { usePage } from '../state/page-context.ts';
import { Opening } from '../text/opening.tsx';
import { Plain } from '../text/plain.tsx';
import { Choice } from '../transcripts/filters.tsx';
import { useQuestionHref } from '../transcripts/links.tsx';
import { Long } from '../transcripts/long.tsx';
import { Score } from '../transcripts/score.tsx';
import { type CategoryDifference, compareTwo, type TwoModels } from './comparison.ts';

export function ComparePage() {
  const { overview, address, go } = usePage();
  const { models, judges } = overview;
  const left = models.includes(address.left) ? address.left : (models[0] ?? '');
  const others = models.filter((model) => model !== left);
  const right = others.includes(address.right) ? address.right : (others[0] ?? '');
  const two = useMemo(
    () => (overview.single ? compareTwo(overview, [left, right], address.judge) : undefined),
    [overview, left, right, address.judge],
  );
  return (
    <div class="compare-two">
      <h2>Two models</h2>
      <div class="filters screen">
        <Choice
          label="Model"
          value={left}
          names={models}
          onChoice={(name) => go({ left: name })}
          none="best"
        />
        <Choice
          label="Against"
          value={right}
          names={others}
          onChoice={(name) => go({ right: name })}
          none="best other"
        />
        {judges.length > 1 && (
          <Choice
            label="Judge"
            value={address.judge}
            names={judges}
            none={overview.single?.grader === undefined ? 'all' : 'default grader'}
            onChoice={(judge) => go({ judge }, { replace: true })}
          />
        )}
      </div>
      {two && <Figures two={two} />}
      <Meetings left={left} right={right} />
      {two && two.categories.length > 1 && <ByCategory rows={two.categories} />}
      {two && two.questions.length > 0 && <Questions two={two} />}
    </div>
  );
}

/** `+0.45 (+0.10 to +0.80)`, with a real minus. */
function difference(value: number | null, ci: readonly [number, number] | null): string {
  const interval = ci ? ` (${ci.map(formatDifference).join(' to ')})` : '';
  return `${formatDifference(value)}${interval}`.replaceAll('-', '−');
}

function Figures({ two: { comparison, sentence } }: { two: TwoModels }) {
  const { difference: value, ci, n, of } = comparison;
  return (
    <Figure
      id="difference"
      title="Difference"
      note="paired by question: the first model less the second, with the 95 % interval of the paired t test"
    >
      <p class="difference">
        {difference(value, ci)} <small>on {n < of ? `${n} of ${of}` : n} questions</small>
      </p>
      <p class="sentence">
        <Plain text={sentence} />
      </p>
    </Figure>
  );
}

/** What pair judgments and votes say of the two. */
function Meetings({ left, right }: { left: string; right: string }) {
  const { overview } = usePage();
  const met = overview.meetings.find(
    ({ model, opponent }) => (model === left && opponent === right) || (model === right && opponent === left),
  );
  if (!met) return null;
  const [won, lost] = met.model === left ? [met.win, met.loss] : [met.loss, met.win];
  return (
    <p>
      Side by side, <Plain text={left} /> has won {won}, lost {lost} and tied {met.tie} of{' '}
      {met.win + met.loss + met.tie} matches.
    </p>
  );
}

function ByCategory({ rows: given }: { rows: readonly CategoryDifference[] }) {
  const { rows, head } = useSorted('two', given, {
    category: ({ category }) => category,
    first: ({ a }) => a,
    second: ({ b }) => b,
    difference: ({ difference: value }) => value,
    questions: ({ questions }) => questions,
  });
  return (
    <Figure
      id="two-categories"
      title="By category"
      note="intervals of single categories: among several, one or the other leaves 0 out by chance"
    >
      <TableFrame label="difference by category" names={rows.map(({ category }) => category)}>
        <table class="compact">
          <thead>
            <tr>
              {head('category', 'Category')}
              {head('first', 'First', { class: 'number' })}
              {head('second', 'Second', { class: 'number' })}
              {head('difference', 'Difference', { class: 'number' })}
              {head('questions', 'Questions', { class: 'number' })}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ category, a, b, ci, questions, ...row }) => (
              <tr key={category}>
                <th scope="row">
                  <Plain text={category} />
                </th>
                <td class="number">{formatScore(a)}</td>
                <td class="number">{formatScore(b)}</td>
                <td class="number strong">{difference(row.difference, ci)}</td>
                <td class="number">{questions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Questions({ two: { comparison, questions } }: { two: TwoModels }) {
  const { overview } = usePage();
  const href = useQuestionHref();
  const { a: left, b: right } = comparison;
  return (
    <Figure
      id="differ-most"
      title="Where they differ most"
      note="each leads to both answers, side by side"
      wide
    >
      <Long
        items={questions}
        named={['question', 'questions']}
        render={({ question, a, b }) => {
          const entry = overview.questions[question];
          return (
            <li key={question}>
              <a class="entry" href={href(question, { left, right })}>
                <span class="entry-id">
                  <Plain text={entry?.key ?? ''} />
                </span>
                <span class="entry-category">
                  <Plain text={entry?.category ?? 'unknown'} />
                </span>
                <span class="entry-text">
                  <Opening text={entry?.opening ?? ''} />
                </span>
                <span class="scores">
                  <Score score={a} label={`${formatScore(a)}: ${left}`} />
                  <Score score={b} label={`${formatScore(b)}: ${right}`} />
                  <span class="entry-difference">{formatDifference(a - b).replace('-', '−')}</span>
                </span>
              </a>
            </li>
          );
        }}
      />
    </Figure>
  );
}
