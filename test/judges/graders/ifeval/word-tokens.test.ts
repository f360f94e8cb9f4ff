import { expect, test } from 'vitest';
import { wordTokens } from '../../../../src/judges/graders/ifeval/word-tokens.ts';

test.each([
  ["I can't, won't; it's Ann's.", ['I', 'ca', "n't", ',', 'wo', "n't", ';', 'it', "'s", 'Ann', "'s", '.']],
  ['I CANNOT say "GIMME".', ['I', 'CAN', 'NOT', 'say', '``', 'GIM', 'ME', "''", '.']],
  ["'Tis the 'A' team's", ["'T", 'is', 'the', "'", 'A', "'", 'team', "'s"]],
  [
    'Pay $3.50 (50%) at 9:30--now!',
    ['Pay', '$', '3.50', '(', '50', '%', ')', 'at', '9:30', '--', 'now', '!'],
  ],
  ['A well-known U.S. law. Ends (so.)', ['A', 'well-known', 'U.S.', 'law', '.', 'Ends', '(', 'so', '.', ')']],
  ['So... “yes” — *no*', ['So', '...', '“', 'yes', '”', '—', '*', 'no', '*']],
])('%j is cut as NLTK cuts it', (text, tokens) => {
  expect(wordTokens(text)).toEqual(tokens);
});
