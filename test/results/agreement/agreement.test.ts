import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAgreement, type CastVote } from '../../../src/results/agreement/agreement.ts';

const roles = { judges: ['j'], humans: ['h1', 'h2'] };

/** Votes on one comparison, by judge. */
function on(
  comparison: string,
  turn: number | undefined,
  cast: Record<string, CastVote['vote']>,
): CastVote[] {
  return Object.entries(cast).map(([judge, vote]) => ({ judge, turn, comparison, vote }));
}

const votes: CastVote[] = [
  ...on('a', 1, { j: 'first', h1: 'first', h2: 'first' }),
  ...on('b', 1, { j: 'inconsistent', h1: 'tie', h2: 'second' }),
  ...on('c', 1, { j: 'second', h1: 'second' }),
  ...on('d', 2, { j: 'first', h1: 'second', h2: 'second' }),
  ...on('a', 1, { stranger: 'second' }),
  ...on('e', 3, { stranger: 'tie' }),
];

/** Agreed, total, and κ to four decimals. */
function figures({ agreed, total, kappa }: { agreed: number; total: number; kappa: number | null }) {
  return [agreed, total, kappa === null ? null : Number(kappa.toFixed(4))];
}

function tableOf(cast: readonly CastVote[], given = roles) {
  return buildAgreement(cast, given).agreement.map(({ left, right, turns, all }) => ({
    name: `${left}, ${right}`,
    s1: [...Object.values(turns), all].map(({ s1 }) => figures(s1)),
    s2: [...Object.values(turns), all].map(({ s2 }) => figures(s2)),
  }));
}

test('`buildAgreement()` counts S1 and S2 by turn and over all turns, with κ, as by hand', () => {
  expect(tableOf(votes)).toEqual([
    {
      name: 'j, humans',
      s1: [
        [4, 5, 0.7059],
        [0, 2, 0],
        [4, 7, 0.4],
      ],
      s2: [
        [3, 3, 1],
        [0, 2, 0],
        [3, 5, 0.2857],
      ],
    },
    {
      name: 'j, human majority',
      s1: [
        [2, 2, 1],
        [0, 1, 0],
        [2, 3, 0.4],
      ],
      s2: [
        [2, 2, 1],
        [0, 1, 0],
        [2, 3, 0.4],
      ],
    },
    {
      name: 'humans, humans',
      s1: [
        [1, 2, 0.2],
        [1, 1, null],
        [2, 3, 0.4545],
      ],
      s2: [
        [1, 1, null],
        [1, 1, null],
        [2, 2, 1],
      ],
    },
  ]);
});

test('`buildAgreement()` gives share and κ of null where no pair is left', () => {
  const [first] = buildAgreement(on('a', 1, { j: 'tie', h1: 'tie' }), roles).agreement;
  expect(first?.all.s1).toEqual({ agreed: 1, total: 1, share: 1, kappa: null });
  expect(first?.all.s2).toEqual({ agreed: 0, total: 0, share: null, kappa: null });
});

test('`buildAgreement()` compares judges with each other, and names those without a common comparison', () => {
  const cast = [
    ...on('a', 1, { j: 'first', k: 'first', h1: 'tie' }),
    ...on('b', 1, { k: 'tie', l: 'inconsistent' }),
  ];
  const { agreement, unshared } = buildAgreement(cast, { judges: ['l', 'k', 'j'], humans: ['h1'] });
  expect(agreement.map(({ kind, left, right }) => [kind, left, right])).toEqual([
    ['judge-humans', 'j', 'humans'],
    ['judge-majority', 'j', 'human majority'],
    ['judge-humans', 'k', 'humans'],
    ['judge-majority', 'k', 'human majority'],
    ['judges', 'j', 'k'],
    ['judges', 'k', 'l'],
  ]);
  expect(unshared).toEqual([
    { left: 'l', right: 'humans' },
    { left: 'j', right: 'l' },
  ]);
});

test('`buildAgreement()` without humans has rows of judges only', () => {
  const cast = on('a', undefined, { j: 'first', k: 'second' });
  const { agreement, unshared } = buildAgreement(cast, { judges: ['j', 'k'], humans: [] });
  expect(agreement).toMatchObject([{ kind: 'judges', turns: {}, all: { s1: { agreed: 0, total: 1 } } }]);
  expect(unshared).toEqual([]);
});

test('`buildAgreement()` does not depend on the order of the votes or of the roles', () => {
  const vote = fc.constantFrom<CastVote['vote']>('first', 'second', 'tie', 'inconsistent');
  const judge = fc.constantFrom('j', 'k', 'h1', 'h2', 'h3');
  const comparison = fc.constantFrom('a', 'b', 'c', 'd');
  const cast = fc.record({ judge, vote, comparison }).map((each) => ({
    ...each,
    turn: each.comparison < 'c' ? 1 : 2,
  }));
  const given = { judges: ['j', 'k'], humans: ['h1', 'h2', 'h3'] };
  const turned = { judges: ['k', 'j'], humans: ['h3', 'h1', 'h2'] };
  const orders = fc
    .array(cast, { maxLength: 30 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(
    fc.property(orders, ([one, other]) => {
      expect(tableOf(other, turned)).toEqual(tableOf(one, given));
    }),
  );
});
