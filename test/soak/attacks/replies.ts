/** Replies with odd fields beside the text, errors next to half a text or instead of it, and counts that cannot be. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { costOf } from '../../../src/client/cost/cost.ts';
import { toCall } from '../../../src/client/sent-call.ts';
import { readAnthropicReply } from '../../../src/providers/anthropic/reply.ts';
import { readOpenaiReply } from '../../../src/providers/openai/reply.ts';
import type { ChatReply } from '../../../src/providers/provider.ts';
import { callSchema } from '../../../src/records/calls/call.ts';
import { type Attack, type AttackGroup, drawn, pairsOf } from './attack.ts';

const context = { target: 'test/model', now: () => 0 };
const target = { endpoint: 't', baseUrl: 'http://127.0.0.1:1/v1', model: 'm', systemPrompt: undefined };
const text = 'The answer is 4.';

/** The call as it is written and read back. */
function recorded(reply: ChatReply) {
  const call = toCall({ reply, parameters: {} }, target, { attempts: 1, latencyMs: 5 });
  return callSchema.parse(JSON.parse(JSON.stringify(callSchema.parse(call))));
}

/** A reply of either API with fields replaced in one of its places. */
const apis = {
  openai: {
    read: readOpenaiReply,
    make: (place: string, fields: object) => ({
      model: 'm',
      choices: [
        {
          finish_reason: 'stop',
          message: { role: 'assistant', content: text, ...(place === 'message' ? fields : {}) },
          ...(place === 'choice' ? fields : {}),
        },
      ],
      ...(place === 'body' ? fields : {}),
    }),
  },
  anthropic: {
    read: readAnthropicReply,
    make: (_place: string, fields: object) => ({
      ...{ model: 'm', stop_reason: 'end_turn', content: [{ type: 'text', text }] },
      ...fields,
    }),
  },
};
type Api = keyof typeof apis;

const sideFields: [Api, string, string][] = [
  ...['model', 'usage', 'id', 'system_fingerprint', 'created', 'service_tier'].map(
    (field): [Api, string, string] => ['openai', 'body', field],
  ),
  ...['finish_reason', 'index', 'logprobs', 'stop_reason'].map((field): [Api, string, string] => [
    ...(['openai', 'choice', field] as const),
  ]),
  ...['reasoning', 'reasoning_content', 'role', 'tool_calls', 'annotations', 'audio'].map(
    (field): [Api, string, string] => ['openai', 'message', field],
  ),
  ...['model', 'usage', 'id', 'stop_reason', 'stop_sequence', 'role'].map((field): [Api, string, string] => [
    ...(['anthropic', 'body', field] as const),
  ]),
];
const oddValues = [null, false, true, 7, -1, 0.5, 1e300, '', [], {}, [{}], [null], { a: 1 }];

function takesText(api: Api, place: string, fields: object): Attack {
  return {
    what: `${api}, ${place}: ${JSON.stringify(fields)}`,
    holds: () => {
      const { read, make } = apis[api];
      const reply = read(make(place, fields), context);
      expect(reply.text).toBe(text);
      recorded(reply);
    },
  };
}

export const oddSideFields: AttackGroup = {
  name: 'side fields of replies',
  attacks: [
    ...pairsOf(sideFields, oddValues).map(([[api, place, field], value]) =>
      takesText(api, place, { [field]: value }),
    ),
    ...drawn(fc.tuple(fc.constantFrom(...sideFields), fc.jsonValue({ maxDepth: 3 })), {
      short: 20,
      long: 2000,
    }).map(([[api, place, field], value]) => takesText(api, place, { [field]: value })),
  ],
};

const words = 'No room upstream.';
const codes = [null, 'upstream', '500', 503, 'rate_limit_exceeded', 40303, {}, []];
const envelopes: ((code: unknown) => object)[] = [
  (code) => ({ error: { message: words, code } }),
  (code) => ({ error: { message: words, type: code } }),
  (code) => ({ error: words, code }),
  (code) => ({ object: 'error', message: words, code }),
  (code) => ({ detail: words, code }),
  (code) => ({ detail: [{ loc: ['body', 'n'], msg: words }], code }),
  (code) => apis.openai.make('body', { error: { message: words, code } }),
  (code) => apis.openai.make('choice', { error: { message: words, code } }),
  (code) => apis.openai.make('body', { error: words, code }),
  (code) => apis.anthropic.make('body', { type: 'error', error: { message: words, type: code } }),
];

function isAnError(body: object, read: typeof readOpenaiReply): Attack {
  return { what: JSON.stringify(body), holds: () => expect(() => read(body, context)).toThrow(words) };
}

export const errorsInReplies: AttackGroup = {
  name: 'errors next to a reply or instead of one',
  attacks: [
    ...pairsOf(envelopes, codes).flatMap(([envelope, code]) => {
      const body = envelope(code);
      const readers =
        'content' in body
          ? [readAnthropicReply]
          : 'choices' in body
            ? [readOpenaiReply]
            : [readOpenaiReply, readAnthropicReply];
      return readers.map((read) => isAnError(body, read));
    }),
    ...drawn(fc.dictionary(fc.constantFrom('type', 'param', 'status', 'metadata'), fc.jsonValue()), {
      short: 10,
      long: 1000,
    }).map((fields) => isAnError({ error: { ...fields, message: words } }, readOpenaiReply)),
  ],
};

const price = { input: 2, output: 8, cached_input: 0.5, cache_write: 3 };
const counts = [-35, -1, 0, 3, 0.5, 1e300, 2 ** 53, '9', null, {}];
const count = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger(), fc.string(), fc.constant(null));

function costsNothingBelowZero(api: Api, usage: object): Attack {
  return {
    what: `${api}: ${JSON.stringify(usage)}`,
    holds: () => {
      const { read, make } = apis[api];
      const call = recorded(read(make('body', { usage }), context));
      if (!call.usage) return;
      const { input_tokens, output_tokens, cached_input_tokens = 0 } = call.usage;
      expect(costOf(call.usage, price)).toBeGreaterThanOrEqual(0);
      expect(Number.isSafeInteger(input_tokens) && Number.isSafeInteger(output_tokens)).toBe(true);
      expect(cached_input_tokens).toBeLessThanOrEqual(input_tokens);
    },
  };
}

export const oddUsage: AttackGroup = {
  name: 'usage and cost',
  attacks: [
    ...pairsOf(counts, counts).flatMap(([a, b]) => [
      costsNothingBelowZero('openai', { prompt_tokens: a, completion_tokens: b }),
      costsNothingBelowZero('anthropic', { input_tokens: a, output_tokens: 3, cache_read_input_tokens: b }),
    ]),
    ...counts.map((cached_tokens) =>
      costsNothingBelowZero('openai', {
        ...{ prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens } },
      }),
    ),
    ...drawn(fc.tuple(count, count, count, count), { short: 20, long: 2000 }).flatMap(([a, b, c, d]) => [
      costsNothingBelowZero('openai', {
        ...{ prompt_tokens: a, completion_tokens: b, prompt_tokens_details: { cached_tokens: c } },
        completion_tokens_details: { reasoning_tokens: d },
      }),
      costsNothingBelowZero('anthropic', {
        ...{ input_tokens: a, output_tokens: b, cache_read_input_tokens: c, cache_creation_input_tokens: d },
      }),
    ]),
  ],
};
