import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, must, number, only, swaps } from './check.ts';

interface Knower {
  name: string;
  told: (n: number) => number;
}

function largestPrimeFactor(n: number): number {
  let rest = n;
  let largest = 1;
  for (let p = 2; rest > 1; p++) {
    while (rest % p === 0) {
      rest /= p;
      largest = p;
    }
  }
  return largest;
}

function setting(question: Question): { knowers: Knower[]; start: number[] } {
  const text = must(question.turns[0], 'turn 1');
  const low = number(text, /whole number from (\d+) to \d+/);
  const high = number(text, /whole number from \d+ to (\d+)/);
  const divisor = number(text, /remainder it leaves on division by (\d+)/);
  const order = must(
    /Mirela is told only the remainder.+Pradeep only the product of its two digits, and Lwazi only its largest prime/.exec(
      text,
    ),
    'who is told what',
  );
  expectEqual(order.length, 1, 'facts');
  const knowers = [
    { name: 'Mirela', told: (n: number) => n % divisor },
    { name: 'Pradeep', told: (n: number) => Math.floor(n / 10) * (n % 10) },
    { name: 'Lwazi', told: largestPrimeFactor },
  ];
  return { knowers, start: Array.from({ length: high - low + 1 }, (_, i) => low + i) };
}

/** What somebody still holds possible: the commonly possible numbers that agree with the private fact. */
const possible = (common: number[], who: Knower, n: number): number[] =>
  common.filter((m) => who.told(m) === who.told(n));
const knows = (common: number[], who: Knower, n: number): boolean => possible(common, who, n).length === 1;
const hands = (common: number[], knowers: Knower[], n: number): string =>
  knowers
    .filter((k) => knows(common, k, n))
    .map((k) => k.name)
    .join(' and ') || 'nobody';

function observedRings(question: Question): string[] {
  const text = must(question.turns[0], 'turn 1');
  return [...text.matchAll(/At the (first|second|third) ring (.+?) raises? a hand/g)].map((m) =>
    must(m[2], 'hands'),
  );
}

/** The numbers left after each ring that was seen; the last list shows whether the number is unique. */
function afterRings(question: Question): number[][] {
  const { knowers, start } = setting(question);
  const lists = [start];
  for (const seen of observedRings(question)) {
    const common = must(lists.at(-1), 'list');
    lists.push(common.filter((n) => hands(common, knowers, n) === seen));
  }
  return lists;
}

function ringsTruth(question: Question): string {
  const lists = afterRings(question);
  expectEqual(lists.length, 4, 'lists');
  const last = must(lists.at(-1), 'last list');
  const n = only(last, 'numbers after three rings');
  const mirela = must(setting(question).knowers[0], 'Mirela');
  return `${n}; Mirela ${knows(last, mirela, n) ? 'raises' : 'does not raise'} a hand`;
}

function checkLists(reference: string, question: Question): void {
  const written = [...reference.matchAll(/^Left: ([\d ]+)\.$/gm)].map((m) => m[1]);
  const [, one, two] = afterRings(question).map((list) => list.join(' '));
  expectEqual(written.join('\n'), `${one}\n${two}`, 'lists of numbers left');
}

function talkTruth(question: Question): string {
  const { knowers, start } = setting(question);
  const n = only(must(afterRings(question).at(-1), 'last list'), 'the number');
  const order = must(
    /in the order (\w+), (\w+), (\w+);/.exec(must(question.turns[1], 'turn 2')),
    'order',
  ).slice(1);
  const speakers = order.map((name) =>
    must(
      knowers.find((k) => k.name === name),
      name,
    ),
  );
  let common = start;
  let firstSaid = '';
  const said = new Set<string>();
  // Each round either shrinks the list or changes nothing for ever, so as many rounds as numbers are enough.
  for (let statement = 1; statement <= 3 * start.length; statement++) {
    const speaker = must(speakers[(statement - 1) % 3], 'speaker');
    const yes = knows(common, speaker, n);
    if (yes) said.add(speaker.name);
    if (yes && !firstSaid) firstSaid = `statement ${statement}, by ${speaker.name}`;
    common = common.filter((m) => knows(common, speaker, m) === yes);
  }
  const never = only(
    knowers.filter((k) => !said.has(k.name)),
    'people who never know',
  );
  return `${firstSaid}; ${never.name} never, with ${possible(common, never, n).join(' and ')} possible`;
}

export const key: Proof[] = [
  {
    question_id: 'reasoning-04',
    turn: 1,
    prove(reference, question) {
      checkLists(reference, question);
      expectFinal(reference, ringsTruth(question));
    },
    alter: swaps([/26/, '46'], [/26/, '19'], [/Mirela raises/, 'Mirela does not raise']),
  },
  {
    question_id: 'reasoning-04',
    turn: 2,
    prove: (reference, question) => expectFinal(reference, talkTruth(question)),
    alter: swaps(
      [/statement 5/, 'statement 4'],
      [/Pradeep/, 'Mirela'],
      [/Lwazi/, 'Mirela'],
      [/13/, '39'],
      [/26/, '36'],
    ),
  },
];
