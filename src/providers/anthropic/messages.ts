/** Anthropic's Messages API. */

import Anthropic from '@anthropic-ai/sdk';
import type { Image } from '../../records/question.ts';
import { type ErrorContext, toProviderError } from '../errors.ts';
import { readAddress } from '../http/address.ts';
import {
  type Connections,
  calledAddress,
  ignore,
  pooledFetch,
  prepared,
  remembered,
} from '../http/connection.ts';
import { readRateLimits } from '../http/rate-limits.ts';
import type { ChatRequest, ReadyProvider } from '../provider.ts';
import type { Route } from '../route/route.ts';
import { readAnthropicReply } from './reply.ts';

export interface AnthropicProviderOptions {
  baseUrl: string;
  apiKey: string;
  connections: Connections;
  /** The most calls that are made at a time. */
  concurrency: number;
  /** Straight to the server unless given. */
  route?: Route | undefined;
  context: ErrorContext;
}

/** The API version that still takes sampling parameters; the SDK's own default version answers 400 to them. */
const versionWithSampling = '2023-06-01';
const samplingParameters = ['temperature', 'top_p', 'top_k'];

/** The SDK says where a request goes and with which headers, once; what is sent many times goes the short way. */
export function anthropicProvider(options: AnthropicProviderOptions): ReadyProvider {
  const { connections, concurrency, route, context } = options;
  const client = anthropicClient(options);
  const preparing = remembered(async () => {
    const { url, req } = await client.buildRequest({ method: 'post', path: '/v1/messages', body: {} });
    return prepared(url, req.headers);
  });
  return {
    ready: () => preparing('/v1/messages').then(ignore, ignore),
    ask: async (request, asking) => {
      let called: string | undefined;
      try {
        const { headers, ...to } = await preparing('/v1/messages');
        called = calledAddress(to);
        const { body, header } = await connections.post(
          { ...to, headers: { ...headers, ...versionHeaders([request]) } },
          anthropicBody(request),
          { ...asking, connections: concurrency, route },
        );
        return { ...readAnthropicReply(body, context), limits: readRateLimits(header, context.now()) };
      } catch (error) {
        throw toProviderError(error, { ...context, called });
      }
    },
  };
}

/** SDK retries are off: retry is the caller's alone. */
export function anthropicClient({
  baseUrl,
  apiKey,
  route,
}: Pick<AnthropicProviderOptions, 'baseUrl' | 'apiKey' | 'route'>): Anthropic {
  const { url, query, authorization } = readAddress(baseUrl);
  return new Anthropic({
    apiKey,
    maxRetries: 0,
    fetch: pooledFetch(route),
    logLevel: 'off',
    baseURL: url.replace(/\/v1$/, ''),
    defaultQuery: query,
    defaultHeaders: { ...(authorization && apiKey === '' ? { authorization } : {}), ...route?.headers() },
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
  const messages = request.messages.flatMap(({ role, content, images }, index) =>
    role === 'system'
      ? []
      : [{ role, content: withImages(index === last ? blocksOf(content, request.keep) : content, images) }],
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

/** The images before the text, as the service advises. */
function withImages(
  text: string | Anthropic.TextBlockParam[],
  images: readonly Image[] = [],
): string | Anthropic.ContentBlockParam[] {
  if (images.length === 0) return text;
  const blocks = images.map(({ mediaType, data }) => ({
    type: 'image' as const,
    source: { type: 'base64' as const, media_type: mediaType as 'image/png', data },
  }));
  return [...blocks, ...(typeof text === 'string' ? [{ type: 'text' as const, text }] : text)];
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
