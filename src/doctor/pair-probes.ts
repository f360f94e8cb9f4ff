/** The probes that ask which of two answers is better, each in both orders. */

import { gamesCase, type Probe } from './probe.ts';
import { compared, type ProbeQuestion, type ProbeQuestions } from './probe-questions.ts';

export function pairProbes({ mixed }: ProbeQuestions, padded: (answer: string) => string): Probe[] {
  const casesOf = (
    names: readonly [string, string],
    answers: (question: ProbeQuestion) => readonly [string, string],
    holds: (winners: readonly string[]) => boolean,
  ) =>
    mixed.map((each) => {
      const matches = compared(each, ...answers(each));
      return gamesCase({ question: each.id, matches, names }, holds);
    });
  const won = (winners: readonly string[], name: string) =>
    winners.filter((winner) => winner === name).length;
  return [
    {
      name: 'identical',
      asked: 'the same answer twice, in both orders',
      expected: 'tie/tie',
      cases: casesOf(
        ['1st', '2nd'],
        ({ good }) => [good, good],
        (winners) => won(winners, 'tie') === 2,
      ),
    },
    {
      name: 'swapped',
      asked: 'a good and a bad answer, in both orders',
      expected: 'good/good',
      cases: casesOf(
        ['good', 'bad'],
        ({ good, worse }) => [good, worse],
        (winners) => won(winners, 'good') === 2,
      ),
    },
    {
      name: 'padded-pair',
      asked: 'a good answer and a padded copy, in both orders',
      expected: 'the copy does not win',
      // A judge that prefers a side wins each one game: that is what the other two probes are for.
      cases: casesOf(
        ['short', 'padded'],
        ({ good }) => [good, padded(good)],
        (winners) => won(winners, 'padded') <= won(winners, 'short'),
      ),
    },
  ];
}
