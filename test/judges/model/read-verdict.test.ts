import { expect, test } from 'vitest';
import { kindOfUnreadable, readVerdict } from '../../../src/judges/model/read-verdict.ts';

const scoreOf = (content: string) => {
  const verdict = readVerdict(content, '[[rating]]');
  return verdict.kind === 'rating' ? verdict.rating : verdict;
};
const winnerOf = (content: string, format: '[[A]]' | '[[rating_a,rating_b]]' = '[[A]]') => {
  const verdict = readVerdict(content, format);
  return verdict.kind === 'winner' ? verdict.winner : verdict;
};

test.each([
  ['8', 8],
  [' 8 ', 8],
  ['**8**', 8],
  ['_8_', 8],
  ['`8`', 8],
  ['"8"', 8],
  ['<b>8</b>', 8],
  ['$8$', 8],
  ['\\mathbf{8}', 8],
  ['8.', 8],
  ['8.50', 8.5],
  ['Rating: 8', 8],
  ['Final score = 8', 8],
  ['评分:8', 8],
  ['評価:8点', 8],
  ['평점: 8점', 8],
  ['Bewertung: 8 Punkte', 8],
  ['Note : 8 sur 10', 8],
  ['8 pts', 8],
  ['8/10', 8],
  ['8 / 10.0', 8],
  ['8 (out of 10)', 8],
  ['8 von 10 Punkten', 8],
  ['10点満点中8点', 8],
  ['10점 만점에 8점', 8],
])('`readVerdict()` reads the score in [[%s]]', (content, score) => {
  expect(scoreOf(content)).toBe(score);
});

test.each([
  ...['8,5', '8;5', '7-8', '7 to 8', '7~8', '7 or 8', '>8', '~ 8', '+8', '-8', '8+', '8½', '1⁰'],
  ...['8/5', '80/100', '8%', '8 stars', '11', '0', '0.5', '1e1', '.8', 'eight', 'A', 'Rating 2: 8'],
])('`readVerdict()` does not repair [[%s]] to a score', (content) => {
  expect(scoreOf(content)).toEqual({
    kind: 'unparsed',
    reason: `"${content}" is not a rating from 1 to 10`,
  });
});

test.each([
  ['A', 'A'],
  ['b', 'B'],
  ['C', 'tie'],
  ['**B**', 'B'],
  ['Assistant A', 'A'],
  ['assistant_b', 'B'],
  ['Model A', 'A'],
  ['the answer B', 'B'],
  ['Verdict: B', 'B'],
  ['Winner: Assistant A', 'A'],
  ['A wins', 'A'],
  ['B is better', 'B'],
  ['A>B', 'A'],
  ['A << B', 'B'],
  ['A=B', 'tie'],
  ['Tie', 'tie'],
  ['a draw', 'tie'],
  ['C: Tie', 'tie'],
  ['Tie (C)', 'tie'],
  ['Unentschieden', 'tie'],
  ['Antwort A', 'A'],
  ['match nul', 'tie'],
  ['Réponse B', 'B'],
  ['平手', 'tie'],
  ['助手B', 'B'],
  ['引き分け', 'tie'],
  ['Bの勝ち', 'B'],
  ['동점', 'tie'],
  ['모델 B', 'B'],
])('`readVerdict()` reads the winner in [[%s]]', (content, winner) => {
  expect(winnerOf(content)).toBe(winner);
});

test.each([
  ...['A or B', 'A/B', 'A, B', 'A-B', 'A>A', 'D', 'AB', 'both', 'neither', '8', 'C: A', 'not A', 'a lot'],
])('`readVerdict()` reads no winner in [[%s]]', (content) => {
  expect(winnerOf(content)).toEqual({ kind: 'unparsed', reason: `"${content}" is not A, B or C` });
});

test.each([
  ['8,7', 'A'],
  ['7、8', 'B'],
  ['**8**, **7**', 'A'],
  ['A: 8, B: 7', 'A'],
  ['Assistant A: 7, Assistant B: 8', 'B'],
  ['rating_a: 7, rating_b: 7', 'tie'],
  ['8/10, 7/10', 'A'],
])('`readVerdict()` reads the two scores in [[%s]]', (content, winner) => {
  expect(winnerOf(content, '[[rating_a,rating_b]]')).toBe(winner);
});

test.each(['B: 8, A: 7', 'A: 8, 7', '8,5, 7,5', '8 7', '8', 'A'])(
  '`readVerdict()` reads no two scores in [[%s]]',
  (content) => {
    expect(winnerOf(content, '[[rating_a,rating_b]]')).toMatchObject({ kind: 'unparsed' });
  },
);

test.each([
  ['rating', '[[rating]]', 'format'],
  ['your rating here', '[[rating]]', 'format'],
  ['评分', '[[rating]]', 'format'],
  ['1-10', '[[rating]]', 'format'],
  ['X', '[[rating]]', 'format'],
  ['...', '[[rating]]', 'format'],
  ['A/B/C', '[[A]]', 'format'],
  ['A, B, or C', '[[A]]', 'format'],
  ['rating_a,rating_b', '[[rating_a,rating_b]]', 'format'],
  ['11', '[[rating]]', 'attempt'],
  ['7 or 8', '[[rating]]', 'attempt'],
  ['Rating: 12', '[[rating]]', 'attempt'],
  ['A or B', '[[A]]', 'attempt'],
  ['Assistant A or B', '[[A]]', 'attempt'],
  ['none', '[[rating]]', 'text'],
  ['Photosynthesis', '[[rating]]', 'text'],
  ['see below', '[[A]]', 'text'],
] as const)('`kindOfUnreadable()` tells what [[%s]] is in the format %s: %s', (content, format, kind) => {
  expect(kindOfUnreadable(content, format)).toBe(kind);
});
