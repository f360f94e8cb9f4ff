import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { anthropicProvider } from '../../../src/providers/anthropic/messages.ts';
import type { ChatRequest } from '../../../src/providers/provider.ts';
import { type Loopback, startLoopback } from '../../support/loopback.ts';
import { apiKey, patient, providerAt, request, shared } from '../subjects.ts';

let server: Loopback;

beforeAll(async () => {
  vi.stubEnv('ANTHROPIC_API_KEY', 'sk-of-the-environment');
  vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token-of-the-environment');
  vi.stubEnv('ANTHROPIC_BASE_URL', 'http://127.0.0.1:1/elsewhere');
  server = await startLoopback();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const asked = async (change: Partial<ChatRequest> = {}) => {
  await providerAt('anthropic', server.url).ask({ ...request, ...change }, patient);
  const last = server.requests.at(-1);
  if (!last) throw new Error('nothing was asked');
  return last;
};

test.each(['temperature', 'top_p', 'top_k'])(
  'the older API version is asked for where %s is sent',
  async (name) => {
    const { headers, body } = await asked({ parameters: { max_tokens: 9, [name]: 1 } });
    expect(headers['anthropic-version']).toBe('2023-06-01');
    expect(body[name]).toBe(1);
  },
);

test('the SDK’s own API version is asked for where no sampling parameter is sent', async () => {
  const { headers } = await asked({ parameters: { max_tokens: 9, thinking: { type: 'disabled' } } });
  expect(headers['anthropic-version']).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(headers['anthropic-version']).not.toBe('2023-06-01');
});

test('the system message goes into the field `system`, and several are put together', async () => {
  const { body } = await asked({
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Why?' },
    ],
  });
  expect(body.system).toBe('Be brief.\n\nBe kind.');
  expect(body.messages).toEqual([{ role: 'user', content: 'Why?' }]);
});

test('no field `system` is sent where there is no system message', async () => {
  const { body } = await asked({ messages: [{ role: 'user', content: 'Why?' }] });
  expect(body).not.toHaveProperty('system');
});

test('the messages API is asked, whether the address ends in /v1 or not', async () => {
  const context = { target: 't', now: Date.now };
  for (const baseUrl of [server.url, `${server.url}/v1`, `${server.url}/v1/`]) {
    await anthropicProvider({ ...shared, baseUrl, apiKey, context }).ask(request, patient);
    expect(server.requests.at(-1)?.path).toBe('/v1/messages');
  }
});

test('the credentials of the environment reach no server', async () => {
  const { headers } = await asked();
  expect(JSON.stringify(headers)).not.toContain('of-the-environment');
  expect(JSON.stringify(headers)).toContain(apiKey);
});

test('a large token limit is sent as it is, not refused before', async () => {
  const { body } = await asked({ parameters: { max_tokens: 64_000 } });
  expect(body.max_tokens).toBe(64_000);
});
