/** Lines of results as different engines write them. */

import { expect, test } from 'vitest';
import { readOpenaiResult } from '../../../src/providers/openai/batch-result.ts';

const context = { target: 'vllm/m', now: () => 0 };
const read = (line: unknown) =>
  readOpenaiResult(typeof line === 'string' ? line : JSON.stringify(line), context);

const message = { role: 'assistant', content: 'Hello.' };
const usage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 };
const body = {
  id: 'c',
  object: 'chat.completion',
  model: 'm',
  choices: [{ index: 0, message, finish_reason: 'stop' }],
  usage,
};
const reply = {
  ...{ text: 'Hello.', reasoning: undefined, finish_reason: 'stop', model: 'm' },
  usage: { input_tokens: 9, output_tokens: 3 },
};

test('a result of OpenAI, Azure, Groq and vLLM is a reply', () => {
  const line = {
    id: 'b',
    custom_id: 'a',
    response: { status_code: 200, request_id: 'r', body },
    error: null,
  };
  expect(read(line)).toEqual({ custom_id: 'a', kind: 'succeeded', reply });
  // vLLM's status was missing for long.
  expect(read({ custom_id: 'a', response: { body } })).toEqual({ custom_id: 'a', kind: 'succeeded', reply });
});

test.each([
  ['a status as text', { status_code: '200', body }],
  ['a status that is none', { status_code: {}, body }],
  ['a body as text', { status_code: 200, body: JSON.stringify(body) }],
])('a paid reply is taken from a line with %s', (_what, response) => {
  expect(read({ custom_id: 'a', response, error: null })).toEqual({
    custom_id: 'a',
    kind: 'succeeded',
    reply,
  });
});

test('a status of a fault as text is the fault', () => {
  const line = { custom_id: 'a', response: { status_code: '401', body: { error: { message: 'No.' } } } };
  expect(read(line)).toMatchObject({ kind: 'failed', error: { kind: 'auth' } });
});

test("SGLang's one choice that is no list is a reply, too", () => {
  const single = { ...body, choices: { index: 0, message, finish_reason: 'stop' } };
  const line = { custom_id: 'a', response: { status_code: 200, request_id: 'r', body: single } };
  expect(read(line)).toEqual({ custom_id: 'a', kind: 'succeeded', reply });
});

test('expired and cancelled requests are not taken for failed ones', () => {
  const line = (code: string) => ({ custom_id: 'a', response: null, error: { code, message: 'No.' } });
  expect(read(line('batch_expired'))).toEqual({ custom_id: 'a', kind: 'expired' });
  expect(read(line('batch_cancelled'))).toEqual({ custom_id: 'a', kind: 'cancelled' });
  expect(read(line('request_failed'))).toMatchObject({ kind: 'failed', error: { retryable: true } });
});

test.each([
  [400, 'bad request', false],
  [401, 'auth', false],
  [404, 'not found', false],
  [429, 'rate limit', true],
  [500, 'server error', true],
  [503, 'overloaded', true],
])('a status %i in the response is the fault that it is elsewhere', (status_code, kind, retryable) => {
  const said = { error: { message: 'No.', type: 'x', code: null } };
  const line = { custom_id: 'a', response: { status_code, body: said }, error: null };
  expect(read(line)).toMatchObject({ custom_id: 'a', kind: 'failed', error: { kind, retryable } });
});

test('vLLM names the status in its error, in either of its envelopes', () => {
  const error = { object: 'error', message: 'Too long.', type: 'BadRequestError', param: null, code: 400 };
  for (const each of [error, { error }]) {
    const line = { id: 'v', custom_id: 'a', response: null, error: each };
    expect(read(line)).toMatchObject({
      kind: 'failed',
      error: { kind: 'bad request', message: 'vllm/m answered 400: Too long.' },
    });
  }
});

test('a body that is no reply is a fault that may pass', () => {
  const line = { custom_id: 'a', response: { status_code: 200, body: { hello: 'there' } }, error: null };
  expect(read(line)).toMatchObject({ kind: 'failed', error: { kind: 'malformed reply', retryable: true } });
});

test.each([
  '{"custom_id":"a"',
  '[]',
  'null',
  '{"custom_id":1,"response":{}}',
  '{"custom_id":"a"}',
  '{"response":{}}',
])('the line %s is no result', (line) => {
  expect(read(line)).toBeUndefined();
});
