/** OpenAI-compatible chat completions, at OpenAI, at Azure, or at any server that speaks them. */

import OpenAI, { AzureOpenAI } from 'openai';
import { z } from 'zod';
import type { FinishReason, Usage } from '../records/call.ts';
import { pooledFetch } from './connection.ts';
import { type FaultContext, malformedReply, toProviderError } from './fault.ts';
import type { ChatReply, ChatRequest, Provider } from './provider.ts';
import { splitReasoning } from './reasoning.ts';

export interface OpenAIProviderOptions {
  baseUrl: string;
  apiKey: string | undefined;
  /** Set for Azure, whose own client is used then. */
  azureApiVersion?: string | undefined;
  fault: FaultContext;
}

/** What a reply must hold; services add and omit the rest. */
const replySchema = z.looseObject({
  model: z.string().nullish(),
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({
          content: z.string().nullish(),
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

export function openaiProvider(options: OpenAIProviderOptions): Provider {
  const client = createClient(options);
  return {
    ask: async (request, { signal, timeoutMs }) => {
      try {
        const body = bodyOf(request);
        const reply: unknown = await client.chat.completions.create(body, { signal, timeout: timeoutMs });
        return readReply(reply, options.fault);
      } catch (error) {
        throw toProviderError(error, options.fault);
      }
    },
  };
}

/** SDK retries are off: retry is the caller's alone. A server without a key gets none of OpenAI's account headers. */
function createClient({ baseUrl, apiKey, azureApiVersion }: OpenAIProviderOptions): OpenAI {
  const shared = { maxRetries: 0, fetch: pooledFetch(), logLevel: 'off' } as const;
  if (azureApiVersion !== undefined) {
    return new AzureOpenAI({
      ...shared,
      endpoint: baseUrl,
      apiKey: apiKey ?? '',
      apiVersion: azureApiVersion,
    });
  }
  return new OpenAI({
    ...shared,
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
  });
}

function bodyOf(request: ChatRequest): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const messages = request.messages.map(({ role, content }) => ({ role, content }));
  return { ...request.parameters, model: request.model, messages, stream: false };
}

function readReply(reply: unknown, fault: FaultContext): ChatReply {
  const inBody = z
    .looseObject({ error: z.looseObject({ code: z.number(), message: z.string() }) })
    .safeParse(reply);
  if (inBody.success) {
    const { error } = inBody.data;
    throw toProviderError({ status: error.code, error }, fault);
  }
  const parsed = replySchema.safeParse(reply);
  const choice = parsed.data?.choices[0];
  if (!parsed.success || !choice) throw malformedReply(fault, describe(reply));
  const { message } = choice;
  const { text, reasoning } = splitReasoning(
    message.content ?? '',
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
