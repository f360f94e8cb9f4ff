import type { Proof, Question } from '../proof.ts';
import { expectFinal, listed, must, only, swaps } from './check.ts';

const HUTS = ['Ostra', 'Pellin', 'Quern', 'Rauta', 'Sivo'];
const STATES = ['clear', 'crossed', 'patchy'];
const COUNTS = ['zero', 'one', 'two', 'three', 'four', 'five'];

/** `states[i]` belongs to hut i, `train` is the index of the hut with the mule train. */
interface World {
  states: string[];
  train: number;
}
type Claim = (world: World) => boolean;
const hut = (name: string | undefined): number => {
  const index = HUTS.indexOf(must(name, 'hut'));
  if (index < 0) throw new Error(`unknown hut ${name}`);
  return index;
};

/** The grammar of the messages; a message outside it stops the proof, so none can be overlooked. */
const GRAMMAR: [RegExp, (...words: string[]) => Claim][] = [
  [/^(\w+) and (\w+) are in the same state\.$/, (a, b) => (w) => w.states[hut(a)] === w.states[hut(b)]],
  [/^The mule train is west of (\w+)\.$/, (a) => (w) => w.train < hut(a)],
  [/^The mule train is east of (\w+)\.$/, (a) => (w) => w.train > hut(a)],
  [
    /^Exactly (\w+) of the five radios (?:is|are) (\w+)\.$/,
    (n, s) => (w) => w.states.filter((x) => x === s).length === COUNTS.indexOf(must(n, 'count')),
  ],
  [/^(\w+) is (clear|crossed|patchy)\.$/, (a, s) => (w) => w.states[hut(a)] === s],
];

function readClaim(message: string): Claim {
  for (const [pattern, build] of GRAMMAR) {
    const match = pattern.exec(message);
    if (match) return build(...match.slice(1));
  }
  throw new Error(`not understood: ${message}`);
}

function readMessages(text: string | undefined): [number, Claim[]][] {
  return listed(must(text, 'turn'), /^- /).map((line) => {
    const [name] = line.split(':');
    return [hut(name), [...line.matchAll(/"([^"]+)"/g)].map((m) => readClaim(must(m[1], 'message')))];
  });
}

function fits(world: World, messages: [number, Claim[]][]): boolean {
  return messages.every(([sender, claims]) => {
    const truths = claims.filter((claim) => claim(world)).length;
    const needed = { clear: 2, crossed: 0, patchy: 1 }[must(world.states[sender], 'state')];
    return claims.length === 2 && truths === needed;
  });
}

function allWorlds(): World[] {
  let lists: string[][] = [[]];
  for (const _ of HUTS) lists = lists.flatMap((list) => STATES.map((state) => [...list, state]));
  return lists.flatMap((states) => HUTS.map((_, train) => ({ states, train })));
}

const first = (question: Question): World => {
  const messages = readMessages(question.turns[0]);
  return only(
    allWorlds().filter((w) => fits(w, messages)),
    'worlds on the first day',
  );
};

/** Compares every conceivable second day with the first one instead of constructing the swaps. */
function second(question: Question): World {
  const before = first(question);
  const messages = readMessages(question.turns[1]);
  const reachable = allWorlds().filter((w) => {
    const changed = HUTS.map((_, i) => i).filter((i) => w.states[i] !== before.states[i]);
    const [a, b] = changed;
    if (changed.length !== 2 || a === undefined || b === undefined) return false;
    const swapped = w.states[a] === before.states[b] && w.states[b] === before.states[a];
    return swapped && Math.abs(w.train - before.train) === 1;
  });
  return only(
    reachable.filter((w) => fits(w, messages)),
    'worlds on the second day',
  );
}

const show = (w: World): string =>
  `${HUTS.map((name, i) => `${name} ${w.states[i]}`).join(', ')}; mule train at ${HUTS[w.train]}`;

export const radios: Proof[] = [
  {
    question_id: 'reasoning-02',
    turn: 1,
    prove: (reference, question) => expectFinal(reference, show(first(question))),
    alter: swaps(
      [/Ostra crossed/, 'Ostra patchy'],
      [/Pellin clear/, 'Pellin patchy'],
      [/Quern crossed/, 'Quern clear'],
      [/Rauta patchy/, 'Rauta clear'],
      [/Sivo patchy/, 'Sivo clear'],
      [/at Quern/, 'at Rauta'],
    ),
  },
  {
    question_id: 'reasoning-02',
    turn: 2,
    prove: (reference, question) => expectFinal(reference, show(second(question))),
    alter: swaps(
      [/Ostra crossed/, 'Ostra patchy'],
      [/Pellin patchy/, 'Pellin clear'],
      [/Quern crossed/, 'Quern clear'],
      [/Rauta clear/, 'Rauta patchy'],
      [/Sivo patchy/, 'Sivo crossed'],
      [/at Rauta/, 'at Pellin'],
    ),
  },
];
