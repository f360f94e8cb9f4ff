/** Makes the batch API of a target. SDKs are loaded here, on first use. */

import { UserError } from '../errors.ts';
import type { BatchApi } from './batch-api.ts';
import { connectionOf } from './create-provider.ts';
import type { ModelTarget } from './resolve-model.ts';

export async function createBatchApi(target: ModelTarget, now: () => number): Promise<BatchApi> {
  if (target.provider === 'offline')
    throw new UserError(`${target.endpoint}/${target.model} has no batch API`);
  const { baseUrl, apiKey, route, context } = connectionOf(target, now);
  if (target.provider === 'anthropic') {
    const { anthropicBatchApi } = await import('./anthropic/batch.ts');
    return anthropicBatchApi({ baseUrl, apiKey: apiKey ?? '', route, context });
  }
  const { openaiBatchApi } = await import('./openai/batch.ts');
  return openaiBatchApi({ baseUrl, apiKey, azureApiVersion: target.azureApiVersion, route, context });
}
