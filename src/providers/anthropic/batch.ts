/** Anthropic's Message Batches: a batch carries its requests itself, and keeps no name of ours. */

import type Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import type { BatchRequest } from '../../records/batch.ts';
import type { BatchApi, BatchMark, BatchResult, MadeBatch, ShownBatch } from '../batch-api.ts';
import { type ErrorContext, malformedReply, toProviderError } from '../errors.ts';
import { readResults } from '../http/stream-lines.ts';
import { withinTime } from '../http/timeout.ts';
import type { AskOptions } from '../provider.ts';
import { type AnthropicProviderOptions, anthropicBody, anthropicClient, versionHeaders } from './messages.ts';
import { readAnthropicReply } from './reply.ts';

const number = z.int().nonnegative().catch(0);

/** What a batch must show; the service adds more. */
const batchReplySchema = z.looseObject({
  id: z.string(),
  processing_status: z.string(),
  created_at: z.string(),
  request_counts: z.looseObject({
    processing: number,
    succeeded: number,
    errored: number,
    canceled: number,
    expired: number,
  }),
});

type BatchReply = z.infer<typeof batchReplySchema>;

const pageSchema = z.looseObject({ data: z.array(z.unknown()), has_more: z.boolean().nullish() });

const resultSchema = z.looseObject({
  custom_id: z.string(),
  result: z.looseObject({ type: z.string(), message: z.unknown().optional(), error: z.unknown().optional() }),
});

const errorSchema = z.looseObject({
  error: z.looseObject({ type: z.string().nullish(), message: z.string().nullish() }),
});

/** The status that each kind of error has where it comes as a reply of its own. */
const statusOf: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

const path = '/v1/messages/batches';
/** How far the service's clock and ours may differ, and how long a creation may take, in milliseconds. */
const aroundMs = 15 * 60_000;
const mostListed = 2000;

interface Api {
  client: Anthropic;
  context: ErrorContext;
}

export function anthropicBatchApi(
  options: Omit<AnthropicProviderOptions, 'connections' | 'concurrency'>,
): BatchApi {
  const api: Api = { client: anthropicClient(options), context: options.context };
  return {
    mostRequests: 100_000,
    // 256 MB, less what stands around the requests.
    mostBytes: 255e6,
    lineOf: (model, { custom_id, messages, parameters }: BatchRequest) => {
      const { stream: _stream, ...params } = anthropicBody({ model, messages, parameters });
      return JSON.stringify({ custom_id, params });
    },
    create: (made, asking) => create(made, asking, api),
    find: (mark, asking) => find(mark, asking, api),
    look: async (id, asking) => {
      const one = `${path}/${encodeURIComponent(id)}`;
      return shown(readBatch(await call(api, asking, (rest) => api.client.get(one, rest)), api));
    },
    results: (id, asking) => results(id, asking, api),
  };
}

type Rest = { signal: AbortSignal; timeout: number };

/** One request to the service within its time; whatever goes wrong is a ProviderError. */
async function call(
  { context }: Api,
  asking: AskOptions,
  send: (rest: Rest) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await withinTime(asking, (signal) => send({ signal, timeout: asking.timeoutMs }));
  } catch (error) {
    throw toProviderError(error, context);
  }
}

async function create({ requests, bytes }: MadeBatch, asking: AskOptions, api: Api): Promise<ShownBatch> {
  const body = `{"requests":[${Buffer.from(bytes).toString('utf8').trimEnd().replaceAll('\n', ',')}]}`;
  const headers = { 'content-type': 'application/json', ...versionHeaders(requests) };
  const send = (rest: Rest) => api.client.post(path, { body, headers, ...rest });
  return shown(readBatch(await call(api, asking, send), api));
}

/** By time and size, the nearest in time first: nothing else of a batch that runs can be seen. */
async function find(
  { requests, submittingAt, others }: BatchMark,
  asking: AskOptions,
  api: Api,
): Promise<{ shown: ShownBatch; sure: boolean } | undefined> {
  const apart = ({ created_at }: BatchReply) => Math.abs(Date.parse(created_at) - submittingAt);
  const candidates: BatchReply[] = [];
  let after: string | undefined;
  for (let listed = 0; listed < mostListed; ) {
    const query = { limit: 100, ...(after === undefined ? {} : { after_id: after }) };
    const reply = await call(api, asking, (rest) => api.client.get(path, { query, ...rest }));
    const page = pageSchema.safeParse(reply);
    if (!page.success) throw malformedReply(api.context, 'the list of batches is none');
    const batches = page.data.data.flatMap((each) => batchReplySchema.safeParse(each).data ?? []);
    candidates.push(
      ...batches.filter(
        (each) => !others.has(each.id) && total(each) === requests && apart(each) <= aroundMs,
      ),
    );
    const last = batches.at(-1);
    if (!last || !page.data.has_more || Date.parse(last.created_at) < submittingAt - aroundMs) break;
    after = last.id;
    listed += batches.length;
  }
  const [nearest] = candidates.sort((a, b) => apart(a) - apart(b));
  return nearest && { shown: shown(nearest), sure: false };
}

function readBatch(reply: unknown, { context }: Api): BatchReply {
  const parsed = batchReplySchema.safeParse(reply);
  if (!parsed.success) throw malformedReply(context, 'the batch has no id or no status');
  return parsed.data;
}

function total({ request_counts: counts }: BatchReply): number {
  return counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired;
}

function shown(batch: BatchReply): ShownBatch {
  const { succeeded, errored, canceled, expired } = batch.request_counts;
  return {
    id: batch.id,
    status: batch.processing_status,
    ended: batch.processing_status === 'ended',
    counts: { completed: succeeded, failed: errored + canceled + expired, total: total(batch) },
  };
}

/** From the documented path, not from `results_url`: a key goes to no address that a reply names. */
function results(id: string, asking: AskOptions, { client, context }: Api): AsyncGenerator<BatchResult> {
  const one = `${path}/${encodeURIComponent(id)}/results`;
  const open = (signal: AbortSignal) => client.get<Response>(one, { signal, __binaryResponse: true });
  return readResults(open, { asking, context, read: (line) => readResult(line, context) });
}

function readResult(line: string, context: ErrorContext): BatchResult | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { custom_id, result } = parsed.data;
  if (result.type === 'expired') return { custom_id, kind: 'expired' };
  if (result.type === 'canceled') return { custom_id, kind: 'cancelled' };
  try {
    if (result.type !== 'succeeded') throw errorOf(result.error);
    return { custom_id, kind: 'succeeded', reply: readAnthropicReply(result.message, context) };
  } catch (thrown) {
    return { custom_id, kind: 'failed', error: toProviderError(thrown, context) };
  }
}

/** The error as an SDK would throw it. */
function errorOf(body: unknown): { status: number; error: unknown; message: string } {
  const { type, message } = errorSchema.safeParse(body).data?.error ?? {};
  return { status: statusOf[type ?? ''] ?? 500, error: body, message: message ?? type ?? 'no reason given' };
}
