/** What a span says of a call: OpenTelemetry's conventions for generative AI clients. No text of a prompt or a reply. */

import type { ChatReply, ChatRequest } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';

type Attributes = Record<string, string | number | string[]>;

/** The conventions' names of the services that have one; any other goes by the name of its endpoint. */
const providerNames: Readonly<Record<string, string>> = {
  azure: 'azure.ai.openai',
  gemini: 'gcp.gemini',
};

/** Parameters of a body that the conventions know, by their names on the wire. */
const known: Readonly<Record<string, string>> = {
  max_tokens: 'gen_ai.request.max_tokens',
  max_completion_tokens: 'gen_ai.request.max_tokens',
  temperature: 'gen_ai.request.temperature',
  top_p: 'gen_ai.request.top_p',
  top_k: 'gen_ai.request.top_k',
  seed: 'gen_ai.request.seed',
  frequency_penalty: 'gen_ai.request.frequency_penalty',
  presence_penalty: 'gen_ai.request.presence_penalty',
};

export function spanName(request: ChatRequest): string {
  return `${operationOf(request)} ${request.model}`;
}

export function requestAttributes(
  request: ChatRequest,
  { endpoint, baseUrl }: Pick<ModelTarget, 'endpoint' | 'baseUrl'>,
): Attributes {
  const parameters = Object.entries(request.parameters).flatMap(([name, value]) => {
    const attribute = known[name];
    return attribute !== undefined && typeof value === 'number' ? [[attribute, value] as const] : [];
  });
  return {
    'gen_ai.operation.name': operationOf(request),
    'gen_ai.provider.name': providerNames[endpoint] ?? endpoint,
    'gen_ai.request.model': request.model,
    ...Object.fromEntries(parameters),
    ...(baseUrl === undefined ? {} : addressOf(new URL(baseUrl))),
  };
}

export function responseAttributes({ model, finish_reason, usage }: ChatReply): Attributes {
  return {
    'gen_ai.response.finish_reasons': [finish_reason],
    ...(model === undefined ? {} : { 'gen_ai.response.model': model }),
    ...(usage === undefined
      ? {}
      : {
          'gen_ai.usage.input_tokens': usage.input_tokens,
          'gen_ai.usage.output_tokens': usage.output_tokens,
        }),
  };
}

function operationOf({ score }: ChatRequest): string {
  return score?.kind === 'continuations' ? 'text_completion' : 'chat';
}

function addressOf({ hostname, port, protocol }: URL): Attributes {
  return {
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
}
