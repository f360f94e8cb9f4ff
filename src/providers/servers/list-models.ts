/** Lists the models of an endpoint, and finds out whether it wants a key for that. */

import { ProviderError } from '../../errors.ts';
import { connectionOf } from '../create-provider.ts';
import { fieldsOf } from '../fields.ts';
import { type ModelTarget, publicUrl } from '../resolve-model.ts';
import { openAccess } from './access.ts';
import { describerOf } from './describe.ts';
import type { ServerFacts } from './server.ts';

export interface ModelList extends ServerFacts {
  endpoint: string;
  /** Without what may be secret in it. */
  baseUrl: string;
  /** Whether the list is refused without a key; undefined where that could not be found out. */
  needsKey: boolean | undefined;
}

interface Listing {
  /** For each request, in milliseconds. */
  timeoutMs: number;
  now: () => number;
}

/** Rejects with a ProviderError: nobody listens, the key is refused, it is no list. */
export async function listModels(target: ModelTarget, { timeoutMs, now }: Listing): Promise<ModelList> {
  const { endpoint } = target;
  const { context: named, ...connection } = connectionOf(target, now);
  const context = { ...named, target: endpoint };
  const access = await openAccess(target, { ...connection, context, timeoutMs });
  const { data } = await access.list().catch((error: unknown) => {
    throw explained(error);
  });
  if (!Array.isArray(data)) {
    throw new ProviderError(
      'malformed reply',
      `${endpoint} sent no list of models: is the address right (--base-url)?`,
      {
        retryable: false,
      },
    );
  }
  const facts = await describerOf(endpoint)(access, data.map(fieldsOf));
  const needsKey =
    connection.apiKey === undefined
      ? false
      : await openAccess(target, { ...connection, context, timeoutMs, apiKey: undefined }).then(isRefused);
  return { endpoint, baseUrl: publicUrl(connection.baseUrl), needsKey, ...facts };
}

async function isRefused({
  list,
}: Pick<Awaited<ReturnType<typeof openAccess>>, 'list'>): Promise<boolean | undefined> {
  try {
    await list();
    return false;
  } catch (error) {
    return error instanceof ProviderError && ['auth', 'forbidden'].includes(error.kind) ? true : undefined;
  }
}

function explained(error: unknown): unknown {
  if (!(error instanceof ProviderError && error.unreachable)) return error;
  const message = `${error.message}: is the server running, and is its address right (--base-url)?`;
  return new ProviderError('network', message, { retryable: false, cause: error });
}
