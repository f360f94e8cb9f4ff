/** OpenAI's Batch API, at OpenAI, at Azure, or at any server that has one: a file is uploaded, then run as a batch. */

import type OpenAI from 'openai';
import { z } from 'zod';
import { ProviderError } from '../../errors.ts';
import type { BatchRequest } from '../../records/batch.ts';
import type { BatchApi, BatchMark, MadeBatch, ShownBatch } from '../batch-api.ts';
import { type ErrorContext, hide, malformedReply, toProviderError } from '../errors.ts';
import { readResults } from '../http/stream-lines.ts';
import { withinTime } from '../http/timeout.ts';
import type { AskOptions } from '../provider.ts';
import { readOpenaiResult } from './batch-result.ts';
import { type OpenAIAccess, openaiBody, openaiClient } from './chat.ts';

/** What a batch must show; services add and omit the rest. */
const batchReplySchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  input_file_id: z.string().nullish(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  created_at: z.unknown().optional(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  request_counts: z
    .looseObject({
      completed: z.number().nullish(),
      failed: z.number().nullish(),
      total: z.number().nullish(),
    })
    .nullish(),
  errors: z
    .looseObject({
      data: z
        .array(
          z.looseObject({
            code: z.string().nullish(),
            message: z.string().nullish(),
            line: z.number().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish()
    .catch(undefined),
});

type BatchReply = z.infer<typeof batchReplySchema>;

const fileReplySchema = z.looseObject({ id: z.string(), status: z.string().nullish() });
const pageSchema = z.looseObject({ data: z.array(z.unknown()), has_more: z.boolean().nullish() });

/** Under this name the batch keeps ours. */
const mark = 'mt_judge_batch';
const endedStatuses = ['completed', 'failed', 'expired', 'cancelled'];
/** Batches that are looked through for one of ours; a service lists the newest first. */
const mostListed = 2000;
/** A file that Azure still looks through is asked about this often, in milliseconds. */
const fileWaitMs = 2000;

interface Api {
  client: OpenAI;
  context: ErrorContext;
  /** Where each request goes, by the service's own name. */
  url: '/v1/chat/completions' | '/chat/completions';
}

export function openaiBatchApi(options: OpenAIAccess): BatchApi {
  const azure = options.azureApiVersion !== undefined;
  const url = azure ? '/chat/completions' : '/v1/chat/completions';
  const api: Api = { client: openaiClient(options), context: options.context, url };
  return {
    mostRequests: 50_000,
    mostBytes: 200e6,
    lineOf: (model, request) => requestLine(model, request, url),
    upload: (made, asking) => upload(made, asking, api),
    create: async ({ batch, fileId }, asking) => {
      const body = {
        input_file_id: fileId,
        endpoint: url,
        completion_window: '24h',
        metadata: { [mark]: batch },
      };
      return shown(await call(api, asking, (rest) => api.client.post('/batches', { body, ...rest })), api);
    },
    find: (wanted, asking) => find(wanted, asking, api),
    look: async (id, asking) => shown(await retrieve(id, asking, api), api),
    results: (id, asking) => results(id, asking, api),
  };
}

/** A request in OpenAI's batch format, without line break. */
export function requestLine(model: string, request: BatchRequest, url: string): string {
  const { custom_id, messages, parameters } = request;
  const { stream: _stream, ...body } = openaiBody({ model, messages, parameters });
  return JSON.stringify({ custom_id, method: 'POST', url, body });
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

/** As a form by hand: the SDK's own needs a `FormData` of the very package that its `fetch` is from. */
async function upload({ batch, bytes }: MadeBatch, asking: AskOptions, api: Api): Promise<string> {
  const boundary = `mt-judge-${batch}`;
  const part = (disposition: string) => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}`;
  const body = Buffer.concat([
    Buffer.from(`${part('name="purpose"')}\r\n\r\nbatch\r\n`),
    Buffer.from(`${part(`name="file"; filename="mt-judge-${batch}.jsonl"`)}\r\n`),
    Buffer.from('content-type: application/jsonl\r\n\r\n'),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const send = (rest: Rest) => api.client.post('/files', { body, headers, ...rest });
  let file = readFile(await call(api, asking, send), api);
  while (['pending', 'running'].includes(file.status ?? '')) {
    await new Promise((resolve) => setTimeout(resolve, fileWaitMs));
    if (asking.signal.aborted) throw toProviderError(asking.signal.reason, api.context);
    const path = `/files/${encodeURIComponent(file.id)}`;
    file = readFile(await call(api, asking, (rest) => api.client.get(path, rest)), api);
  }
  return file.id;
}

function readFile(reply: unknown, { context }: Api): z.infer<typeof fileReplySchema> {
  const parsed = fileReplySchema.safeParse(reply);
  if (!parsed.success) throw malformedReply(context, 'the uploaded file has no id');
  return parsed.data;
}

/** By the file, which only we have, or by our name in its metadata. */
async function find(
  { batch, fileId, submittingAt }: BatchMark,
  asking: AskOptions,
  api: Api,
): Promise<{ shown: ShownBatch; sure: boolean } | undefined> {
  // A day covers any difference between two clocks.
  const oldest = submittingAt / 1000 - 86_400;
  let after: string | undefined;
  for (let listed = 0; listed < mostListed; ) {
    const query = { limit: 100, ...(after === undefined ? {} : { after }) };
    const reply = await call(api, asking, (rest) => api.client.get('/batches', { query, ...rest }));
    const page = pageSchema.safeParse(reply);
    if (!page.success) throw malformedReply(api.context, 'the list of batches is none');
    const batches = page.data.data.flatMap((each) => batchReplySchema.safeParse(each).data ?? []);
    const found = batches.find(
      (each) => each.metadata?.[mark] === batch || (fileId !== undefined && each.input_file_id === fileId),
    );
    if (found) return { shown: shown(found, api), sure: true };
    const last = batches.at(-1);
    if (!last || !page.data.has_more || Number(last.created_at) < oldest) return undefined;
    after = last.id;
    listed += batches.length;
  }
  return undefined;
}

async function retrieve(id: string, asking: AskOptions, api: Api): Promise<BatchReply> {
  const path = `/batches/${encodeURIComponent(id)}`;
  const parsed = batchReplySchema.safeParse(await call(api, asking, (rest) => api.client.get(path, rest)));
  if (!parsed.success) throw malformedReply(api.context, 'the batch has no id or no status');
  return parsed.data;
}

function shown(reply: unknown, { context }: Api): ShownBatch {
  const parsed = batchReplySchema.safeParse(reply);
  if (!parsed.success) throw malformedReply(context, 'the batch has no id or no status');
  const { id, status, request_counts: counts } = parsed.data;
  const number = (value: number | null | undefined) => Math.max(0, Math.trunc(value ?? 0));
  return {
    id,
    status,
    ended: endedStatuses.includes(status),
    counts: {
      completed: number(counts?.completed),
      failed: number(counts?.failed),
      total: number(counts?.total),
    },
    ...(status === 'failed' ? { error: batchErrorOf(parsed.data, context) } : {}),
  };
}

/** A batch may be refused as a whole: for a broken line, or because too much of ours is waiting there already. */
function batchErrorOf({ id, errors }: BatchReply, context: ErrorContext): ProviderError {
  const all = errors?.data ?? [];
  const told = all.slice(0, 3).map(({ line, message, code }) => {
    const said = message ?? code ?? 'no reason given';
    return line ? `line ${line}: ${said}` : said;
  });
  const why = told.join('; ') || 'it gives no reason';
  const full = all.some(({ code }) => /token_limit|rate_limit/.test(code ?? ''));
  const message = `${context.target} refuses the batch ${id}: ${hide(why, context)}`;
  return full
    ? new ProviderError('rate limit', message, { retryable: true })
    : new ProviderError('bad request', message, { retryable: false, closesModel: true });
}

/** What has succeeded stands in one file, what has not in another; either may be missing. */
async function* results(id: string, asking: AskOptions, api: Api) {
  const { output_file_id, error_file_id } = await retrieve(id, asking, api);
  for (const file of [output_file_id, error_file_id]) {
    if (!file) continue;
    const open = (signal: AbortSignal) => api.client.files.content(file, { signal });
    yield* readResults(open, {
      asking,
      context: api.context,
      read: (line) => readOpenaiResult(line, api.context),
    });
  }
}
