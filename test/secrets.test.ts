/** No secret leaves the program in any of the forms in which services are known to repeat it. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hide, toProviderError } from '../src/providers/errors.ts';
import { readOpenaiReply } from '../src/providers/openai/reply.ts';
import { pastedKeys, processMask, secretMask } from '../src/secrets.ts';

const key = 'sk-test+key/0123456789';
const context = { target: 'test/model', mask: secretMask([key]), now: () => 0 };

test('a secret is masked as it stands, percent-encoded, and broken up by characters that nobody sees', () => {
  const mask = secretMask([key, undefined, 'short']);
  const broken = [...key].join('\u200b');
  const controlled = `${key.slice(0, 9)}\u0007\u0000${key.slice(9)}`;
  for (const form of [key, encodeURIComponent(key), broken, controlled]) {
    expect(mask(`a ${form} b`)).toBe('a *** b');
  }
  expect(mask('short')).toBe('short');
});

test('the longer of two secrets goes first', () => {
  expect(secretMask(['abcdef', 'abcdefgh'])('abcdefgh')).toBe('***');
});

test('no invisible character between the letters of a secret saves it', () => {
  const invisible = fc.constantFrom('', '\u200b', '\u200d', '\u2060', '\ufeff', '\u0000', '\u001b', '\u202e');
  fc.assert(
    fc.property(fc.array(invisible, { minLength: key.length, maxLength: key.length }), (between) => {
      const text = [...key].map((letter, index) => `${letter}${between[index]}`).join('');
      expect(hide(`it was ${text}!`, context)).not.toContain(key.slice(3, 12));
      expect(secretMask([key])(text)).toMatch(/^\*\*\*/);
    }),
  );
});

test('a service that names the key as the refused parameter is not repeated', () => {
  const error = { param: key, code: 'unsupported_parameter', message: `Unsupported: ${key}` };
  const { message, parameter } = toProviderError({ status: 400, error }, context);
  expect(`${message} ${parameter}`).not.toContain('0123456789');
});

test('a reply that repeats the key is recorded without it, and says so', () => {
  const message = { content: `Your key is ${key}.`, reasoning: `They sent ${key}` };
  const reply = readOpenaiReply({ model: key, choices: [{ message }] }, context);
  expect(reply).toMatchObject({ text: 'Your key is ***.', reasoning: 'They sent ***', redacted: true });
  expect(JSON.stringify(reply)).not.toContain('0123456789');
  expect(readOpenaiReply({ choices: [{ message: { content: 'Hi.' } }] }, context).redacted).toBeUndefined();
});

test('the mask of a process covers what has become known so far', () => {
  const { add, mask } = processMask();
  expect(mask(key)).toBe(key);
  add([key, undefined]);
  add(['another-secret']);
  expect(mask(`${key} another-secret`)).toBe('*** ***');
});

test('a key in place of a variable name is told from a name', () => {
  const argv = [
    '--api-key-env',
    'sk-a1b2-c3',
    '--judge-api-key-env=sk-d4',
    '--api-key-env',
    'OPENAI_API_KEY',
  ];
  expect(pastedKeys(argv)).toEqual(['sk-a1b2-c3', 'sk-d4']);
});
