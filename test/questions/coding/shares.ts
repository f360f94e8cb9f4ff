import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Proof, Question } from '../proof.ts';
import { block, mutations, python, type Random, random, times, turn } from './harness.ts';

interface Case {
  total: bigint;
  weights: string[];
  caps: (bigint | null)[] | null;
}
interface Outcome {
  shares: bigint[];
  unassigned: bigint;
}
/** Big numbers travel as strings, because JSON numbers would lose digits. */
type Wire = { shares: string[]; unassigned: string } | { error: string };

const DRIVER = `
def drive(case):
    try:
        if case["caps"] is None:
            return {"shares": [str(share) for share in apportion(int(case["total"]), case["weights"])], "unassigned": "0"}
        caps = [None if cap is None else int(cap) for cap in case["caps"]]
        shares, unassigned = apportion(int(case["total"]), case["weights"], caps)
        return {"shares": [str(share) for share in shares], "unassigned": str(unassigned)}
    except Exception as error:
        return {"error": type(error).__name__}
`;

function wholeWeights(weights: string[]): bigint[] | null {
  const fractions: [bigint, bigint][] = [];
  for (const text of weights) {
    const match = /^([0-9]+)(?:\.([0-9]+)|\/([0-9]+))?$/.exec(text);
    if (match === null || match[0] !== text) return null;
    const decimals = match[2] ?? '';
    const below = match[3] === undefined ? 10n ** BigInt(decimals.length) : BigInt(match[3]);
    if (below === 0n) return null;
    fractions.push([BigInt(`${match[1]}${decimals}`), below]);
  }
  const scale = fractions.reduce((product, [, below]) => product * below, 1n);
  const whole = fractions.map(([above, below]) => (above * scale) / below);
  return whole.some((part) => part > 0n) ? whole : null;
}

/** All ways to hand out the missing cents; nearest to the exact shares wins, ties go to the later parties. */
function roundBySearch(amount: bigint, parts: bigint[]): bigint[] {
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  const choices = times(2 ** parts.length, (bits) =>
    parts.map((part, i) => (amount * part) / whole + BigInt((bits >> i) & 1)),
  ).filter((shares) => shares.reduce((sum, share) => sum + share, 0n) === amount);
  const distance = (shares: bigint[]): bigint =>
    shares.reduce((sum, share, i) => sum + (share * whole - amount * (parts[i] ?? 0n)) ** 2n, 0n);
  const isBetter = (a: bigint[], b: bigint[]): boolean => {
    const difference = distance(a) - distance(b);
    if (difference !== 0n) return difference < 0n;
    const at = a.findIndex((share, i) => share !== b[i]);
    return at >= 0 && (a[at] ?? 0n) < (b[at] ?? 0n);
  };
  return choices.reduce((best, choice) => (isBetter(choice, best) ? choice : best));
}

/** The parties that reach their caps are a prefix in order of cap / weight: the water level, not the rounds. */
function cappedSet(amount: bigint, parts: bigint[], caps: (bigint | null)[]): Set<number> {
  const positive = parts.flatMap((part, i) => (part > 0n ? [i] : []));
  const of = (i: number): [bigint | null, bigint] => [caps[i] ?? null, parts[i] ?? 0n];
  const order = positive.sort((a, b) => {
    const [capA, partA] = of(a);
    const [capB, partB] = of(b);
    if (capA === null || capB === null) return Number(capA === null) - Number(capB === null);
    return Number(capA * partB - capB * partA);
  });
  for (let m = 0; m < order.length; m += 1) {
    const rest = order.slice(0, m).reduce((left, i) => left - (of(i)[0] ?? 0n), amount);
    const whole = order.slice(m).reduce((sum, i) => sum + of(i)[1], 0n);
    const [cap, part] = of(order[m] ?? 0);
    if (cap === null || rest * part <= cap * whole) return new Set(order.slice(0, m));
  }
  return new Set(order);
}

function expected({ total, weights, caps }: Case): Outcome | null {
  const parts = wholeWeights(weights);
  if (parts === null) return null;
  const limits = caps ?? weights.map(() => null);
  if (limits.length !== parts.length || limits.some((cap) => cap !== null && cap < 0n)) return null;
  const amount = total < 0n ? -total : total;
  const sign = total < 0n ? -1n : 1n;
  const capped = cappedSet(amount, parts, limits);
  const staying = parts.flatMap((part, i) => (part > 0n && !capped.has(i) ? [i] : []));
  const rest = [...capped].reduce((left, i) => left - (limits[i] ?? 0n), amount);
  const shares = parts.map((_, i) => (capped.has(i) ? (limits[i] ?? 0n) : 0n));
  if (staying.length > 0) {
    const rounded = roundBySearch(
      rest,
      staying.map((i) => parts[i] ?? 0n),
    );
    for (const [index, i] of staying.entries()) shares[i] = rounded[index] ?? 0n;
  }
  return { shares: shares.map((share) => sign * share), unassigned: staying.length > 0 ? 0n : sign * rest };
}

const BAD = [
  '',
  '-1',
  '+1',
  ' 1',
  '1 ',
  '1_0',
  '²',
  '１２',
  '.5',
  '5.',
  '1.2.3',
  '1.5/2',
  '1/0',
  '/2',
  '1/',
  '1/2/3',
  '1e3',
  '1\n',
];

function randomWeight(r: Random): string {
  const plain = (): string => `${r.pick(['', '', '0', '00'])}${r.int(0, 6)}`;
  return r.pick([
    plain(),
    plain(),
    `${plain()}.${r.pick(['5', '25', '50', '0', '125'])}`,
    `${plain()}/${r.int(1, 7)}`,
  ]);
}

function cases(seed: number, capped: boolean): Case[] {
  const r = random(seed);
  const sizes = [0, 1, 2, 3, 7, 10, 29, 100, 101, 1000];
  const list = times(300, (): Case => {
    const weights = times(r.int(0, 6), () => randomWeight(r));
    const total = BigInt(r.pick(sizes) + r.int(0, 5)) * (r.chance(0.3) ? -1n : 1n);
    const top = r.pick([3, 20, 60]);
    const caps = weights.map(() => (r.chance(0.3) ? null : BigInt(r.int(0, top))));
    return { total, weights, caps: capped ? caps : null };
  });
  const odd = BAD.map(
    (weight): Case => ({ total: 5n, weights: ['1', weight, '2'], caps: capped ? [null, 1n, null] : null }),
  );
  const huge = 10n ** 120n + 7n;
  const large: Case = {
    total: -huge,
    weights: ['1/3', `${huge}`, '0.000001'],
    caps: capped ? [null, huge / 2n, null] : null,
  };
  return [...list, ...odd, large];
}

async function prove(
  reference: string,
  list: Case[],
): Promise<{ run: (one: Case) => Wire; failed: number; left: number }> {
  const play = await python<unknown, Wire>(block(reference, 'python'), DRIVER);
  const run = ({ total, weights, caps }: Case): Wire =>
    play({ total: `${total}`, weights, caps: caps?.map((cap) => (cap === null ? null : `${cap}`)) ?? null });
  let failed = 0;
  let left = 0;
  for (const one of list) {
    const truth = expected(one);
    failed += truth === null ? 1 : 0;
    left += truth !== null && truth.unassigned !== 0n ? 1 : 0;
    const wire: Wire =
      truth === null
        ? { error: 'ValueError' }
        : { shares: truth.shares.map(String), unassigned: `${truth.unassigned}` };
    deepStrictEqual(run(one), wire);
  }
  return { run, failed, left };
}

async function proveFirst(reference: string, question: Question): Promise<void> {
  const { run, failed } = await prove(reference, cases(51, false));
  ok(failed > BAD.length);
  const example = /`apportion\((\d+), (\[.*?\])\)` returns `(\[.*?\])`/.exec(turn(question, 1));
  const weights = JSON.parse(example?.[2] ?? 'null') as string[];
  const shares = (JSON.parse(example?.[3] ?? 'null') as number[]).map(String);
  deepStrictEqual(run({ total: BigInt(example?.[1] ?? 0), weights, caps: null }), {
    shares,
    unassigned: '0',
  });
}

async function proveSecond(reference: string): Promise<void> {
  const wrongCaps: Case[] = [
    { total: 5n, weights: ['1', '2'], caps: [null] },
    { total: 5n, weights: ['1'], caps: [null, null] },
    { total: 5n, weights: ['1', '2'], caps: [null, -1n] },
    { total: 5n, weights: ['1', '0'], caps: [null, -1n] },
  ];
  const { failed, left } = await prove(reference, [...cases(52, true), ...wrongCaps]);
  ok(failed > BAD.length + wrongCaps.length && left > 20);
}

const SHARED: [string, string][] = [
  ['(-rests[i], -i)', '(-rests[i], i)'],
  ['(-rests[i], -i)', '(rests[i], -i)'],
  ['size - sum(shares)]', 'size - sum(shares) + 1]'],
  ['10 ** len(decimals)', '10 ** (len(decimals) + 1)'],
  ['if pair[1] == 0:', 'if pair[1] == 1:'],
  ['if sum(parts) == 0:', 'if not parts:'],
  ['<= "9"', '<= "_"'],
  ['-share for share', 'share for share'],
];

export const shares: Proof[] = [
  {
    question_id: 'coding-05',
    turn: 1,
    prove: proveFirst,
    alter: (reference) => mutations(reference, ...SHARED, ['size = abs(total)', 'size = total']),
  },
  {
    question_id: 'coding-05',
    turn: 2,
    prove: proveSecond,
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['rest = abs(total)', 'rest = total'],
        ['rest * parts[i] > caps[i] * whole', 'rest * parts[i] > (caps[i] + 1) * whole'],
        ['if parts[i] > 0]', 'if parts[i] >= 0]'],
        ['if i not in over]', 'if i in over]'],
        ['shares[i] = caps[i]', 'shares[i] = caps[i] + 1'],
        ['        rest = 0\n', ''],
        [', -rest', ', rest'],
        ['len(caps) != len(parts)', 'len(caps) < len(parts)'],
        ['cap is not None and cap < 0', 'cap is not None and cap < -1'],
      ),
  },
];
