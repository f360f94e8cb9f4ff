import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, must, swaps } from './check.ts';

const COUNTS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const word = (text: string, pattern: RegExp): number =>
  COUNTS.indexOf(must(pattern.exec(text)?.[1], `${pattern}`).toLowerCase());

/** A set of boxes as a bit mask: bit i is box i + 1. */
type Boxes = number;
interface Rack {
  pairs: Boxes[];
  trays: Boxes[];
}
function size(set: Boxes): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}
const moves = (tray: Boxes, pair: Boxes): boolean => size(tray & pair) === 1;

function readRack(question: Question): Rack {
  const text = must(question.turns[0], 'turn 1');
  const boxes = word(text, /^(\w+) closed boxes stand in a row/);
  const most = word(text, /you put one, two or (\w+) boxes of your choice/);
  must(/(Two) of them, which are not next to each other/.exec(text), 'the pair');
  const sets = Array.from({ length: 2 ** boxes }, (_, set) => set);
  return {
    pairs: sets.filter((s) => size(s) === 2 && (s & (s << 1)) === 0),
    trays: sets.filter((s) => size(s) >= 1 && size(s) <= most),
  };
}

/** Worst-case readings for the pairs still possible: minimax over all trays, remembered by the set of pairs. */
function adaptive(rack: Rack): number {
  const memo = new Map<string, number>();
  const need = (pairs: Boxes[]): number => {
    if (pairs.length <= 1) return 0;
    const id = pairs.join();
    const known = memo.get(id);
    if (known !== undefined) return known;
    const floor = Math.ceil(Math.log2(pairs.length));
    let best = Number.POSITIVE_INFINITY;
    for (const tray of rack.trays) {
      const yes = pairs.filter((p) => moves(tray, p));
      if (yes.length === 0 || yes.length === pairs.length) continue;
      const no = pairs.filter((p) => !moves(tray, p));
      best = Math.min(best, 1 + Math.max(need(yes), need(no)));
      if (best === floor) break;
    }
    memo.set(id, best);
    return best;
  };
  return need(rack.pairs);
}

const tells = (rack: Rack, list: Boxes[]): boolean =>
  new Set(rack.pairs.map((p) => list.map((t) => (moves(t, p) ? 1 : 0)).join(''))).size === rack.pairs.length;

/**
 * Tries every list of `n` different trays, whose order does not matter. A list is given up when some group of
 * pairs that it leaves together is larger than the readings still to come can tell apart.
 */
function someList(rack: Rack, n: number, from = 0, groups: Boxes[][] = [rack.pairs]): boolean {
  if (groups.some((group) => group.length > 2 ** n)) return false;
  if (n === 0) return true;
  for (let i = from; i < rack.trays.length; i++) {
    const tray = must(rack.trays[i], 'tray');
    const split = groups.flatMap((g) => [g.filter((p) => moves(tray, p)), g.filter((p) => !moves(tray, p))]);
    if (someList(rack, n - 1, i + 1, split)) return true;
  }
  return false;
}

function fixed(rack: Rack): number {
  let n = 0;
  while (!someList(rack, n)) n++;
  return n;
}

const readSet = (text: string): Boxes =>
  (text.match(/\d/g) ?? []).reduce((set, d) => set | (1 << (Number(d) - 1)), 0);
const writtenTrays = (line: string): Boxes[] => (line.match(/\{[\d, ]+\}/g) ?? []).map(readSet);

/** The table in the reference must be what its three opening trays leave, two pairs at the most. */
function checkTable(reference: string, rack: Rack): void {
  const opening = writtenTrays(
    must(
      reference.split('\n').find((l) => l.includes('{')),
      'opening trays',
    ),
  );
  expectEqual(opening.length, 3, 'opening trays');
  const rows = [...reference.matchAll(/^([01]{3}): (.+)$/gm)];
  expectEqual(rows.length, 8, 'rows');
  for (const [, outcome, pairs] of rows) {
    const left = rack.pairs.filter((p) => opening.map((t) => (moves(t, p) ? 1 : 0)).join('') === outcome);
    const written = must(pairs, 'pairs').split(' or ').map(readSet);
    expectEqual(written.sort((a, b) => a - b).join(), left.join(), `row ${outcome}`);
    if (left.length > 2) throw new Error('more than two pairs left');
  }
}

function checkDesign(reference: string, rack: Rack): void {
  const list = writtenTrays(must(reference.split('\n')[0], 'list'));
  expectEqual(list.length, fixed(rack), 'trays listed');
  if (!list.every((t) => rack.trays.includes(t)) || !tells(rack, list))
    throw new Error('the list does not work');
}

export const magnets: Proof[] = [
  {
    question_id: 'reasoning-09',
    turn: 1,
    prove(reference, question) {
      const rack = readRack(question);
      checkTable(reference, rack);
      expectFinal(reference, `${adaptive(rack)} readings`);
    },
    alter: swaps([/4/, '3'], [/4/, '5']),
  },
  {
    question_id: 'reasoning-09',
    turn: 2,
    prove(reference, question) {
      const rack = readRack(question);
      checkDesign(reference, rack);
      const n = fixed(rack);
      expectFinal(reference, `${n === adaptive(rack) ? 'yes' : 'no'}; ${n} readings`);
    },
    alter: swaps([/no/, 'yes'], [/5/, '4'], [/5/, '6']),
  },
];
