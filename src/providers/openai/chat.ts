/** OpenAI-compatible chat completions, at OpenAI, at Azure, or at any server that speaks them. */

import OpenAI, { AzureOpenAI } from 'openai';
import { dataUrl } from '../../records/question.ts';
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
import type { ChatReply, ChatRequest, Message, ReadyProvider } from '../provider.ts';
import type { Route } from '../route/route.ts';
import { readOpenaiReply } from './reply.ts';
import { completionsBody, readContinuations, readFirstToken } from './score.ts';

export interface OpenAIProviderOptions {
  baseUrl: string;
  apiKey: string | undefined;
  /** Set for Azure, whose own client is used then. */
  azureApiVersion?: string | undefined;
  connections: Connections;
  /** The most calls that are made at a time. */
  concurrency: number;
  /** Straight to the server unless given. */
  route?: Route | undefined;
  context: ErrorContext;
}

/** The SDK says where a request goes and with which headers, once; what is sent many times goes the short way. */
export function openaiProvider(options: OpenAIProviderOptions): ReadyProvider {
  const { connections, concurrency, route, context } = options;
  const client = openaiClient(options);
  const preparingFor = (path: string) =>
    remembered(async (model: string) => {
      const { url, req } = await client.buildRequest({ method: 'post', path, body: { model } });
      return prepared(url, req.headers);
    });
  const preparing = preparingFor('/chat/completions');
  const preparingTexts = preparingFor('/completions');
  return {
    ready: (model) => preparing(model).then(ignore, ignore),
    ask: async (request, asking) => {
      let called: string | undefined;
      try {
        const scoresTexts = request.score?.kind === 'continuations';
        const to = await (scoresTexts ? preparingTexts : preparing)(request.model);
        called = calledAddress(to);
        const sent = scoresTexts ? completionsBody(request) : openaiBody(request);
        const { body, header } = await connections.post(to, sent, {
          ...asking,
          connections: concurrency,
          route,
        });
        return { ...readReply(body, request, context), limits: readRateLimits(header, context.now()) };
      } catch (error) {
        throw toProviderError(error, { ...context, called });
      }
    },
  };
}

function readReply(body: unknown, request: ChatRequest, context: ErrorContext): ChatReply {
  const { score } = request;
  if (!score) return readOpenaiReply(body, context);
  if (score.kind === 'first-token') return readFirstToken(body, context);
  return readContinuations(body, request, { score, context });
}

/** What leads to a service, whatever is asked of it. */
export type OpenAIAccess = Omit<OpenAIProviderOptions, 'connections' | 'concurrency'>;

/** SDK retries are off: retry is the caller's alone. OpenAI's account headers, which the SDKs add, reach no server. */
export function openaiClient({ baseUrl, apiKey, azureApiVersion, route }: OpenAIAccess): OpenAI {
  const { url, query, authorization } = readAddress(baseUrl);
  const shared = {
    ...({
      maxRetries: 0,
      fetch: pooledFetch(route),
      logLevel: 'off',
      defaultQuery: query,
    } as const),
    ...({ organization: null, project: null } as const),
    // Without a key none is sent: the SDK's own would be refused as a wrong one.
    defaultHeaders: {
      ...(apiKey === undefined ? { authorization: authorization ?? null, 'api-key': null } : {}),
      ...route?.headers(),
    },
  };
  if (azureApiVersion !== undefined) {
    // Null keeps the SDK from taking OPENAI_BASE_URL in addition to the endpoint, which it then refuses.
    const azure = { baseURL: null, endpoint: url, apiVersion: azureApiVersion };
    return new AzureOpenAI({ ...shared, ...azure, apiKey: apiKey ?? 'none' });
  }
  return new OpenAI({ ...shared, baseURL: url, apiKey: apiKey ?? 'none' });
}

/** The body of a request, as it goes over the wire. */
export function openaiBody(request: ChatRequest): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const messages = request.messages.map(messageOf);
  return { ...request.parameters, model: request.model, messages, stream: false };
}

function messageOf({ role, content, images = [] }: Message): OpenAI.ChatCompletionMessageParam {
  if (role !== 'user' || images.length === 0) return { role, content };
  const shown = images.map((image) => ({ type: 'image_url' as const, image_url: { url: dataUrl(image) } }));
  return { role, content: [...shown, { type: 'text', text: content }] };
}
