/** Makes the batch door of a target. SDKs are loaded here, on first use. */

import { UserError } from '../errors.ts';
import type { BatchDoor } from './batch-api.ts';
import { connectionOf } from './create-provider.ts';
import type { ModelTarget } from './resolve-model.ts';

export async function createBatchDoor(target: ModelTarget, now: () => number): Promise<BatchDoor> {
  if (target.provider === 'offline')
    throw new UserError(`${target.endpoint}/${target.model} has no batch door`);
  const { baseUrl, apiKey, fault } = connectionOf(target, now);
  if (target.provider === 'anthropic') {
    const { anthropicBatchDoor } = await import('./anthropic/batch.ts');
    return anthropicBatchDoor({ baseUrl, apiKey: apiKey ?? '', fault });
  }
  const { openaiBatchDoor } = await import('./openai/batch.ts');
  return openaiBatchDoor({ baseUrl, apiKey, azureApiVersion: target.azureApiVersion, fault });
}
