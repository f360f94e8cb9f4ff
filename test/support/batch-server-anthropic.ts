/** Anthropic's side of the batch server: a batch carries its requests, and its results are one stream of lines. */

import type { Answer, BatchRequestLine, Counter, KeptBatch, Visit } from './batch-server.ts';
import { fateOf, looksOf } from './batch-server.ts';
import type { Route } from './batch-server-openai.ts';

export function anthropicBatches(visit: Visit): Route | undefined {
  const { method, url } = visit;
  const path = url.pathname.replace(/^\/v1\/messages\/batches/, '');
  if (path === url.pathname) return undefined;
  if (method === 'POST' && path === '') return { deed: 'create', work: (counter) => create(visit, counter) };
  if (method === 'GET' && path === '') return { deed: 'list', work: (counter) => list(visit, counter) };
  const [, id, results] = /^\/([^/]+)(\/results)?$/.exec(path) ?? [];
  if (method !== 'GET' || !id) return undefined;
  if (results) return { deed: 'results', work: (counter) => readResults(id, counter) };
  return { deed: 'look', work: (counter) => look(id, visit, counter) };
}

const invalid = (
  message: string,
  [status, type]: [number, string] = [400, 'invalid_request_error'],
): Answer => ({
  status,
  json: { type: 'error', error: { type, message } },
});

function create({ body, headers }: Visit, counter: Counter): Answer {
  if (!headers['anthropic-version']) return invalid('anthropic-version: header is required');
  const { requests } = JSON.parse(body.toString('utf8'));
  const ids = new Set<string>();
  for (const { custom_id, params } of requests) {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(custom_id)) return invalid(`custom_id: ${custom_id}`);
    if (ids.has(custom_id)) return invalid(`custom_id must be unique: ${custom_id}`);
    if (!params.max_tokens || !params.model) return invalid('params: max_tokens and model are required');
    ids.add(custom_id);
  }
  const batch: KeptBatch = {
    ...{ id: `msgbatch_${counter.batches.length + 1}`, created: Date.now(), looks: 0 },
    lines: requests.map((each: { custom_id: string; params: unknown }) => ({ ...each, body: each.params })),
    ...{ metadata: {}, fileId: undefined, refusal: undefined, cancelled: false },
  };
  counter.batches.push(batch);
  return { json: show(batch, counter, 'http://127.0.0.1') };
}

function show(batch: KeptBatch, counter: Counter, origin: string): unknown {
  const ended = batch.looks >= looksOf(batch, counter);
  const counts = { processing: 0, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
  for (const line of batch.lines) {
    const { fate } = fateOf(line, batch.id, counter);
    if (!ended) counts.processing += 1;
    else if (fate === 'expired' || fate === 'missing') counts.expired += 1;
    else if (fate === 'cancelled') counts.canceled += 1;
    else counts[fate === 'succeeded' ? 'succeeded' : 'errored'] += 1;
  }
  const created_at = new Date(batch.created).toISOString();
  return {
    ...{ id: batch.id, type: 'message_batch', processing_status: ended ? 'ended' : 'in_progress' },
    ...{ request_counts: counts, created_at, ended_at: ended ? created_at : null, archived_at: null },
    ...{ expires_at: new Date(batch.created + 86_400_000).toISOString(), cancel_initiated_at: null },
    results_url: ended ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
  };
}

function look(id: string, { headers }: Visit, counter: Counter): Answer {
  const batch = counter.batches.find((each) => each.id === id);
  if (!batch) return invalid(`batch ${id} not found`, [404, 'not_found_error']);
  batch.looks += 1;
  return { json: show(batch, counter, `http://${headers.host}`) };
}

function list({ url, headers }: Visit, counter: Counter): Answer {
  const limit = Number(url.searchParams.get('limit') ?? 20);
  const after = url.searchParams.get('after_id');
  const all = counter.batches.filter(({ id }) => id.startsWith('msgbatch_')).reverse();
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const page = all.slice(start, start + limit).map((batch) => show(batch, counter, `http://${headers.host}`));
  return { json: { data: page, has_more: start + limit < all.length, first_id: null, last_id: null } };
}

/** Results come in any order: here the last comes first. */
function readResults(id: string, counter: Counter): Answer {
  const batch = counter.batches.find((each) => each.id === id);
  if (!batch) return invalid(`batch ${id} not found`, [404, 'not_found_error']);
  const lines = [...batch.lines].reverse().flatMap((line) => {
    const result = resultOf(line, batch, counter);
    return result ? [`${JSON.stringify({ custom_id: line.custom_id, result })}\n`] : [];
  });
  return { text: lines.join('') };
}

function resultOf(line: BatchRequestLine, batch: KeptBatch, counter: Counter): unknown {
  const { fate, body } = fateOf(line, batch.id, counter);
  if (fate === 'missing') return undefined;
  if (fate === 'expired') return { type: 'expired' };
  if (fate === 'cancelled') return { type: 'canceled' };
  return fate === 'succeeded' ? { type: 'succeeded', message: body } : { type: 'errored', error: fate.body };
}
