/** Anthropic's Messages API. */

import Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import type { FinishReason, Usage } from '../../records/call.ts';
import { type ErrorContext, malformedReply, toProviderError } from '../errors.ts';
import { readAddress } from '../http/address.ts';
import { type Connections, ignore, pooledFetch, prepared, remembered } from '../http/connection.ts';
import type { ChatReply, ChatRequest, ReadyProvider } from '../provider.ts';
import { readRateLimits } from '../rate-limits.ts';
import { splitReasoning } from '../reasoning.ts';

export interface AnthropicProviderOptions {
  baseUrl: string;
  apiKey: string;
  connections: Connections;
  /** The most calls that are made at a time. */
  concurrency: number;
  context: ErrorContext;
}

/** The API version that still takes sampling parameters; the SDK's own default version answers 400 to them. */
const versionWithSampling = '2023-06-01';
const samplingParameters = ['temperature', 'top_p', 'top_k'];

/** What a reply must hold; the service adds more. */
const replySchema = z.looseObject({
  model: z.string().nullish(),
  content: z.array(
    z.looseObject({ type: z.string(), text: z.string().optional(), thinking: z.string().optional() }),
  ),
  stop_reason: z.string().nullish(),
  usage: z
    .looseObject({
      input_tokens: z.number(),
      output_tokens: z.number(),
      cache_read_input_tokens: z.number().nullish(),
      cache_creation_input_tokens: z.number().nullish(),
    })
    .nullish(),
});

type Reply = z.infer<typeof replySchema>;

/** The SDK says where a request goes and with which headers, once; what is sent many times goes the short way. */
export function anthropicProvider(options: AnthropicProviderOptions): ReadyProvider {
  const { connections, concurrency, context } = options;
  const client = anthropicClient(options);
  const preparing = remembered(async () => {
    const { url, req } = await client.buildRequest({ method: 'post', path: '/v1/messages', body: {} });
    return prepared(url, req.headers);
  });
  return {
    ready: () => preparing('/v1/messages').then(ignore, ignore),
    ask: async (request, asking) => {
      try {
        const { headers, ...to } = await preparing('/v1/messages');
        const { body, header } = await connections.post(
          { ...to, headers: { ...headers, ...versionHeaders([request]) } },
          anthropicBody(request),
          { ...asking, connections: concurrency },
        );
        return { ...readAnthropicReply(body, context), limits: readRateLimits(header, context.now()) };
      } catch (error) {
        throw toProviderError(error, context);
      }
    },
  };
}

/** SDK retries are off: retry is the caller's alone. */
export function anthropicClient({
  baseUrl,
  apiKey,
}: Pick<AnthropicProviderOptions, 'baseUrl' | 'apiKey'>): Anthropic {
  const { url, query, authorization } = readAddress(baseUrl);
  return new Anthropic({
    apiKey,
    maxRetries: 0,
    fetch: pooledFetch(),
    logLevel: 'off',
    baseURL: url.replace(/\/v1$/, ''),
    defaultQuery: query,
    ...(authorization && apiKey === '' ? { defaultHeaders: { authorization } } : {}),
  });
}

/** Names the API version that the requests need. */
export function versionHeaders(requests: readonly Pick<ChatRequest, 'parameters'>[]): Record<string, string> {
  const sampling = requests.some(({ parameters }) => samplingParameters.some((name) => name in parameters));
  return sampling ? { 'anthropic-version': versionWithSampling } : {};
}

/** The body of a request, as it goes over the wire. System messages go in a field of their own. */
export function anthropicBody(request: ChatRequest): Anthropic.MessageCreateParamsNonStreaming {
  const system = request.messages
    .filter((message) => message.role === 'system')
    .map(({ content }) => content);
  const last = request.messages.length - 1;
  const messages = request.messages.flatMap(({ role, content }, index) =>
    role === 'system' ? [] : [{ role, content: index === last ? blocksOf(content, request.keep) : content }],
  );
  const { max_tokens, ...parameters } = request.parameters;
  return {
    ...parameters,
    ...(system.length > 0 ? { system: system.join('\n\n') } : {}),
    model: request.model,
    max_tokens: max_tokens as number,
    messages,
    stream: false,
  };
}

/** A text whose beginning the service is to keep, with all that stands before it: the mark is on a block of its own. */
function blocksOf(content: string, keep: number | undefined): string | Anthropic.TextBlockParam[] {
  const kept = content.slice(0, keep);
  if (keep === undefined || kept.trim() === '') return content;
  const rest = content.slice(keep);
  const marked = { type: 'text', text: kept, cache_control: { type: 'ephemeral' } } as const;
  // The service refuses a block of white space alone.
  if (rest !== '' && rest.trim() === '') return content;
  return rest === '' ? [marked] : [marked, { type: 'text', text: rest }];
}

/** What the service said, or a ProviderError for what is no reply. */
export function readAnthropicReply(reply: unknown, context: ErrorContext): ChatReply {
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success)
    throw malformedReply(
      context,
      typeof reply === 'string' ? 'the body is not JSON' : 'the body holds no content',
    );
  const joined = (type: string, field: 'text' | 'thinking') =>
    parsed.data.content.flatMap((block) => (block.type === type ? [block[field] ?? ''] : [])).join('');
  const { text, reasoning } = splitReasoning(joined('text', 'text'), joined('thinking', 'thinking'));
  return {
    text,
    reasoning,
    finish_reason: finishReason(parsed.data.stop_reason),
    model: parsed.data.model ?? undefined,
    usage: readUsage(parsed.data),
  };
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'refusal',
};

function finishReason(reason: string | null | undefined): FinishReason {
  return finishReasons[reason ?? 'end_turn'] ?? 'other';
}

/** Anthropic counts cached input apart; here `input_tokens` is the whole input. */
function readUsage({ usage }: Reply): Usage | undefined {
  if (!usage) return undefined;
  const cached = usage.cache_read_input_tokens ?? 0;
  const written = usage.cache_creation_input_tokens ?? 0;
  return {
    input_tokens: usage.input_tokens + cached + written,
    output_tokens: usage.output_tokens,
    ...(cached > 0 ? { cached_input_tokens: cached } : {}),
    ...(written > 0 ? { cache_write_input_tokens: written } : {}),
  };
}
