/** What a provider accepts, a record accepts: side fields of any type never cost a reply, nor spoil a record. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf } from '../../src/client/cost/cost.ts';
import { toCall } from '../../src/client/sent-call.ts';
import { readAnthropicReply } from '../../src/providers/anthropic/reply.ts';
import { readOpenaiReply } from '../../src/providers/openai/reply.ts';
import type { ChatReply } from '../../src/providers/provider.ts';
import { callSchema } from '../../src/records/calls/call.ts';

const context = { target: 'test/model', now: () => 0 };
const target = {
  endpoint: 'test',
  baseUrl: 'http://127.0.0.1:1/v1',
  model: 'model',
  systemPrompt: undefined,
};
const completion = (message: object, rest: object = {}) => ({
  model: 'm',
  choices: [{ message, finish_reason: 'stop' }],
  ...rest,
});
const answer = { content: 'The answer is 4.' };

function recorded(reply: ChatReply) {
  const call = toCall({ reply, parameters: {} }, target, { attempts: 1, latencyMs: 5 });
  // As it is written and read back.
  return callSchema.parse(JSON.parse(JSON.stringify(callSchema.parse(call))));
}

describe('a paid reply is taken whatever stands in', () => {
  test.each<[string, object]>([
    ['usage as a list', completion(answer, { usage: [] })],
    ['usage as text', completion(answer, { usage: 'many' })],
    [
      'usage with counts as text',
      completion(answer, { usage: { prompt_tokens: '9', completion_tokens: '3' } }),
    ],
    ['a negative count', completion(answer, { usage: { prompt_tokens: 9, completion_tokens: -35 } })],
    ['half a token', completion(answer, { usage: { prompt_tokens: 9, completion_tokens: 0.5 } })],
    ['an endless count', completion(answer, { usage: { prompt_tokens: 1e300, completion_tokens: 3 } })],
    ['model as a number', completion(answer, { model: 42 })],
    ['reasoning as an object', completion({ ...answer, reasoning: {} })],
    ['reasoning_content as a number', completion({ ...answer, reasoning_content: 7 })],
    ['refusal as false', completion({ ...answer, refusal: false })],
    ['refusal as an object', completion({ ...answer, refusal: {} })],
    ['finish_reason as an object', { model: 'm', choices: [{ message: answer, finish_reason: {} }] }],
    ['an error that is null', completion(answer, { error: null })],
  ])('%s', (_what, body) => {
    const reply = readOpenaiReply(body, context);
    expect(reply.text).toBe(answer.content);
    expect(recorded(reply).usage).toBeUndefined();
  });

  test('details of usage that are no object, and a cached count above the prompt', () => {
    const counted = { prompt_tokens: 9, completion_tokens: 3 };
    for (const details of ['', 5, [], { cached_tokens: 'x' }, { cached_tokens: 6_000_000 }]) {
      const usage = { ...counted, prompt_tokens_details: details, completion_tokens_details: details };
      const { usage: read } = recorded(readOpenaiReply(completion(answer, { usage }), context));
      expect(read).toEqual({ input_tokens: 9, output_tokens: 3 });
    }
  });

  test('reasoning as a list of parts is read as text', () => {
    const parts = [{ type: 'text', text: 'Two and ' }, 'two.'];
    const reply = readOpenaiReply(completion({ ...answer, reasoning_content: parts }), context);
    expect(reply).toMatchObject({ text: answer.content, reasoning: 'Two and two.' });
  });

  test.each(['text', 'output_text'])('content in parts of the type %s', (type) => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type, text: 'The answer ' },
      { type, text: 'is 4.' },
    ];
    expect(readOpenaiReply(completion({ content }), context)).toMatchObject({
      text: answer.content,
      reasoning: 'Hm.',
    });
  });

  test('a choice without a message: an answer that is empty, and why it ended', () => {
    const body = { choices: [{ finish_reason: 'length' }] };
    expect(readOpenaiReply(body, context)).toMatchObject({ text: '', finish_reason: 'length' });
  });
});

test.each([
  ['MAX_TOKENS', 'length'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['SAFETY', 'content_filter'],
  ['STOP', 'stop'],
  ['eos', 'stop'],
  ['tool_calls', 'other'],
])('the end %s is recorded as %s', (finish_reason, expected) => {
  const body = { choices: [{ message: answer, finish_reason }] };
  expect(readOpenaiReply(body, context).finish_reason).toBe(expected);
});

describe('an error next to half an answer is an error, in the words of the service', () => {
  test.each<[string, object, string]>([
    [
      'with a code in words, at the top',
      completion(answer, { error: { code: 'upstream', message: 'Gone.' } }),
      'Gone.',
    ],
    ['in the choice', { choices: [{ message: answer, error: { code: 'x', message: 'Gone.' } }] }, 'Gone.'],
    ['as text', completion(answer, { error: 'Gone.' }), 'Gone.'],
    ['bare', { code: 'x', message: 'Gone.' }, 'Gone.'],
    ['as an object called error', { object: 'error', message: 'Gone.', code: 40303 }, 'Gone.'],
    ['as a detail', { detail: 'Gone.' }, 'Gone.'],
    ['as a list of details', { detail: [{ loc: ['body', 'n'], msg: 'Gone.' }] }, 'n: Gone.'],
  ])('%s', (_what, body, words) => {
    expect(() => readOpenaiReply(body, context)).toThrow(words);
  });

  test.each([
    ['401', 'auth', false],
    [429, 'rate limit', true],
    ['rate_limit_exceeded', 'rate limit', true],
    ['insufficient_quota', 'quota', false],
  ])('a code %s is the error that it is elsewhere', (code, kind, retryable) => {
    const body = completion(answer, { error: { code, message: 'No.' } });
    expect(() => readOpenaiReply(body, context)).toThrow(expect.objectContaining({ kind, retryable }));
  });
});

const anything = fc.jsonValue({ maxDepth: 2 });

function field(value: fc.Arbitrary<unknown>) {
  return fc.option(fc.oneof(anything, value), { nil: undefined });
}

const count = field(fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()));
const usage = field(
  fc.record({
    prompt_tokens: count,
    completion_tokens: count,
    input_tokens: count,
    output_tokens: count,
    cache_read_input_tokens: count,
    cache_creation_input_tokens: count,
    prompt_tokens_details: field(fc.record({ cached_tokens: count })),
    completion_tokens_details: field(fc.record({ reasoning_tokens: count })),
  }),
);
const parts = fc.array(fc.record({ type: field(fc.constant('text')), text: anything }));
const content = fc.oneof(fc.string(), parts);
const message = field(
  fc.record({ content: field(content), refusal: anything, reasoning: anything, reasoning_content: anything }),
);
const choice = fc.record({ message, finish_reason: anything, text: anything });
const body = fc.record({ model: anything, usage, choices: fc.array(choice), content, stop_reason: anything });
const price = { input: 2, output: 8, cached_input: 0.5, cache_write: 3 };

/** The reply where it is one. */
function tryRead(read: typeof readOpenaiReply, value: unknown): ChatReply | undefined {
  try {
    return read(value, context);
  } catch {
    return undefined;
  }
}

test('whatever the readers let through, a record takes, and its cost is never below zero', () => {
  let accepted = 0;
  fc.assert(
    fc.property(body, (value) => {
      for (const read of [readOpenaiReply, readAnthropicReply]) {
        const reply = tryRead(read, value);
        if (!reply) continue;
        accepted += 1;
        const call = recorded(reply);
        if (call.usage) expect(costOf(call.usage, price)).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 500 },
  );
  expect(accepted).toBeGreaterThan(100);
});
