import { afterAll, beforeAll, expect, test } from 'vitest';
import { anthropicProvider } from '../../../src/providers/anthropic/messages.ts';
import { readAddress } from '../../../src/providers/http/address.ts';
import { openaiProvider } from '../../../src/providers/openai/chat.ts';
import { type Loopback, startLoopback } from '../../support/loopback.ts';
import { patient, request, shared } from '../subjects.ts';

let server: Loopback;

beforeAll(async () => {
  server = await startLoopback();
});
afterAll(() => server.close());

test('`readAddress()` takes an address apart into what the SDKs can use and what must not be shown', () => {
  expect(readAddress('https://me:p%40ss-word@a.example:8443/v1/?api-version=1&code=hidden#part')).toEqual({
    url: 'https://a.example:8443/v1',
    query: { 'api-version': '1', code: 'hidden' },
    authorization: `Basic ${Buffer.from('me:p@ss-word').toString('base64')}`,
    secrets: ['p%40ss-word', 'p@ss-word', '1', 'hidden'],
  });
});

test('`readAddress()` leaves a plain address as it is', () => {
  expect(readAddress('http://127.0.0.1:8000/v1')).toMatchObject({
    url: 'http://127.0.0.1:8000/v1',
    query: {},
    authorization: undefined,
  });
});

const context = { target: 't', now: Date.now };
const withUser = () => `${server.url.replace('//', '//me:password@')}/v1?code=hidden`;

test('user, password and query of an address reach the service where there is no key', async () => {
  const basic = `Basic ${Buffer.from('me:password').toString('base64')}`;
  const providers = [
    openaiProvider({ ...shared, baseUrl: withUser(), apiKey: undefined, context }),
    anthropicProvider({ ...shared, baseUrl: withUser(), apiKey: '', context }),
  ];
  for (const provider of providers) {
    await provider.ask(request, patient);
    const { headers, path } = server.requests.at(-1) ?? {};
    expect(headers?.authorization).toBe(basic);
    expect(path).toMatch(/^\/v1\/(?:chat\/completions|messages)\?code=hidden$/);
  }
});

test('a key goes before the user and password of an address', async () => {
  await openaiProvider({ ...shared, baseUrl: withUser(), apiKey: 'sk-key', context }).ask(request, patient);
  expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-key');
});
