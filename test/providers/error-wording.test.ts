import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiKey, errorBody, startFaulty, subjects } from './subjects.ts';

type Faulty = Awaited<ReturnType<typeof startFaulty>>;
let faulty: Faulty;

beforeAll(async () => {
  faulty = await startFaulty();
});
afterAll(() => faulty.close());

const faultOf: Faulty['faultOf'] = (...given) => faulty.faultOf(...given);

const more = 'For more information on this error, see https://a.example/docs/rate-limits. '.repeat(5);

describe.each(subjects)('a used-up quota at the provider %s', (subject) => {
  test.each([
    [429, 'You exceeded your current quota, please check your plan and billing details.'],
    [400, 'Your credit balance is too low to access the API.'],
    [403, 'This account is out of credits.'],
    [402, 'Payment required.'],
  ])('ends the run: %i "%s"', async (status, message) => {
    const error = await faultOf(subject, status, { body: errorBody(subject, message) });
    expect(error).toMatchObject({
      kind: 'quota',
      retryable: false,
      closesModel: true,
      retryAfterMs: undefined,
    });
    expect(error.message).toContain(message);
  });

  test.each([
    'Rate limit reached on requests per min. Limit: 3 / min. Please try again in 20s. Please add a payment method to your account to increase your rate limit. Visit https://a.example/account/billing.',
    'Rate limit reached. Visit https://a.example/account/billing to add a payment method.',
    `You exceeded your current quota, please check your plan and billing details. ${more} Please retry in 37.5s.`,
  ])('is told from a limit by the minute: "%s"', async (message) => {
    const error = await faultOf(subject, 429, { body: errorBody(subject, message) });
    expect(error).toMatchObject({ kind: 'rate limit', retryable: true });
  });

  test('is not read out of any other status', async () => {
    const body = errorBody(subject, 'Your credit balance is too low.');
    expect(await faultOf(subject, 500, { body })).toMatchObject({ kind: 'server error' });
  });
});

describe.each(subjects)('a refused parameter at the provider %s', (subject) => {
  test.each([
    ["Unsupported value: 'temperature' does not support 0 with this model.", 'temperature'],
    ['`temperature` is deprecated for this model.', 'temperature'],
    [
      "Unsupported parameter: 'max_tokens' is not supported here. Use 'max_completion_tokens' instead.",
      'max_tokens',
    ],
    ['Unrecognized request argument supplied: max_completion_tokens', 'max_completion_tokens'],
    ['top_p: Extra inputs are not permitted', 'top_p'],
  ])('is read out of "%s"', async (message, parameter) => {
    for (const status of [400, 422]) {
      expect(await faultOf(subject, status, { body: errorBody(subject, message) })).toMatchObject({
        kind: 'unsupported parameter',
        parameter,
        retryable: false,
        closesModel: false,
      });
    }
  });

  test.each([
    'temperature: Input should be less than or equal to 1',
    'max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens',
    'messages: text content blocks must be non-empty',
  ])('is told from a bad value, which only the user can mend: "%s"', async (message) => {
    const error = await faultOf(subject, 400, { body: errorBody(subject, message) });
    expect(error).toMatchObject({ kind: 'bad request', parameter: undefined });
  });
});

test.each(['openai', 'azure'] as const)(
  'the provider %s reads code and param where the message says nothing',
  async (subject) => {
    const quota = {
      error: { message: 'No.', type: 'insufficient_quota', param: null, code: 'insufficient_quota' },
    };
    expect(await faultOf(subject, 429, { body: quota })).toMatchObject({ kind: 'quota' });
    const refused = { error: { message: 'No.', param: 'temperature', code: 'unsupported_value' } };
    expect(await faultOf(subject, 400, { body: refused })).toMatchObject({ parameter: 'temperature' });
  },
);

test('the provider anthropic reads the type of an error where the message says nothing', async () => {
  const body = { type: 'error', error: { type: 'billing_error', message: 'No.' } };
  expect(await faultOf('anthropic', 403, { body })).toMatchObject({ kind: 'quota' });
});

test('a key in place of the refused parameter is in no message', async () => {
  const error = { message: 'unknown parameter', param: apiKey, code: 'unsupported_parameter' };
  const thrown = await faultOf('openai', 400, { body: { error } });
  expect(thrown).toMatchObject({ kind: 'bad request', parameter: undefined });
  expect(thrown.message).not.toContain(apiKey);
});
