/** Bodies in the form in which services send them, shortened. The texts are made up. */

const usage = {
  prompt_tokens: 24,
  completion_tokens: 40,
  total_tokens: 64,
  prompt_tokens_details: { cached_tokens: 16, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 32, audio_tokens: 0, accepted_prediction_tokens: 0 },
};

/** A chat completion with this message, and with these changes beside it. */
function completion(message: Record<string, unknown>, finish_reason: string | null = 'stop', more = {}) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'model-2025-01-01',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason }],
    usage,
    service_tier: 'default',
    ...more,
  };
}

/** A message of Anthropic's API with these content blocks. */
function message(content: unknown[], stop_reason: string | null = 'end_turn', more = {}) {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'model-2025-01-01',
    content,
    stop_reason,
    stop_sequence: null,
    usage: {
      input_tokens: 5,
      cache_creation_input_tokens: 3,
      cache_read_input_tokens: 16,
      output_tokens: 40,
      service_tier: 'standard',
    },
    ...more,
  };
}

const text = (words: string) => ({ type: 'text', text: words });
const thinking = { type: 'thinking', thinking: 'Let me see.', signature: 'c2ln' };

/** What each API sends in each situation that both know. */
export const bodies = {
  openai: {
    text: completion({ content: 'The answer is 4.', refusal: null, annotations: [] }),
    reasoning: completion({ content: 'The answer is 4.', reasoning_content: 'Let me see.' }),
    'think tags': completion({ content: '<think>\nLet me see.\n</think>\n\nThe answer is 4.' }),
    length: completion({ content: 'The answer' }, 'length'),
    refusal: completion({ content: null, refusal: 'I cannot help with that.' }),
    empty: completion({ content: '' }),
    'unknown end': completion({ content: 'The answer is 4.' }, 'tool_calls'),
    'no end': completion({ content: 'The answer is 4.' }, null),
    'no usage': completion({ content: 'The answer is 4.' }, 'stop', { usage: null, model: null }),
  },
  anthropic: {
    text: message([text('The answer is 4.')]),
    reasoning: message([thinking, { type: 'redacted_thinking', data: 'eA==' }, text('The answer is 4.')]),
    'think tags': message([text('<think>\nLet me see.\n</think>\n\nThe answer is 4.')]),
    length: message([text('The answer')], 'max_tokens'),
    refusal: message([text('I cannot help with that.')], 'refusal'),
    empty: message([]),
    'unknown end': message([text('The answer is 4.')], 'tool_use'),
    'no end': message([text('The answer is 4.')], null),
    'no usage': message([text('The answer is 4.')], 'end_turn', { usage: null, model: null }),
  },
} as const;

export type Situation = keyof typeof bodies.openai;

/** Forms that only some compatible servers send. */
export const openaiVariants = {
  filtered: completion({ content: '' }, 'content_filter'),
  'reasoning in its other field': completion({ content: 'The answer is 4.', reasoning: 'Let me see.' }),
  'a refusal beside a text': completion({ content: 'The answer is 4.', refusal: 'But no more.' }),
  'an end of its own': completion({ content: 'The answer is 4.' }, 'eos'),
  'the bare minimum': { choices: [{ message: { content: 'The answer is 4.' } }] },
  'no content field': { choices: [{ message: {} }] },
  'no choices': { ...completion({}), choices: [] },
  'an error in a choice': {
    ...completion({}),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'The ans' },
        finish_reason: 'error',
        error: { code: 502, message: 'Upstream failed' },
      },
    ],
  },
  'an end in an error': completion({ content: 'The ans' }, 'error'),
};
