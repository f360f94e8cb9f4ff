import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Proof } from '../proof.ts';
import { block, mutations, python, type Random, random, times } from './harness.ts';

type Leg = [from: number, to: number, minutes: number];
type Lock = [period: number, offset: number, openFor: number];
interface Network {
  n: number;
  legs: Leg[];
  locks: (Lock | null)[];
}
interface Trip extends Network {
  source: number;
  target: number;
  /** The start in the first turn, the deadline in the second. */
  time: number;
  maxLegs: number | null;
}
type Answer = [time: number, path: number[]] | null;

const DRIVER = `
def drive(trip):
    legs = [tuple(leg) for leg in trip["legs"]]
    locks = {}
    for node in range(trip["n"]):
        if trip["locks"][node] is not None:
            locks[node] = tuple(trip["locks"][node])
    arguments = [trip["n"], legs, locks, trip["source"], trip["target"], trip["time"]]
    answer = earliest(*arguments) if trip["maxLegs"] is None else latest(*arguments, trip["maxLegs"])
    if answer is not None and not isinstance(answer, tuple):
        raise TypeError("a tuple is asked for")
    return answer
`;

function isOpen({ locks }: Network, node: number, t: number): boolean {
  const lock = locks[node];
  if (lock === null || lock === undefined) return true;
  const [period, offset, openFor] = lock;
  return (((t - offset) % period) + period) % period < openFor;
}

interface Ride {
  nodes: number[];
  arrival: number;
}

/** Every walk of at most `most` legs, each lock waited for minute by minute. */
function rides(network: Network, from: Ride, most: number): Ride[] {
  if (most === 0) return [from];
  const here = from.nodes.at(-1) ?? 0;
  let leave = from.arrival;
  while (!isOpen(network, here, leave)) leave += 1;
  const onward = network.legs
    .filter(([u]) => u === here)
    .flatMap(([, v, minutes]) =>
      rides(network, { nodes: [...from.nodes, v], arrival: leave + minutes }, most - 1),
    );
  return [from, ...onward];
}

function compareNodes(a: number[], b: number[]): number {
  const at = a.findIndex((node, i) => node !== b[i]);
  return a.length - b.length || (at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0));
}

function shortest(list: Ride[]): number[] | undefined {
  return list.map((ride) => ride.nodes).sort(compareNodes)[0];
}

function earliestBySearch(trip: Trip): Answer {
  const all = rides(trip, { nodes: [trip.source], arrival: trip.time }, trip.n).filter(
    ({ nodes }) => nodes.at(-1) === trip.target,
  );
  const arrival = Math.min(...all.map((ride) => ride.arrival));
  const path = shortest(all.filter((ride) => ride.arrival === arrival));
  return path === undefined ? null : [arrival, path];
}

function latestBySearch(trip: Trip, maxLegs: number): Answer {
  const { source, target, time } = trip;
  if (source === target) return [time, [source]];
  const most = Math.min(maxLegs, trip.n);
  const reaching = (t: number): Ride[] =>
    rides(trip, { nodes: [source], arrival: t }, most).filter(({ nodes }) => nodes.at(-1) === target);
  if (reaching(time).length === 0) return null;
  for (let t = time; ; t -= 1) {
    if (!isOpen(trip, source, t)) continue;
    const path = shortest(reaching(t).filter((ride) => ride.arrival <= time));
    if (path !== undefined) return [t, path];
  }
}

function randomLocks(r: Random, n: number): (Lock | null)[] {
  return times(n, () => {
    const period = r.pick([2, 3, 5, 9, 17]);
    return r.chance(0.2) ? null : [period, r.int(-20, 20), r.int(1, Math.min(period, 4))];
  });
}

/** Two equally long branches behind a common start: here the choice of the branch hangs on single minutes. */
function diamond(r: Random): Network {
  const ends: [number, number][] = [
    [0, 1],
    [1, 2],
    [1, 3],
    [2, 4],
    [3, 4],
  ];
  const legs = ends.map(([from, to]): Leg => [from, to, r.int(1, 6)]);
  const rare: Lock = [17, r.int(-20, 20), 1];
  const frequent: Lock = [r.int(3, 6), r.int(-20, 20), r.int(1, 2)];
  return { n: 5, legs, locks: [rare, frequent, ...randomLocks(r, 3)] };
}

function randomNetwork(r: Random): Network {
  const n = r.pick([1, 2, 3, 4, 5, 5, 5]);
  const longest = r.pick([1, 2, 5, 12]);
  // Most legs lead onwards, so that long routes with alternatives are common.
  const legs = times(r.int(n - 1, 3 * n), (): Leg => {
    const from = r.int(0, n - 1);
    const to = r.chance(0.7) ? Math.min(from + r.int(1, 2), n - 1) : r.int(0, n - 1);
    return [from, to, r.int(1, longest)];
  });
  return { n, legs, locks: randomLocks(r, n) };
}

function trips(seed: number, limited: boolean): Trip[] {
  const r = random(seed);
  return times(1400, () => {
    const network = r.chance(0.5) ? randomNetwork(r) : diamond(r);
    const { n } = network;
    const target = r.chance(0.1) ? 0 : n - 1;
    return {
      ...network,
      source: 0,
      target,
      time: r.int(-30, 30),
      maxLegs: limited ? r.pick([0, 1, 2, 3, 3, 4, 5, 99, 99]) : null,
    };
  });
}

/** A lock that opens once in 10^12 minutes: stepping through time would never end. */
function rareLock(limited: boolean): { trip: Trip; answer: Answer } {
  const period = 10 ** 12;
  const trip = {
    n: 2,
    legs: [[0, 1, 5]] as Leg[],
    locks: [[period, 17, 1] as Lock, null],
    source: 0,
    target: 1,
  };
  if (limited) return { trip: { ...trip, time: 21, maxLegs: 1 }, answer: [17 - period, [0, 1]] };
  return { trip: { ...trip, time: 18, maxLegs: null }, answer: [17 + period + 5, [0, 1]] };
}

async function prove(reference: string, limited: boolean): Promise<void> {
  const run = await python<Trip, Answer>(block(reference, 'python'), DRIVER);
  const rare = rareLock(limited);
  deepStrictEqual(run(rare.trip), rare.answer);
  let longPaths = 0;
  for (const trip of trips(limited ? 62 : 61, limited)) {
    const answer = trip.maxLegs === null ? earliestBySearch(trip) : latestBySearch(trip, trip.maxLegs);
    longPaths += answer !== null && answer[1].length > 2 ? 1 : 0;
    deepStrictEqual(run(trip), answer, JSON.stringify(trip));
  }
  ok(longPaths > 100, String(longPaths));
}

const SHARED: [string, string][] = [
  ['t if into < open_for else t + period - into', 't if into <= open_for else t + period - into'],
  ['t if into < open_for else t + period - into', 't if into < open_for else t + period'],
  ['t - into + open_for - 1', 't - into + open_for'],
  ['t - into + open_for - 1', 't - into'],
  ['late[-1][v] - minutes', 'late[-1][v] - minutes - 1'],
  ['t > layer[u]', 't < layer[u]'],
  ['leave + minutes <= late[left][v]', 'leave + minutes < late[left][v]'],
  ['(v, leave + minutes) < choice', '(v, leave + minutes) > choice'],
];

export const canals: Proof[] = [
  {
    question_id: 'coding-06',
    turn: 1,
    prove: (reference) => prove(reference, false),
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['t < layer[v]', 't > layer[v]'],
        ['range(n - 1)', 'range(n - 2)'],
        ['arrival = min(times)', 'arrival = times[0]'],
        ['arrival = min(times)', 'arrival = times[-1]'],
      ),
  },
  {
    question_id: 'coding-06',
    turn: 2,
    prove: (reference) => prove(reference, true),
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['min(max_legs, n - 1)', 'n - 1'],
        ['min(max_legs, n - 1)', 'min(max_legs, n - 2)'],
        ['departure = max(times)', 'departure = times[0]'],
        ['departure = max(times)', 'departure = min(times)'],
        ['return deadline, [source]', 'return None'],
      ),
  },
];
