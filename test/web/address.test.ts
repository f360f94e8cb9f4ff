/** The view in the URL: what is written is what is read. */

import { expect, test } from 'vitest';
import { type Address, formatAddress, parseAddress, start } from '../../web/state/address.ts';

test.for<Partial<Address>>([
  {},
  {
    page: 'transcripts',
    list: 'lowest',
    category: 'math',
    model: 'a/b c&d=#?',
    judge: 'j',
    min: 2,
    max: 7.5,
  },
  { page: 'question', question: 'x/y?z#%', left: 'm', right: 'n', raw: true },
  { shown: [] },
  { shown: ['a', 'b,c'] },
  { page: 'transcripts', search: '<script> & "quotes" +' },
])('%o comes back as it was', (change) => {
  const address = { ...start, ...change };
  expect(parseAddress(formatAddress(address))).toEqual(address);
});

test('what nobody understands is left out', () => {
  expect(parseAddress('#nowhere?min=-9&max=x&list=evil&left=')).toEqual(start);
  expect(parseAddress('#question/%E0%A4%A')).toMatchObject({ page: 'question', question: '%E0%A4%A' });
});
