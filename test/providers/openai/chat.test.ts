import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openaiProvider } from '../../../src/providers/openai/chat.ts';
import { type Fault, type Loopback, startLoopback } from '../../support/loopback.ts';
import { openaiVariants } from '../captured.ts';
import { apiKey, errorOf, patient, providerAt, request, shared } from '../subjects.ts';

let server: Loopback;
let next: Fault | undefined;

beforeAll(async () => {
  vi.stubEnv('OPENAI_ORG_ID', 'org-of-the-environment');
  vi.stubEnv('OPENAI_PROJECT_ID', 'project-of-the-environment');
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/elsewhere');
  vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-environment');
  server = await startLoopback({ fault: () => next });
});
beforeEach(() => {
  next = undefined;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const send = (body: unknown) => {
  next = { kind: 'body', body: JSON.stringify(body) };
  return providerAt('openai', server.url).ask(request, patient);
};
const sendBadly = (body: unknown) => {
  next = { kind: 'body', body: JSON.stringify(body) };
  return errorOf(providerAt('openai', server.url));
};

test.each([
  ['filtered', { text: '', finish_reason: 'content_filter' }],
  ['reasoning in its other field', { text: 'The answer is 4.', reasoning: 'Let me see.' }],
  ['a refusal beside a text', { text: 'The answer is 4.', finish_reason: 'refusal' }],
  ['an end of its own', { text: 'The answer is 4.', finish_reason: 'stop' }],
  [
    'the bare minimum',
    { text: 'The answer is 4.', finish_reason: 'stop', model: undefined, usage: undefined },
  ],
  ['no content field', { text: '', finish_reason: 'stop' }],
] as const)('a compatible server may send %s', async (variant, expected) => {
  expect(await send(openaiVariants[variant])).toMatchObject(expected);
});

test('a reply without choices is an error, not an empty answer', async () => {
  expect(await sendBadly(openaiVariants['no choices'])).toMatchObject({
    kind: 'malformed reply',
    retryable: true,
  });
});

test('an error in a body or a choice with status 200 is an error, not an answer', async () => {
  expect(await sendBadly({ error: { code: 429, message: 'Slow down.' } })).toMatchObject({
    kind: 'rate limit',
    retryable: true,
    message: 'test/model answered 429: Slow down.',
  });
  expect(await sendBadly({ error: { code: 402, message: 'Pay.' } })).toMatchObject({
    kind: 'quota',
    closesModel: true,
  });
  expect(await sendBadly({ error: { message: 'Of some kind.' } })).toMatchObject({
    kind: 'server error',
    message: 'test/model reports an error: Of some kind.',
  });
  expect(await sendBadly(openaiVariants['an error in a choice'])).toMatchObject({
    kind: 'server error',
    retryable: true,
    message: 'test/model answered 502: Upstream failed',
  });
  expect(await sendBadly(openaiVariants['an end in an error'])).toMatchObject({ kind: 'malformed reply' });
});

test('the key goes into the authorization header', async () => {
  await providerAt('openai', server.url).ask(request, patient);
  const { headers, path } = server.requests.at(-1) ?? {};
  expect(headers?.authorization).toBe(`Bearer ${apiKey}`);
  expect(path).toBe('/v1/chat/completions');
});

test('the account and the key of OpenAI in the environment reach no server', async () => {
  const context = { target: 'vllm/m', now: Date.now };
  const keyless = openaiProvider({ ...shared, baseUrl: `${server.url}/v1`, apiKey: undefined, context });
  for (const provider of [keyless, providerAt('openai', server.url), providerAt('azure', server.url)]) {
    await provider.ask(request, patient);
    expect(JSON.stringify(server.requests.at(-1)?.headers)).not.toContain('of-the-environment');
  }
});

test('Azure is asked under its deployment and API version, with the key in its own header', async () => {
  await providerAt('azure', server.url).ask(request, patient);
  const { headers, path } = server.requests.at(-1) ?? {};
  expect(path).toBe('/openai/deployments/model/chat/completions?api-version=2024-10-21');
  expect(headers?.['api-key']).toBe(apiKey);
  expect(headers?.authorization).toBeUndefined();
});

test('parameters of any name go into the body as they are', async () => {
  const parameters = { max_completion_tokens: 9, reasoning_effort: 'high', extra_body: { deep: [1] } };
  await providerAt('openai', server.url).ask({ ...request, parameters }, patient);
  expect(server.requests.at(-1)?.body).toMatchObject(parameters);
});
