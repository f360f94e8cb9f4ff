/** Keys in whatever a service says, whole or broken by invisible characters: none may reach a message or a record. */

import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import { hide, redacted, toProviderError } from '../../../src/providers/errors.ts';
import { readOpenaiReply } from '../../../src/providers/openai/reply.ts';
import { secretMask } from '../../../src/secrets.ts';
import { type Attack, type AttackGroup, drawn, pairsOf } from './attack.ts';

const secrets = [
  'sk-attack-0123456789',
  'pass/word+with=signs&more',
  'k.e*y(with)[marks]?',
  'schlüssel-äöü-123',
];
const breaks = [
  '',
  '\u200b',
  '\u00ad',
  '\u2060',
  '\ufeff',
  '\u0007',
  '\u0000',
  '\u202e',
  '\u001b',
  '\u001b[31m',
  '\r',
];

const context = (secret: string) => ({ target: 'test/model', now: () => 0, mask: secretMask([secret]) });

/** What is left of a text once everything is gone that a reader of it does not see. */
function letters(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}]/gu, '');
}

function hides(secret: string, what: string, said: () => string): Attack {
  return {
    what,
    holds: () => {
      const seen = letters(said());
      for (const form of [secret, encodeURIComponent(secret)]) expect(seen).not.toContain(form);
    },
  };
}

/** Where an error may hold it. */
const places: ((said: string) => unknown)[] = [
  (said) => ({ error: { message: `no: ${said}` } }),
  (said) => ({ error: { message: 'unknown parameter', param: said, code: 'unsupported_parameter' } }),
  (said) => ({ error: { message: said, param: said, code: said, type: said } }),
  (said) => ({ detail: [{ loc: ['header', said], msg: said }] }),
  (said) => said,
  (said) => `<!doctype html><title>${said}</title>`,
];
const statuses = [400, 401, 403, 404, 429, 500];

function inError(secret: string, said: string, [status, place]: [number, (typeof places)[number]]): Attack {
  const error = place(said);
  return hides(secret, `${status} ${JSON.stringify(error)}`, () => {
    const thrown = toProviderError({ status, error, message: said }, context(secret));
    return `${thrown.message} ${thrown.parameter ?? ''}`;
  });
}

function inReply(secret: string, said: string): Attack {
  const message = { content: `Your key is ${said}.`, reasoning: said };
  const body = { model: said, choices: [{ message, finish_reason: 'stop' }] };
  return hides(secret, JSON.stringify(body), () => {
    const reply = readOpenaiReply(body, context(secret));
    expect(reply.redacted).toBe(true);
    return JSON.stringify([reply, redacted(reply, context(secret))]);
  });
}

const broken = (secret: string, by: string, at = 3) => `${secret.slice(0, at)}${by}${secret.slice(at)}`;

export const keysInText: AttackGroup = {
  name: 'secrets',
  attacks: [
    ...pairsOf(secrets, breaks).flatMap(([secret, by]) => [
      hides(secret, `hide ${JSON.stringify(by)}`, () => hide(`a ${broken(secret, by)} b`, context(secret))),
      inError(secret, broken(secret, by), [400, places[0] ?? String]),
    ]),
    ...pairsOf(secrets, pairsOf(statuses, places)).map(([secret, at]) => inError(secret, secret, at)),
    ...secrets.map((secret) => inError(secret, encodeURIComponent(secret), [500, places[0] ?? String])),
    ...pairsOf(
      secrets,
      breaks.filter((by) => !by.includes('[')),
    ).map(([secret, by]) => inReply(secret, broken(secret, by))),
    ...drawn(
      fc.tuple(
        fc.constantFrom(...secrets),
        fc.array(fc.constantFrom(...breaks), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...pairsOf(statuses, places)),
      ),
      { short: 20, long: 1000 },
    ).map(([secret, by, at, place]) => inError(secret, broken(secret, by.join(''), at), place)),
  ],
};
