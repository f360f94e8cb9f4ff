/** How the body of a function gets its four columns. */

import { expect, test } from 'vitest';
import { indentBody } from '../../../../src/judges/graders/code/body.ts';

test('a body that has four columns stays as it is', () => {
  const body = '    if x:\n        return 1\n    return 2\n';
  expect(indentBody(body)).toBe(body);
});

test('two columns, eight, or a tab become four, and inner blocks keep their shape', () => {
  const four = '    if x:\n      return 1\n    return 2';
  expect(indentBody('  if x:\n    return 1\n  return 2')).toBe(four);
  expect(indentBody('        if x:\n          return 1\n        return 2')).toBe(four);
  expect(indentBody('\tif x:\n\t\treturn 1\n\treturn 2')).toBe('    if x:\n        return 1\n    return 2');
});

test('a body at the left margin is moved as a whole, helper functions too', () => {
  expect(indentBody('def g(y):\n    return y\nreturn g(x)')).toBe(
    '    def g(y):\n        return y\n    return g(x)',
  );
  expect(indentBody('if x:\n    return 1\nreturn 2')).toBe('    if x:\n        return 1\n    return 2');
  expect(indentBody('for y in x:\n    yield y')).toBe('    for y in x:\n        yield y');
});

test('a first line that alone lost its indentation gets it back', () => {
  expect(indentBody('y = x\n    return y')).toBe('    y = x\n    return y');
  expect(indentBody('if x:\n        return 1\n    return 2')).toBe(
    '    if x:\n        return 1\n    return 2',
  );
  expect(indentBody('y = x\n  return y')).toBe('    y = x\n    return y');
});

test('what stands at the margin after an indented body stays there', () => {
  const body = '  return g(x)\n\ndef g(y):\n  return y';
  expect(indentBody(body)).toBe('    return g(x)\n\ndef g(y):\n  return y');
});

test('text inside long strings is not moved', () => {
  expect(indentBody('  s = """\n a\n"""\n  return s')).toBe('    s = """\n a\n"""\n    return s');
});

test('nothing but blank lines is left alone', () => {
  expect(indentBody('\n  \n')).toBe('\n  \n');
});
