import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, must, only, swaps } from './check.ts';

const NAMES = ['north', 'east', 'south', 'west'];
const STEPS: [number, number][] = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
];
type Plan = Map<string, string>;
interface Pose {
  cell: string;
  facing: number;
}
interface Trip {
  route: string[];
  facing: number;
  turns: number;
  lefts: number;
}

/** Cell names such as "C4" to their signs, read from the plan in the question. */
function readPlan(question: Question): Plan {
  const plan: Plan = new Map();
  for (const [, row, signs] of must(question.turns[0], 'turn 1').matchAll(/^([1-6]) {2}([#.oST]{7})$/gm)) {
    [...must(signs, 'signs')].forEach((sign, i) => {
      plan.set(`${'ABCDEFG'[i]}${row}`, sign);
    });
  }
  expectEqual(plan.size, 42, 'cells of the plan');
  return plan;
}

const find = (plan: Plan, sign: string): string =>
  must([...plan].find(([, s]) => s === sign)?.[0], `cell marked ${sign}`);

function ahead({ cell, facing }: Pose): string {
  const [dx, dy] = must(STEPS[facing], 'direction');
  return `${String.fromCharCode(cell.charCodeAt(0) + dx)}${Number(cell.slice(1)) + dy}`;
}

/** What one move can lead to, with the turn made before it: 0 none, 1 right, 3 left. */
function moves(plan: Plan, pose: Pose): { pose: Pose; turn: number }[] {
  const turns = plan.get(pose.cell) === 'o' ? [0, 1, 3] : [0, 1];
  return turns.flatMap((turn) => {
    const facing = (pose.facing + turn) % 4;
    const cell = ahead({ cell: pose.cell, facing });
    const free = plan.has(cell) && plan.get(cell) !== '#';
    return free ? [{ pose: { cell, facing }, turn }] : [];
  });
}

/** All shortest trips: paths are kept while no pose on them could be reached in fewer moves. */
function shortest(plan: Plan, start: Pose, goal: string): Trip[] {
  const reached = new Map<string, number>();
  let trips: Trip[] = [{ route: [start.cell], facing: start.facing, turns: 0, lefts: 0 }];
  for (let n = 1; trips.length > 0; n++) {
    trips = trips.flatMap((trip) =>
      moves(plan, { cell: must(trip.route.at(-1), 'cell'), facing: trip.facing }).flatMap(
        ({ pose, turn }) => {
          const id = `${pose.cell}${pose.facing}`;
          if ((reached.get(id) ?? n) < n) return [];
          reached.set(id, n);
          const route = [...trip.route, pose.cell];
          return [
            {
              route,
              facing: pose.facing,
              turns: trip.turns + Math.sign(turn),
              lefts: trip.lefts + (turn === 3 ? 1 : 0),
            },
          ];
        },
      ),
    );
    const home = trips.filter((t) => t.route.at(-1) === goal);
    if (home.length > 0) return home;
  }
  throw new Error('no route');
}

function outward(question: Question): Trip {
  const plan = readPlan(question);
  const facing = NAMES.indexOf(
    must(/stands on S facing (\w+)/.exec(must(question.turns[0], 'turn 1'))?.[1], 'facing'),
  );
  return only(shortest(plan, { cell: find(plan, 'S'), facing }, find(plan, 'T')), 'shortest routes');
}

function homeward(question: Question): Trip {
  const plan = readPlan(question);
  const pose = { cell: find(plan, 'T'), facing: outward(question).facing };
  return only(shortest(plan, pose, find(plan, 'S')), 'shortest routes home');
}

function checkRoute(reference: string, trip: Trip): void {
  const written = must(/^Route: ([A-G1-6 ]+)$/m.exec(reference)?.[1], 'route');
  expectEqual(written, trip.route.join(' '), 'route');
}

export const market: Proof[] = [
  {
    question_id: 'reasoning-06',
    turn: 1,
    prove(reference, question) {
      const trip = outward(question);
      checkRoute(reference, trip);
      expectFinal(reference, `${trip.route.length - 1} moves, facing ${NAMES[trip.facing]}`);
    },
    alter: swaps([/17/, '16'], [/17/, '7'], [/west/, 'north']),
  },
  {
    question_id: 'reasoning-06',
    turn: 2,
    prove(reference, question) {
      const trip = homeward(question);
      checkRoute(reference, trip);
      expectFinal(
        reference,
        `${trip.route.length - 1} moves, ${trip.turns} turns, ${trip.lefts} to the left`,
      );
    },
    alter: swaps([/15/, '13'], [/8 turns/, '7 turns'], [/0 to/, '1 to']),
  },
];
