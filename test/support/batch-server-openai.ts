/** OpenAI's side of the batch server: files, batches that end after some looks, and their two result files. */

import type { Answer, BatchRequestLine, Counter, Deed, KeptBatch, Visit } from './batch-server.ts';
import { fateOf, looksOf } from './batch-server.ts';

export interface Route {
  deed: Deed;
  work: (counter: Counter) => Answer | Promise<Answer>;
}

export function openaiBatches(visit: Visit): Route | undefined {
  const { method, url } = visit;
  const path = url.pathname.replace(/^(?:\/openai)?(?:\/v1)?/, '');
  if (method === 'POST' && path === '/files')
    return { deed: 'upload', work: (counter) => upload(visit, counter) };
  if (method === 'POST' && path === '/batches')
    return { deed: 'create', work: (counter) => create(visit, counter) };
  if (method === 'GET' && path === '/batches')
    return { deed: 'list', work: (counter) => list(visit, counter) };
  const [, batch] = /^\/batches\/([^/]+)$/.exec(path) ?? [];
  if (method === 'GET' && batch) return { deed: 'look', work: (counter) => look(batch, counter) };
  const [, file] = /^\/files\/([^/]+)\/content$/.exec(path) ?? [];
  if (method === 'GET' && file) return { deed: 'results', work: (counter) => content(file, counter) };
  return undefined;
}

const invalid = (message: string, status = 400): Answer => ({
  status,
  json: { error: { message, type: 'invalid_request_error', param: null, code: null } },
});

async function upload({ body, headers }: Visit, { files }: Counter): Promise<Answer> {
  const type = headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  if (form.get('purpose') !== 'batch' || !(file instanceof File))
    return invalid('a file of purpose batch is wanted');
  const id = `file-${files.size + 1}`;
  files.set(id, { bytes: await file.text(), filename: file.name });
  return {
    json: { id, object: 'file', bytes: file.size, created_at: now(), filename: file.name, purpose: 'batch' },
  };
}

function create({ body }: Visit, counter: Counter): Answer {
  const asked = JSON.parse(body.toString('utf8'));
  const file = counter.files.get(asked.input_file_id);
  if (!file) return invalid(`no such File object: ${asked.input_file_id}`);
  if (asked.completion_window !== '24h') return invalid('completion_window must be 24h');
  const lines = file.bytes
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const batch: KeptBatch = {
    id: `batch_${counter.batches.length + 1}`,
    created: now(),
    lines,
    looks: 0,
    metadata: asked.metadata ?? {},
    fileId: asked.input_file_id,
    refusal: faultIn(lines, asked.endpoint),
    cancelled: false,
  };
  counter.batches.push(batch);
  return { json: show(batch, counter) };
}

/** What the validation of the file finds. */
function faultIn(lines: (BatchRequestLine & { method: string; url: string })[], endpoint: string) {
  const ids = new Set<string>();
  const [first] = lines;
  for (const [index, { custom_id, method, url, body }] of lines.entries()) {
    const at = { line: index + 1 };
    if (ids.has(custom_id))
      return { ...at, code: 'duplicate_custom_id', message: `${custom_id} appears twice` };
    if (method !== 'POST' || url !== endpoint)
      return { ...at, code: 'mismatched_endpoint', message: `not ${endpoint}` };
    if (body.model !== first?.body.model)
      return { ...at, code: 'mismatched_model', message: 'one model a file' };
    ids.add(custom_id);
  }
  return undefined;
}

function show(batch: KeptBatch, counter: Counter): unknown {
  const due = looksOf(batch, counter);
  const ended = batch.looks >= due;
  const status = batch.looks === 0 ? 'validating' : ended ? 'completed' : 'in_progress';
  const failed = batch.refusal && batch.looks > 0;
  const counts = { total: batch.lines.length, completed: ended ? batch.lines.length : 0, failed: 0 };
  return {
    id: batch.id,
    object: 'batch',
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
    input_file_id: batch.fileId,
    status: failed ? 'failed' : status,
    errors: failed ? { object: 'list', data: [{ ...batch.refusal, param: null }] } : null,
    output_file_id: ended && !failed ? `${batch.id}-output` : null,
    error_file_id: ended && !failed ? `${batch.id}-error` : null,
    created_at: batch.created,
    request_counts: batch.looks === 0 || failed ? { total: 0, completed: 0, failed: 0 } : counts,
    metadata: batch.metadata,
  };
}

function look(id: string, counter: Counter): Answer {
  const batch = counter.batches.find((each) => each.id === id);
  if (!batch) return invalid(`No batch found with id '${id}'.`, 404);
  batch.looks += 1;
  return { json: show(batch, counter) };
}

function list({ url }: Visit, counter: Counter): Answer {
  const limit = Number(url.searchParams.get('limit') ?? 20);
  const after = url.searchParams.get('after');
  const all = counter.batches.filter(({ id }) => id.startsWith('batch_')).reverse();
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const page = all.slice(start, start + limit);
  const has_more = start + limit < all.length;
  return { json: { object: 'list', data: page.map((batch) => show(batch, counter)), has_more } };
}

/** Results come in any order: here the last comes first. */
function content(file: string, counter: Counter): Answer {
  const [, id, kind] = /^(batch_\d+)-(output|error)$/.exec(file) ?? [];
  const batch = counter.batches.find((each) => each.id === id);
  if (!batch) return invalid('No such File object', 404);
  const lines = [...batch.lines].reverse().flatMap((line) => {
    const result = resultOf(line, batch, counter);
    const good = result?.response?.status_code === 200;
    return result && good === (kind === 'output') ? [`${JSON.stringify(result)}\n`] : [];
  });
  return { text: lines.join('') };
}

function resultOf(line: BatchRequestLine, batch: KeptBatch, counter: Counter) {
  const { fate, body } = fateOf(line, batch.id, counter);
  const { custom_id } = line;
  const shared = { id: `batch_req_${custom_id.slice(0, 8)}`, custom_id };
  if (fate === 'missing') return undefined;
  if (fate === 'expired') {
    const message = 'This request could not be executed before the completion window expired.';
    return { ...shared, response: null, error: { code: 'batch_expired', message } };
  }
  if (fate === 'cancelled') {
    const message = 'This request was not executed because the batch was cancelled.';
    return { ...shared, response: null, error: { code: 'batch_cancelled', message } };
  }
  const [status_code, said] = fate === 'succeeded' ? [200, body] : [fate.status, fate.body];
  return { ...shared, response: { status_code, request_id: 'req', body: said }, error: null };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
