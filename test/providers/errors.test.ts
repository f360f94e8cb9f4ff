import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorKind } from '../../src/errors.ts';
import { openaiProvider } from '../../src/providers/openai/chat.ts';
import { apiKey, errorBody, errorOf, shared, startFaulty, subjects } from './subjects.ts';

type Faulty = Awaited<ReturnType<typeof startFaulty>>;
let faulty: Faulty;

beforeAll(async () => {
  faulty = await startFaulty();
});
afterAll(() => faulty.close());

const faultOf: Faulty['faultOf'] = (...given) => faulty.faultOf(...given);

const statuses: [number, ErrorKind, boolean, boolean][] = [
  [400, 'bad request', false, false],
  [401, 'auth', false, true],
  [402, 'quota', false, true],
  [403, 'forbidden', false, false],
  [404, 'not found', false, true],
  [408, 'server error', true, false],
  [409, 'server error', true, false],
  [413, 'too large', false, false],
  [422, 'bad request', false, false],
  [429, 'rate limit', true, false],
  [500, 'server error', true, false],
  [502, 'server error', true, false],
  [503, 'overloaded', true, false],
  [504, 'server error', true, false],
  [529, 'overloaded', true, false],
];

describe.each(subjects)('the provider %s', (subject) => {
  test.each(statuses)(
    'takes %i for "%s", retryable: %s, closing the model: %s',
    async (status, kind, retryable, closesModel) => {
      expect(await faultOf(subject, status)).toMatchObject({ kind, retryable, closesModel });
    },
  );

  test('makes one request and leaves retrying to its caller', async () => {
    const before = faulty.requests.length;
    await faultOf(subject, 503, { headers: { 'x-should-retry': 'true', 'retry-after': '0' } });
    expect(faulty.requests).toHaveLength(before + 1);
  });

  test('names target, status and what the service said', async () => {
    const body = errorBody(subject, 'The prompt is too strange.');
    const { message } = await faultOf(subject, 400, { body });
    expect(message).toBe('test/model answered 400: The prompt is too strange.');
  });

  test('shortens what a service says at length', async () => {
    const { message } = await faultOf(subject, 500, { body: errorBody(subject, 'x'.repeat(5000)) });
    expect(message.length).toBeLessThan(400);
  });
});

describe.each(subjects)('a key at the provider %s', (subject) => {
  test('is named by its variable where it is refused', async () => {
    const body = errorBody(subject, `Incorrect API key provided: ${apiKey}.`);
    const { message } = await faultOf(subject, 401, { body });
    expect(message).toBe('test/model refuses the key in TEST_API_KEY (401)');
  });

  test.each([400, 403, 404, 413, 422, 429, 500, 529])(
    'is not repeated where a service quotes it with %i',
    async (status) => {
      const body = errorBody(subject, `${'x'.repeat(290)}${apiKey} and authorization: Bearer ${apiKey}`);
      const error = await faultOf(subject, status, { body });
      expect(error.message).not.toContain(apiKey.slice(0, 8));
    },
  );
});

test('a missing key is told from a refused one', async () => {
  const provider = openaiProvider({
    ...shared,
    baseUrl: `${faulty.url}/v1`,
    apiKey: undefined,
    context: { target: 'vllm/m', now: Date.now },
  });
  await faultOf('openai', 401);
  expect((await errorOf(provider)).message).toBe('vllm/m refuses the request: it may want a key (401)');
});

test("a refused key in the form of LiteLLM's proxy, status 400, stops the model, too", async () => {
  const error = { message: 'No connected db.', type: 'no_db_connection', param: null, code: '400' };
  expect(await faultOf('openai', 400, { body: { error } })).toMatchObject({
    kind: 'auth',
    closesModel: true,
  });
});

test('a refused key in the form of Gemini, status 400, names its variable and stops the model', async () => {
  const details = [{ reason: 'API_KEY_INVALID' }];
  const error = { code: 400, message: 'That key is not valid.', status: 'INVALID_ARGUMENT', details };
  expect(await faultOf('openai', 400, { body: [{ error }] })).toMatchObject({
    kind: 'auth',
    closesModel: true,
    message: 'test/model refuses the key in TEST_API_KEY (400)',
  });
});
