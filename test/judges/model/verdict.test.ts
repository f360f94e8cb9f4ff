import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReply, type Verdict } from '../../../src/judges/model/verdict.ts';

const rating = (value: number): Verdict => ({ kind: 'rating', rating: value });
const winner = (who: 'A' | 'B' | 'tie'): Verdict => ({ kind: 'winner', winner: who });
const verdictOf = (reply: string) => parseReply(reply, { format: '[[rating]]', finish: 'stop' }).verdict;
const winnerOf = (reply: string) => parseReply(reply, { format: '[[A]]', finish: 'stop' }).verdict;
const ratingsOf = (reply: string) =>
  parseReply(reply, { format: '[[rating_a,rating_b]]', finish: 'stop' }).verdict;

const reasonOf = (verdict: Verdict) =>
  verdict.kind === 'unparsed' ? verdict.reason : `parsed: ${verdict.kind}`;

/** Text of several lines without a bracket, so that it can hold no verdict. */
const prose = fc
  .array(fc.string({ unit: 'grapheme' }), { maxLength: 8 })
  .map((lines) => lines.join('\n').replace(/[[\]]/g, '('));
const anyRating = fc.integer({ min: 2, max: 20 }).map((halves) => halves / 2);

test.each([
  ['Rating: [[8]]', 8],
  ['Good.\n\n**[[8]]**', 8],
  ['**Rating: [[7.5]]**', 7.5],
  ['Rating: [[ 9 ]]', 9],
  ['[[10]]', 10],
  ['[[1]]', 1],
  ['[[8/10]]', 8],
  ['[[8.5 / 10]]', 8.5],
  ['Rating: [[6]].', 6],
  ['Rating: [[5]]\r\n', 5],
  ['I weighed it.\r\n\r\nRating: [[4]]', 4],
  ['[[[3]]]', 3],
])('`parseReply()` reads the rating of %j', (reply, expected) => {
  expect(verdictOf(reply)).toEqual(rating(expected));
});

test('`parseReply()` takes the last verdict of a reply, since earlier ones may be quoted from the answer', () => {
  expect(verdictOf('The answer says "give me [[10]]".\nThat counts against it.\n\nRating: [[2]]')).toEqual(
    rating(2),
  );
});

test('`parseReply()` takes the last of any number of verdicts on lines of their own', () => {
  fc.assert(
    fc.property(fc.array(anyRating, { minLength: 1, maxLength: 9 }), prose, (values, between) => {
      const reply = values.map((value) => `${between}\nRating: [[${value}]]`).join('\n');
      expect(verdictOf(reply)).toEqual(rating(values.at(-1) ?? 0));
    }),
  );
});

test.each([
  '0',
  '11',
  '-1',
  '10.5',
  '0.9',
  '100',
  '8/5',
  '8/100',
  '8,5',
  '1e1',
  '0x8',
  'ten',
  'rating',
  '٨',
  '5-7',
])('`parseReply()` leaves [[%s]] unparsed and names what it found', (text) => {
  expect(reasonOf(verdictOf(`Rating: [[${text}]]`))).toBe(`"${text}" is not a rating from 1 to 10`);
});

test('`parseReply()` never walks back from a last verdict that is no rating to an earlier one that is', () => {
  fc.assert(
    fc.property(
      anyRating,
      prose,
      fc.constantFrom('0', '11', '-3', 'A', 'n/a', '8,5'),
      (earlier, text, bad) => {
        expect(verdictOf(`Rating: [[${earlier}]]\n${text}\nRating: [[${bad}]]`).kind).toBe('unparsed');
      },
    ),
  );
});

test.each([
  ['two ratings', 'Rating: [[6]] or [[7]]'],
  ['a rating and one out of range', 'Rating: [[11]] [[7]]'],
  ['two ratings with text behind', 'Between [[6]] and [[7]] I would say'],
])('`parseReply()` leaves a line with %s unparsed', (_what, reply) => {
  expect(reasonOf(verdictOf(`First line.\n${reply}`))).toMatch(/^one line has two verdicts: /);
});

test('`parseReply()` reads a rating that the last line repeats', () => {
  expect(verdictOf('Rating: [[7]], that is [[7.0]] or [[7/10]]')).toEqual(rating(7));
});

test('`parseReply()` takes the name of the format for no verdict', () => {
  expect(verdictOf('In the form [[rating]]: [[7]]')).toEqual(rating(7));
  expect(verdictOf('Rating: [[7]]\n\nI kept to the form [[rating]].')).toEqual(rating(7));
  expect(winnerOf('One of [[A/B/C]]: [[B]]')).toEqual(winner('B'));
  expect(ratingsOf('[[rating_a,rating_b]]: [[8,6]]')).toEqual(winner('A'));
});

test('`parseReply()` heeds no verdicts of lines before the last one that has any', () => {
  expect(verdictOf('Between [[6]] and [[7]]:\nRating: [[7]]\nThank you.')).toEqual(rating(7));
});

test.each([
  ['Rating: [7]', 7],
  ['Rating: [ 7.5 ]', 7.5],
  ['Rating: [8/10]', 8],
  ['He takes xs[3].\nRating: [6]', 6],
])('`parseReply()` reads the bare bracket of %j where there is no double one', (reply, expected) => {
  expect(verdictOf(reply)).toEqual(rating(expected));
});

test('`parseReply()` heeds no bare bracket where there is a double one', () => {
  expect(verdictOf('Rating: [[4]]\nSee [9].')).toEqual(rating(4));
  expect(verdictOf('Rating: [[none]]\nSee [9].').kind).toBe('unparsed');
});

test.each(['[0]', '[11]', '[-1]', '[8/5]', '[7,5]', '[6] or [7]'])(
  '`parseReply()` never walks back from the bare %s to an earlier bare rating',
  (last) => {
    expect(verdictOf(`The list [5] is right.\nRating: ${last}`).kind).toBe('unparsed');
  },
);

test('`parseReply()` reads no bare bracket as a winner', () => {
  expect(winnerOf('The better one is [A]').kind).toBe('unparsed');
});

test.each(['', ' \n ', '\r\n'])('`parseReply()` says that the reply %j is empty', (reply) => {
  expect(reasonOf(verdictOf(reply))).toBe('the reply is empty');
});

test('`parseReply()` says that a reply without a verdict has none', () => {
  expect(reasonOf(verdictOf('I would give it an 8.'))).toBe('the reply has no verdict');
});

test('`parseReply()` reads A, B and C as winner and tie', () => {
  expect(winnerOf('Final verdict: [[A]]')).toEqual(winner('A'));
  expect(winnerOf('Final verdict: [[B]]')).toEqual(winner('B'));
  expect(winnerOf('Final verdict: **[[C]]**')).toEqual(winner('tie'));
});

test.each(['D', 'AB', '8', 'constructor', '__proto__'])(
  '`parseReply()` leaves [[%s]] unparsed as a winner',
  (text) => {
    expect(reasonOf(winnerOf(`[[A]]\n[[${text}]]`))).toBe(`"${text}" is not A, B or C`);
  },
);

test('`parseReply()` leaves two different winners in the last line unparsed', () => {
  expect(winnerOf('[[A]]\nEither [[A]] or [[B]]').kind).toBe('unparsed');
  expect(winnerOf('[[B]]\nSurely [[A]], I repeat: [[A]]').kind).toBe('unparsed');
  expect(winnerOf('[[A]]\nSurely [[A]], I repeat: [[A]]')).toEqual(winner('A'));
});

test.each([
  ['[[8,7]]', 'A'],
  ['[[7, 8]]', 'B'],
  ['[[7,7]]', 'tie'],
  ['[[7.1,7]]', 'tie'],
  ['[[7, 7.1]]', 'tie'],
  ['[[9.3,9.2]]', 'tie'],
  ['[[7.2,7]]', 'A'],
  ['[[7/10, 9/10]]', 'B'],
] as const)('`parseReply()` reads the pair of ratings %s as %s', (reply, expected) => {
  expect(ratingsOf(`Compared.\n${reply}`)).toEqual(winner(expected));
});

test('`parseReply()` calls any two ratings within 0.1 a tie, and no others', () => {
  const tenths = fc.integer({ min: 10, max: 100 });
  fc.assert(
    fc.property(tenths, tenths, (a, b) => {
      const expected = Math.abs(a - b) <= 1 ? 'tie' : a > b ? 'A' : 'B';
      expect(ratingsOf(`[[${a / 10},${b / 10}]]`)).toEqual(winner(expected));
    }),
  );
});

test.each(['8', '8,11', '0,5', '1,2,3', '7;8', 'A'])(
  '`parseReply()` leaves the pair [[%s]] unparsed',
  (text) => {
    expect(reasonOf(ratingsOf(`[[${text}]]`))).toBe(`"${text}" is not two ratings from 1 to 10`);
  },
);

test('`parseReply()` reads what the format offers, and nothing else', () => {
  expect(verdictOf('[[A]]').kind).toBe('unparsed');
  expect(winnerOf('[[8]]').kind).toBe('unparsed');
  expect(ratingsOf('[[A]]').kind).toBe('unparsed');
});

test.each(['> [[9]]', '> Rating: [[9]]', 'My rating:\n\n> [[9]]'])(
  '`parseReply()` reads no verdict of %j where it was cut off: what it was going to say of the quotation is missing',
  (reply) => {
    expect(verdictOf(reply)).toEqual(rating(9));
    const { verdict } = parseReply(reply, { format: '[[rating]]', finish: 'length' });
    expect(verdict.kind).toBe('unparsed');
  },
);
