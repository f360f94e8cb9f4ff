/** Reaches a server's list of models, and its addresses next to the API, with the SDKs that the calls go through. */

import { toProviderError } from '../errors.ts';
import { type Fields, fieldsOf } from '../fields.ts';
import type { OpenAIAccess } from '../openai/chat.ts';
import type { ModelTarget } from '../resolve-model.ts';
import type { ServerAccess } from './server.ts';

export interface ListAccess extends ServerAccess {
  /** `GET <base URL>/models`. Rejects with a ProviderError. */
  list: () => Promise<Fields>;
}

interface Opening extends Omit<OpenAIAccess, 'azureApiVersion'> {
  timeoutMs: number;
}

/** The part of both SDKs that is used here. */
interface Sdk {
  get: (path: string, options: object) => PromiseLike<unknown>;
}

export async function openAccess(
  target: Pick<ModelTarget, 'provider' | 'azureApiVersion'>,
  opening: Opening,
): Promise<ListAccess> {
  const { sdk, path } = await sdkOf(target, opening);
  const options = { timeout: opening.timeoutMs, maxRetries: 0 };
  const root = rootOf(opening.baseUrl);
  const orNothing = (asked: PromiseLike<unknown>): Promise<Fields> =>
    Promise.resolve(asked).then(fieldsOf, () => ({}));
  return {
    list: async () => {
      try {
        return fieldsOf(await sdk.get(path, options));
      } catch (error) {
        throw toProviderError(error, opening.context);
      }
    },
    get: (own) => orNothing(sdk.get(`${root}${own}`, options)),
  };
}

async function sdkOf(
  { provider, azureApiVersion }: Pick<ModelTarget, 'provider' | 'azureApiVersion'>,
  opening: Opening,
): Promise<{ sdk: Sdk; path: string }> {
  if (provider === 'anthropic') {
    const { anthropicClient } = await import('../anthropic/messages.ts');
    const apiKey = opening.apiKey ?? '';
    return { sdk: anthropicClient({ ...opening, apiKey }), path: '/v1/models?limit=1000' };
  }
  const { openaiClient } = await import('../openai/chat.ts');
  return { sdk: openaiClient({ ...opening, azureApiVersion }), path: '/models' };
}

/** The address above `/v1`, where servers have their own: behind a gateway the prefix stays. */
function rootOf(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return `${origin}${pathname.replace(/\/v1\/?$/, '')}`.replace(/\/+$/, '');
}
