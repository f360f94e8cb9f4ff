import fc from 'fast-check';
import { expect, test } from 'vitest';
import { number } from '../../../../src/judges/graders/number/number.ts';
import { gradeOf, outcome } from '../golden-records.ts';

const graded = async (response: string, target: unknown = '24') =>
  outcome(await gradeOf(number, { target }, response));

const frames: readonly ((written: string) => string)[] = [
  (written) => written,
  (written) => `#### ${written}`,
  (written) => `So it is 3 + 4 = 7 first.\nThe answer is ${written}.`,
  (written) => `There are 3 of 4.\n\n**Answer:** ${written} boxes`,
  (written) => `\\[ 3 \\cdot 4 = 12 \\]\n$\\boxed{${written}}$`,
  (written) => `We need 3 vans, so ${written}`,
];

/** A number of cents as people write it. */
const notations: readonly ((cents: number) => string)[] = [
  (cents) => (cents / 100).toFixed(2),
  (cents) => (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }),
  (cents) => `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`.replace('$-', '-$'),
  (cents) => (cents / 100).toFixed(2).replace('-', '−'),
  (cents) => `${cents}/100`,
  (cents) => `\\frac{${cents}}{100}`,
  (cents) => `${cents}e-2`,
  (cents) => `${cents}%`,
  (cents) => (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }).replaceAll(',', '{,}'),
];

test('a number is read in every notation and every frame, and no other number is equal to it', async () => {
  const cents = fc.integer({ min: -2_000_000, max: 2_000_000 });
  await fc.assert(
    fc.asyncProperty(
      cents,
      fc.constantFrom(...notations),
      fc.constantFrom(...frames),
      async (value, write, frame) => {
        const reply = frame(write(value));
        expect([reply, await graded(reply, (value / 100).toFixed(2))]).toMatchObject([reply, { score: 1 }]);
        expect([reply, (await graded(reply, ((value + 7) / 100).toFixed(2))).score]).toEqual([reply, 0]);
      },
    ),
    { numRuns: 600 },
  );
});

const pieces = fc.constantFrom(
  ...[
    '1',
    '24',
    ',',
    '.',
    '-',
    '–',
    '$',
    '%',
    ' ',
    '\n',
    '/',
    'e',
    '^',
    '\\boxed{',
    '}',
    '{',
    '(',
    ')',
    '**',
    '####',
  ],
  ...[
    'The answer is ',
    'Answer:',
    ' or ',
    ' and ',
    '=',
    '\\frac{',
    '½',
    '10^',
    '×',
    ':',
    'two ',
    '<<',
    '>>',
    'x',
    '２',
  ],
);

test('any text is graded, and the place is where the extracted text stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 14 }), async (parts) => {
      const reply = parts.join('');
      const grade = await gradeOf(number, { target: '24' }, reply);
      if (grade.kind === 'no-answer') return;
      const [start, end] = (grade.details?.at ?? []) as [number, number];
      expect(reply.slice(start, end)).toBe(grade.extracted);
      expect(grade.details?.value).not.toBeNull();
    }),
    { numRuns: 3000 },
  );
});

/** Each of these once took quadratic time, or could: what bounds it stands where it is read. */
const hostile = [
  '\\boxed{',
  'answer: ',
  'the answer is x 1\n',
  '#### a 1\n',
  '((1',
  '<<',
  '**1** ',
  '1=',
  '1 or ',
  'A:\n',
  ' 000',
  '\\frac{',
];

test.each(hostile)('a long reply of nothing but %j is graded', async (piece) => {
  const reply = piece.repeat(Math.ceil(100_000 / piece.length));
  expect((await gradeOf(number, { target: '24' }, reply)).target).toBe('24');
});

test('boxes in boxes are read in one pass', async () => {
  const depth = 30_000;
  const reply = `${'\\boxed{'.repeat(depth)}none${'}'.repeat(depth)}`;
  expect((await gradeOf(number, { target: '24' }, reply)).kind).toBe('no-answer');
});

test('a number of hundreds of digits, or a power that would be one, is no answer', async () => {
  for (const reply of [
    '9'.repeat(301),
    '9'.repeat(100_000),
    '9^999',
    '9999999^100',
    '99999^9',
    `1/${'9'.repeat(301)}`,
  ]) {
    expect([reply.slice(0, 9), (await gradeOf(number, { target: '24' }, reply)).kind]).toEqual([
      reply.slice(0, 9),
      'no-answer',
    ]);
  }
  expect((await graded('9^99999')).score).toBe(0);
});
