/** OpenAI-compatible chat completions, at OpenAI, at Azure, or at any server that speaks them. */

import OpenAI, { AzureOpenAI } from 'openai';
import { z } from 'zod';
import type { FinishReason, Usage } from '../../records/call.ts';
import { type ErrorContext, malformedReply, toProviderError } from '../errors.ts';
import { readAddress } from '../http/address.ts';
import { type Connections, ignore, pooledFetch, prepared, remembered } from '../http/connection.ts';
import type { ChatReply, ChatRequest, ReadyProvider } from '../provider.ts';
import { readRateLimits } from '../rate-limits.ts';
import { splitReasoning } from '../reasoning.ts';

export interface OpenAIProviderOptions {
  baseUrl: string;
  apiKey: string | undefined;
  /** Set for Azure, whose own client is used then. */
  azureApiVersion?: string | undefined;
  connections: Connections;
  /** The most calls that are made at a time. */
  concurrency: number;
  context: ErrorContext;
}

/** Some servers send the content in parts, the model's reasoning among them. */
const contentPartSchema = z.looseObject({ type: z.string(), text: z.string().optional() });

/** What a reply must hold; services add and omit the rest. */
const replySchema = z.looseObject({
  model: z.string().nullish(),
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({
          content: z.union([z.string(), z.array(contentPartSchema)]).nullish(),
          refusal: z.string().nullish(),
          reasoning_content: z.string().nullish(),
          reasoning: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .looseObject({
      prompt_tokens: z.number().nullish(),
      completion_tokens: z.number().nullish(),
      prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish(),
      completion_tokens_details: z.looseObject({ reasoning_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

type Reply = z.infer<typeof replySchema>;

/** The SDK says where a request goes and with which headers, once; what is sent many times goes the short way. */
export function openaiProvider(options: OpenAIProviderOptions): ReadyProvider {
  const { connections, concurrency, context } = options;
  const client = openaiClient(options);
  const preparing = remembered(async (model: string) => {
    const { url, req } = await client.buildRequest({
      method: 'post',
      path: '/chat/completions',
      body: { model },
    });
    return prepared(url, req.headers);
  });
  return {
    ready: (model) => preparing(model).then(ignore, ignore),
    ask: async (request, asking) => {
      try {
        const to = await preparing(request.model);
        const { body, header } = await connections.post(to, openaiBody(request), {
          ...asking,
          connections: concurrency,
        });
        return { ...readOpenaiReply(body, context), limits: readRateLimits(header, context.now()) };
      } catch (error) {
        throw toProviderError(error, context);
      }
    },
  };
}

/** What leads to a service, whatever is asked of it. */
export type OpenAIAccess = Omit<OpenAIProviderOptions, 'connections' | 'concurrency'>;

/** SDK retries are off: retry is the caller's alone. OpenAI's account headers, which the SDKs add, reach no server. */
export function openaiClient({ baseUrl, apiKey, azureApiVersion }: OpenAIAccess): OpenAI {
  const { url, query, authorization } = readAddress(baseUrl);
  const shared = {
    ...({
      maxRetries: 0,
      fetch: pooledFetch(),
      logLevel: 'off',
      defaultQuery: query,
    } as const),
    ...({ organization: null, project: null } as const),
    ...(authorization && apiKey === undefined ? { defaultHeaders: { authorization } } : {}),
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
  const messages = request.messages.map(({ role, content }) => ({ role, content }));
  return { ...request.parameters, model: request.model, messages, stream: false };
}

/** What the service said, or a ProviderError for what is no reply. */
export function readOpenaiReply(reply: unknown, context: ErrorContext): ChatReply {
  throwErrorIn(reply, context);
  const parsed = replySchema.safeParse(reply);
  const choice = parsed.data?.choices[0];
  if (!parsed.success || !choice) throw malformedReply(context, describe(reply));
  throwErrorIn(choice, context);
  if (choice.finish_reason === 'error') throw malformedReply(context, 'it ended in an error');
  const { message } = choice;
  const { text, reasoning } = splitReasoning(
    textOf(message.content),
    message.reasoning_content ?? message.reasoning,
  );
  const refused = text === '' && message.refusal;
  return {
    text: refused ? (message.refusal ?? '') : text,
    reasoning,
    finish_reason: message.refusal ? 'refusal' : finishReason(choice.finish_reason),
    model: parsed.data.model ?? undefined,
    usage: readUsage(parsed.data),
  };
}

function textOf(content: string | z.infer<typeof contentPartSchema>[] | null | undefined): string {
  if (!Array.isArray(content)) return content ?? '';
  return content.map(({ type, text = '' }) => (type === 'text' ? text : '')).join('');
}

const errorWithinSchema = z.looseObject({ error: z.looseObject({ code: z.number(), message: z.string() }) });

/** OpenRouter reports a failing upstream with status 200: instead of the choices, or in one, next to half a text. */
function throwErrorIn(part: unknown, context: ErrorContext): void {
  if (typeof part !== 'object' || part === null || !('error' in part)) return;
  const found = errorWithinSchema.safeParse(part);
  if (found.success)
    throw toProviderError({ status: found.data.error.code, error: found.data.error }, context);
}

function finishReason(reason: string | null | undefined): FinishReason {
  if (reason === 'stop' || reason === 'length' || reason === 'content_filter') return reason;
  return reason === null || reason === undefined || reason === 'eos' ? 'stop' : 'other';
}

function readUsage({ usage }: Reply): Usage | undefined {
  if (typeof usage?.prompt_tokens !== 'number' || typeof usage.completion_tokens !== 'number')
    return undefined;
  const cached = usage.prompt_tokens_details?.cached_tokens;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens;
  return {
    input_tokens: usage.prompt_tokens,
    output_tokens: usage.completion_tokens,
    ...(cached ? { cached_input_tokens: cached } : {}),
    ...(reasoning ? { reasoning_tokens: reasoning } : {}),
  };
}

function describe(reply: unknown): string {
  if (typeof reply === 'string') return reply.trim() === '' ? 'the body is empty' : 'the body is not JSON';
  return 'the body holds no choices';
}
