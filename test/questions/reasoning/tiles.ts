import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, listed, must, only, swaps } from './check.ts';

/** A pile as text, top first: a small letter is a dark face, a capital a light one. */
type Pile = string;
type Step = (pile: Pile) => Pile;

const turned = (tiles: string): string =>
  [...tiles].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join('');
const dark = (tile: string): boolean => tile === tile.toLowerCase();
const flip = (pile: Pile, k: number): Pile =>
  turned([...pile.slice(0, k)].reverse().join('')) + pile.slice(k);

const GRAMMAR: [RegExp, (...n: number[]) => Step][] = [
  [/^Flip (\d)\.$/, (k) => (p) => flip(p, must(k, 'k'))],
  [
    /^Move the top tile to the bottom of the pile without turning it over\.$/,
    () => (p) => p.slice(1) + p.slice(0, 1),
  ],
  [
    /^If the tile now on top shows its dark face, flip (\d); otherwise flip (\d)\.$/,
    (a, b) => (p) => flip(p, must(dark(p.slice(0, 1)) ? a : b, 'k')),
  ],
  [
    /^Turn over, in its place, the tile that is third from the top\.$/,
    () => (p) => p.slice(0, 2) + turned(p.slice(2, 3)) + p.slice(3),
  ],
  [
    /^Lift the top two tiles together and put them under the pile, without turning them over or changing which of the two is higher\.$/,
    () => (p) => p.slice(2) + p.slice(0, 2),
  ],
  [
    /^If the tile at the bottom of the pile shows its light face, flip (\d); otherwise flip (\d)\.$/,
    (a, b) => (p) => flip(p, must(dark(p.slice(-1)) ? b : a, 'k')),
  ],
  [
    /^Exchange the top tile and the bottom tile without turning either over\.$/,
    () => (p) => p.slice(-1) + p.slice(1, -1) + p.slice(0, 1),
  ],
];

function readStep(line: string): Step {
  for (const [pattern, build] of GRAMMAR) {
    const match = pattern.exec(line);
    if (match) return build(...match.slice(1).map(Number));
  }
  throw new Error(`not understood: ${line}`);
}

function read(question: Question): { start: Pile; steps: Step[] } {
  const text = must(question.turns[0], 'turn 1');
  const start = must(
    /From top to bottom they are ([A-F ]+), all with the light face up/.exec(text)?.[1],
    'start',
  );
  const steps = listed(text, /^\d\. /).map(readStep);
  expectEqual(steps.length, 8, 'steps');
  return { start: start.replaceAll(' ', ''), steps };
}

const run = (start: Pile, steps: Step[]): Pile => steps.reduce((pile, step) => step(pile), start);
const without = (steps: Step[], i: number): Step[] => steps.filter((_, j) => j !== i);
const words = (pile: Pile): string =>
  [...pile].map((c) => `${c.toUpperCase()} ${dark(c) ? 'dark' : 'light'}`).join(', ');
const short = (pile: Pile): string => [...pile].map((c) => c.toUpperCase() + (dark(c) ? 'd' : 'l')).join(' ');

function skippedTruth(question: Question): string {
  const { start, steps } = read(question);
  const seen = must(
    /as ((?:[A-F] (?:dark|light)(?:, )?){6})\./.exec(must(question.turns[1], 'turn 2'))?.[1],
    'pile',
  );
  const step = only(
    steps.map((_, i) => i).filter((i) => words(run(start, without(steps, i))) === seen),
    'steps that can have been left out',
  );
  const [mine, theirs] = [run(start, steps), run(start, without(steps, step))];
  const same = [...mine].filter((c, i) => theirs[i] === c).map((c) => c.toUpperCase());
  return `step ${step + 1}; only ${same.join(', ')}`;
}

/** The intermediate piles of the reference must be those of the simulation, line by line. */
function checkRows(reference: string, label: RegExp, piles: Pile[]): void {
  const written = reference
    .split('\n')
    .filter((l) => label.test(l))
    .map((l) => l.replace(label, ''));
  expectEqual(written.join('\n'), piles.map(short).join('\n'), 'piles listed');
}

export const tiles: Proof[] = [
  {
    question_id: 'reasoning-08',
    turn: 1,
    prove(reference, question) {
      const { start, steps } = read(question);
      checkRows(
        reference,
        /^Step \d: /,
        steps.map((_, i) => run(start, steps.slice(0, i + 1))),
      );
      expectFinal(reference, words(run(start, steps)));
    },
    alter: swaps(
      [/A dark/, 'A light'],
      [/E dark/, 'E light'],
      [/C light/, 'C dark'],
      [/D dark/, 'D light'],
      [/B dark/, 'B light'],
      [/F dark/, 'F light'],
      [/A dark, E dark/, 'E dark, A dark'],
    ),
  },
  {
    question_id: 'reasoning-08',
    turn: 2,
    prove(reference, question) {
      const { start, steps } = read(question);
      checkRows(
        reference,
        /^without step \d: /,
        steps.map((_, i) => run(start, without(steps, i))),
      );
      expectFinal(reference, skippedTruth(question));
    },
    alter: swaps([/step 3/, 'step 1'], [/only D/, 'only B'], [/only D/, 'only C, D']),
  },
];
