import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReply } from '../../../src/judges/model/verdict.ts';

const rationaleOf = (reply: string) => parseReply(reply, { format: '[[rating]]', finish: 'stop' }).rationale;

test.each([
  ['Sound work.\n\nRating: [[8]]', 'Sound work.'],
  ['Sound work.\n\n**Rating: [[8]]**', 'Sound work.'],
  ['Sound work.\n\n**Rating:**\n[[8]]', 'Sound work.'],
  ['Sound work.\r\n\r\nRating: [[8]]\r\n', 'Sound work.'],
  ['Sound work.\n\n### Final verdict\n\n[[8]]', 'Sound work.'],
  ['Sound work.\n- My overall score is [[8]].', 'Sound work.'],
  ['Sound work. [[8]]', 'Sound work.'],
  ['[[8]]\n\nSound work.', 'Sound work.'],
  ['Sound.\nRating: [[8]]\nSolid.', 'Sound.\n\nSolid.'],
  ['Rating: [[8]]', ''],
  ['It ends **in bold**\n[[8]]', 'It ends **in bold**'],
  ['Mark the underscore: [[8]]', 'Mark the underscore'],
  ['What a mess this is [[3]]', 'What a mess this is'],
])('`parseReply()` keeps the rationale of %j apart from the verdict and its label', (reply, expected) => {
  expect(rationaleOf(reply)).toBe(expected);
});

test('`parseReply()` keeps verdicts that the judge quotes in its rationale', () => {
  expect(rationaleOf('The answer begs for [[10]].\nIt is wrong.\nRating: [[2]]')).toBe(
    'The answer begs for [[10]].\nIt is wrong.',
  );
});

test('`parseReply()` keeps the whole of an unparsed reply as its rationale', () => {
  expect(rationaleOf('  I cannot rate this. [[none]]\n')).toBe('I cannot rate this. [[none]]');
});

test('`parseReply()` loses no word of any rationale that ends in a full stop', () => {
  const prose = fc
    .array(fc.string({ unit: 'grapheme' }), { maxLength: 6 })
    .map((lines) => `${lines.join('\n').replace(/[[\]]/g, '(')} So it is.`);
  fc.assert(
    fc.property(prose, (text) => {
      expect(rationaleOf(`${text}\n\nRating: [[7]]`)).toBe(text.trim());
    }),
  );
});
