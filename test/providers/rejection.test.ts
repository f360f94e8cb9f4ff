/** What services say of a request that they cannot take, in words and bodies of the versions named in docs/models.md. */

import { expect, test } from 'vitest';
import { toProviderError } from '../../src/providers/errors.ts';

const context = { target: 'vllm/m', now: Date.now };
const rejectionOf = (error: unknown, status = 400) => toProviderError({ status, error }, context);
const said = (message: string) => ({ error: { message, type: 'BadRequestError', code: 400 } });

test.each<[string, unknown, object]>([
  [
    'llama.cpp',
    {
      error: {
        ...{ code: 400, type: 'exceed_context_size_error', n_prompt_tokens: 9412, n_ctx: 8192 },
        message: 'request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it',
      },
    },
    { context: 8192, prompt: 9412 },
  ],
  [
    'vLLM, limit above the context',
    said(
      "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has 50 input tokens (4096 > 4096 - 50).",
    ),
    { context: 4096, prompt: 50 },
  ],
  [
    'vLLM 0.20, the count is a bound',
    said(
      "This model's maximum context length is 128000 tokens. However, you requested 65535 output tokens and your prompt contains at least 62466 input tokens, for a total of at least 128001 tokens.",
    ),
    { context: 128_000, prompt: undefined },
  ],
  [
    'OpenAI',
    {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, you requested 8192 tokens (58 in the messages, 8134 in the completion).",
        ...{ type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' },
      },
    },
    { context: 8192, prompt: 58 },
  ],
  [
    'OpenAI, limit of the reply',
    said(
      'max_tokens is too large: 32000. This model supports at most 16384 completion tokens, whereas you provided 32000.',
    ),
    { output: 16_384 },
  ],
  [
    'Anthropic, the sum',
    said(
      'input length and `max_tokens` exceed context limit: 199759 + 8192 > 200000, decrease input length or `max_tokens` and try again',
    ),
    { context: 200_000, prompt: 199_759 },
  ],
  [
    'Anthropic, the prompt',
    said('prompt is too long: 210000 tokens > 200000 maximum'),
    { context: 200_000, prompt: 210_000 },
  ],
  [
    'Anthropic, limit of the reply',
    said('max_tokens: 64000 > 8192, which is the maximum allowed number of output tokens for claude-x'),
    { output: 8192 },
  ],
  [
    'TGI',
    said(
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 1500 `inputs` tokens and 4096 `max_new_tokens`',
    ),
    { context: 2048, prompt: 1500 },
  ],
  [
    'SGLang',
    said("The input (61709 tokens) is longer than the model's context length (40960 tokens)."),
    { context: 40_960, prompt: 61_709 },
  ],
  [
    'Groq',
    said(
      '`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
    ),
    { output: 8192 },
  ],
  [
    'DeepSeek',
    said('Invalid max_tokens value, the valid range of max_tokens is [1, 8192]'),
    { output: 8192 },
  ],
  ['a code alone', { error: { code: 'context_length_exceeded', message: 'no' } }, { context: undefined }],
])('what a service says of a request that is too long is understood: %s', (_who, body, counts) => {
  const error = rejectionOf(body);
  expect(error.rejection).toMatchObject({ what: 'context', ...counts });
  expect(error.retryable).toBe(false);
  expect(error.kind).toBe('output' in counts ? 'bad request' : 'context exceeded');
});

test.each([
  'System role not supported',
  'Conversation roles must alternate user/assistant/user/assistant/...',
  'Developer instruction is not enabled for models/gemini-2.0-flash-exp',
  "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
  '[1214] Incorrect role information',
])('a service that takes no system message is understood: %s', (message) => {
  expect(rejectionOf(said(message)).rejection).toEqual({ what: 'system role' });
  // llama.cpp and others report an error of the template as their own.
  expect(rejectionOf(said(message), 500)).toMatchObject({ retryable: false });
});

test.each([
  '`temperature` must be strictly positive',
  'Invalid params: temperature must be in range (0, +inf)',
  '`temperature` (=0.0) has to be a strictly positive float, otherwise your next token scores will be invalid.',
  'temperature: Input should be greater than 0',
  'temperature参数非法。请检查文档。',
])('a service that takes no temperature of 0 is understood: %s', (message) => {
  expect(rejectionOf(said(message), 422).rejection).toEqual({ what: 'temperature 0' });
});

test.each([
  'messages.1: all messages must have non-empty content except for the optional final assistant message',
  'messages: text content blocks must be non-empty',
  '* GenerateContentRequest.contents[1].parts: contents.parts must not be empty.',
])('a service that takes no empty message is understood: %s', (message) => {
  expect(rejectionOf(said(message)).rejection).toEqual({ what: 'empty turn' });
});

test.each([
  ['temperature must be greater than or equal to 0', 400],
  ['max_tokens must be at least 1', 400],
  [
    "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    400,
  ],
  ['the server is busy', 500],
  ['Rate limit reached for the context window', 429],
])('other errors are none of these: %s', (message, status) => {
  expect(rejectionOf(said(message), status).rejection).toBeUndefined();
});
