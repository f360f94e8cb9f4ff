import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from '../../../../src/judges/graders/ifeval/sentences.ts';

test.each([
  ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
  ['Mr. Ash met Dr. Elm at 5 p.m. in Bath.', ['Mr. Ash met Dr. Elm at 5 p.m. in Bath.']],
  ['We met at 5 p.m. The sun was low.', ['We met at 5 p.m.', 'The sun was low.']],
  ['J. K. Elm and B. Ash wrote it.', ['J. K. Elm and B. Ash wrote it.']],
  ['See plan B. Then go.', ['See plan B.', 'Then go.']],
  ['1. Boil water. 2. add tea.', ['1.', 'Boil water.', '2. add tea.']],
  ['B. Bread\nQ. Bxyz', ['B.', 'Bread\nQ.', 'Bxyz']],
  ['Wait... what? Wait... The end.', ['Wait... what?', 'Wait...', 'The end.']],
  ['"Stop!" she said. (So he did.) Yes.', ['"Stop!"', 'she said.', '(So he did.)', 'Yes.']],
  ['No!!! Why?! Oh.', ['No!!!', 'Why?!', 'Oh.']],
  ['A line\nand another\n\nand a third', ['A line\nand another\n\nand a third']],
  ['Rent is 3.50 at www.example.org today.', ['Rent is 3.50 at www.example.org today.']],
  ['We ate e.g. the soup.', ['We ate e.g.', 'the soup.']],
  ['One.  \n', ['One.']],
  ['', []],
])('%j is split as NLTK splits it', (text, sentences) => {
  expect(splitSentences(text)).toEqual(sentences);
});

test('nothing but white space is lost between sentences', () => {
  const words = fc.constantFrom('Ash', 'elm.', 'U.S.', '!', '"', ').', '...', '\n', ' ', 'A.', '3.', '. . .');
  fc.assert(
    fc.property(fc.array(words), (parts) => {
      const text = parts.join('');
      expect(splitSentences(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});
