import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPythonJson } from '../../../../../src/judges/graders/ifeval/python/json.ts';

test.each([
  'NaN',
  '[NaN, Infinity, -Infinity]',
  '{"NaN": NaN}',
  '"Infinity\\""',
  '7',
  'null',
  ' [1]\n',
  '{"a":1,"a":2}',
])('takes %s', (text) => {
  expect(isPythonJson(text)).toBe(true);
});

test.each([
  '',
  'NaN1',
  '-NaN',
  '+Infinity',
  'nan',
  'NaNNaN',
  '{NaN: 1}',
  '"NaN',
  '\ufeff{}',
  "{'a': 1}",
  '[1,]',
  '01',
  '"\n"',
])('refuses %j', (text) => {
  expect(isPythonJson(text)).toBe(false);
});

test('refuses integers of more than 4,300 digits, but no other long numbers', () => {
  const digits = '7'.repeat(4300);
  expect(isPythonJson(`[-${digits}]`)).toBe(true);
  expect(isPythonJson(`[${digits}7]`)).toBe(false);
  expect(isPythonJson(`[${digits}7.5, ${digits}7e1]`)).toBe(true);
  expect(isPythonJson(`"${digits}7"`)).toBe(true);
});

test('takes whatever is written as JSON', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => isPythonJson(JSON.stringify(value))));
});
