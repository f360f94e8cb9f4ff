import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, listed, must, number, only, swaps } from './check.ts';

const PEOPLE = ['Abebe', 'Birgit', 'Chidi', 'Dalia', 'Emeka', 'Farah', 'Goran', 'Hana'];
type Seats = Map<string, number>;
type Fact = (seats: Seats) => boolean;

const seat = (s: Seats, name: string | undefined): number =>
  must(s.get(must(name, 'name')), `seat of ${name}`);
const apart = (s: Seats, a?: string, b?: string): number => {
  const gap = Math.abs(seat(s, a) - seat(s, b));
  return Math.min(gap, PEOPLE.length - gap);
};

const GRAMMAR: [RegExp, (...words: string[]) => Fact][] = [
  [/^(\w+), who arrived first, took seat (\d)\.$/, (a, n) => (s) => seat(s, a) === Number(n)],
  [/^(\w+) sits directly opposite (\w+)\.$/, (a, b) => (s) => apart(s, a, b) === 4],
  [
    /^(\w+) is not next to (\w+), although the two share a dictionary\.$/,
    (a, b) => (s) => apart(s, a, b) > 1,
  ],
  [
    /^Exactly one person sits between (\w+) and (\w+), going the shorter way round\.$/,
    (a, b) => (s) => apart(s, a, b) === 2,
  ],
  [/^(\w+), who speaks seven languages, has an odd seat number\.$/, (a) => (s) => seat(s, a) % 2 === 1],
  [
    /^The seat numbers of (\w+) and (\w+) add up to (\d+)\.$/,
    (a, b, n) => (s) => seat(s, a) + seat(s, b) === Number(n),
  ],
  [/^(\w+) sits next to (\w+)\.$/, (a, b) => (s) => apart(s, a, b) === 1],
  [/^(\w+) does not sit next to (\w+)\.$/, (a, b) => (s) => apart(s, a, b) > 1],
  [/^(\w+)'s seat number is lower than (\w+)'s\.$/, (a, b) => (s) => seat(s, a) < seat(s, b)],
];

function readFact(line: string): Fact {
  for (const [pattern, build] of GRAMMAR) {
    const match = pattern.exec(line);
    if (match) return build(...match.slice(1));
  }
  throw new Error(`not understood: ${line}`);
}

function permutations(names: string[]): string[][] {
  if (names.length === 0) return [[]];
  return names.flatMap((name) =>
    permutations(names.filter((n) => n !== name)).map((rest) => [name, ...rest]),
  );
}
const ALL: Seats[] = permutations(PEOPLE).map((row) => new Map(row.map((name, i) => [name, i + 1])));

function arrangements(question: Question): Seats[] {
  const clues = listed(must(question.turns[0], 'turn 1'), /^\d\. /).map(readFact);
  expectEqual(clues.length, 7, 'clues read');
  return ALL.filter((s) => clues.every((clue) => clue(s)));
}

const row = (s: Seats): string => [...s.keys()].sort((a, b) => seat(s, a) - seat(s, b)).join(', ');

function seatsTruth(question: Question): string {
  const left = arrangements(question);
  const wanted = must(
    /seats (\d), (\d), (\d) and (\d)/.exec(must(question.turns[0], 'turn 1')),
    'seats asked for',
  );
  const parts = wanted.slice(1).map((n) => {
    const who = PEOPLE.filter((name) => left.some((s) => seat(s, name) === Number(n)));
    return `seat ${n} ${who.length > 1 ? `${who.slice(0, -1).join(', ')} or ${who.at(-1)}` : who[0]}`;
  });
  return `${parts.join('; ')}; ${left.length} arrangements`;
}

function factsTruth(question: Question): string {
  const left = arrangements(question);
  const lines = must(question.turns[1], 'turn 2')
    .split('\n')
    .filter((l) => /^[A-D]\. /.test(l));
  const facts = new Map(lines.map((l) => [l.slice(0, 1), readFact(l.slice(3))]));
  const after = (ids: string[]) => left.filter((s) => ids.every((id) => must(facts.get(id), id)(s)));
  const ids = [...facts.keys()];
  const settling = only(
    ids.filter((id) => after([id]).length === 1),
    'facts that settle the table',
  );
  const others = ids.filter((id) => id !== settling);
  const pairs = others.flatMap((a, i) => others.slice(i + 1).map((b) => [a, b]));
  const open = only(
    pairs.filter((pair) => after(pair).length > 1),
    'pairs that do not settle it',
  );
  // A contradiction would also "leave one out"; the question speaks of facts, so every pair must be possible.
  if (pairs.some((pair) => after(pair).length === 0)) throw new Error('a pair of facts is contradictory');
  return `${settling}; ${row(only(after([settling]), 'arrangement'))}; the pair ${open.join(' and ')}`;
}

/** The arrangements written out in the reference have to be exactly those that the search finds. */
function checkList(reference: string, question: Question): void {
  const pattern = new RegExp(`^(?:[iv]+\\. )?((?:${PEOPLE.join('|')})(?:, \\w+){7})$`, 'gm');
  const written = [...reference.matchAll(pattern)].map((m) => must(m[1], 'row')).sort();
  expectEqual(written.join('\n'), arrangements(question).map(row).sort().join('\n'), 'arrangements listed');
}

export const table: Proof[] = [
  {
    question_id: 'reasoning-03',
    turn: 1,
    prove(reference, question) {
      expectEqual(
        number(must(question.turns[0], 'turn 1'), /numbered 1 to (\d) clockwise/),
        PEOPLE.length,
        'seats',
      );
      checkList(reference, question);
      expectFinal(reference, seatsTruth(question));
    },
    alter: swaps(
      [/seat 3 Birgit, Chidi or Farah/, 'seat 3 Birgit or Farah'],
      [/seat 4 Dalia/, 'seat 4 Emeka'],
      [/seat 5 Emeka/, 'seat 5 Dalia'],
      [/seat 7 Birgit, Chidi or Farah/, 'seat 7 Chidi or Farah'],
      [/4 arrangements/, '3 arrangements'],
    ),
  },
  {
    question_id: 'reasoning-03',
    turn: 2,
    prove(reference, question) {
      checkList(reference, question);
      expectFinal(reference, factsTruth(question));
    },
    alter: swaps(
      [/: C;/, ': A;'],
      [/Chidi, Hana, Farah/, 'Chidi, Farah, Hana'],
      [/Dalia, Emeka/, 'Emeka, Dalia'],
      [/Abebe, Birgit, Goran/, 'Goran, Birgit, Abebe'],
      [/A and D/, 'A and B'],
    ),
  },
];
