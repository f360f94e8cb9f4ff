/** Asks a server of one's own what stands behind the name of a model. */

import type { ServedBy } from '../../records/calls/served-by.ts';
import { connectionOf } from '../create-provider.ts';
import { fieldsOf } from '../fields.ts';
import type { ModelTarget } from '../resolve-model.ts';
import { openAccess } from './access.ts';
import { describerOf, isLocalServer } from './describe.ts';
import type { ServedModel } from './server.ts';

/** Milliseconds for each of the few requests: a server that is loading or gone must not hold a run up. */
const timeoutMs = 3000;

/** Undefined where the endpoint is no such server, or tells nothing. Never rejects. */
export async function askServedBy(target: ModelTarget, now: () => number): Promise<ServedBy | undefined> {
  if (!isLocalServer(target.endpoint)) return undefined;
  try {
    const access = await openAccess(target, { ...connectionOf(target, now), timeoutMs });
    const { data } = await access.list();
    const listed = Array.isArray(data) ? data.map(fieldsOf) : [];
    const { version, models } = await describerOf(target.endpoint)(access, listed);
    const named = models.find(({ id }) => isNamed(id, target.model));
    // llama.cpp serves its one model under any name.
    const model = named ?? (target.endpoint === 'llamacpp' && models.length === 1 ? models[0] : undefined);
    return toServedBy(target.endpoint, version, model);
  } catch {
    return undefined;
  }
}

/** Ollama's names without a tag mean `latest`. */
function isNamed(id: string, model: string): boolean {
  return id === model || id === `${model}:latest`;
}

function toServedBy(
  server: string,
  version: string | undefined,
  model: ServedModel | undefined,
): ServedBy | undefined {
  const { file, digest, quantization, dtype, size, context } = model ?? {};
  const told = { version, model_file: file, digest, quantization, dtype, size, context };
  const known = Object.entries(told).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : { server, ...Object.fromEntries(known) };
}
