/** A list in one word is told from a name. */

import { expect, test } from 'vitest';
import { refuseLists } from '../src/listed-values.ts';

const refused: [string[], string][] = [
  [['a,b'], '--model takes one name a word, and "a,b" is no name: write --model a b'],
  [['a b'], 'write --model a b'],
  [['a,', 'b'], 'write --model a b'],
  [['x', 'a, b'], 'write --model x a b'],
];

for (const [values, message] of refused) {
  test(`${JSON.stringify(values)} is refused with the right form`, () => {
    expect(() => refuseLists('--model', values)).toThrow(message);
  });
}

test('a known name may hold a comma', () => {
  const isKnown = (value: string) => value === 'arts, crafts';
  expect(() => refuseLists('--category', ['arts, crafts', 'math'], isKnown)).not.toThrow();
  expect(() => refuseLists('--category', ['arts, crafts', 'math,coding'], isKnown)).toThrow(
    "write --category 'arts, crafts' math coding",
  );
});
