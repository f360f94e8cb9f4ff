/** The batch apis one request at a time: what they send, and what they make of what comes back. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { anthropicBatchApi } from '../../src/providers/anthropic/batch.ts';
import { openaiBatchApi } from '../../src/providers/openai/batch.ts';
import type { BatchRequest } from '../../src/records/batch.ts';
import { startBatchServer } from '../support/batch-server.ts';

const context = { target: 'x/m', now: () => 0 };
const asking = { timeoutMs: 10_000, signal: new AbortController().signal };
const request: BatchRequest = {
  custom_id: 'a1',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello?' },
  ],
  parameters: { max_tokens: 7, temperature: 0 },
};

function madeOf(api: { lineOf: (model: string, request: BatchRequest) => string }, requests: BatchRequest[]) {
  const bytes = Buffer.from(requests.map((each) => `${api.lineOf('m', each)}\n`).join(''));
  return { batch: 'b-1', requests, bytes };
}

async function openServer() {
  const server = await startBatchServer();
  onTestFinished(server.close);
  return server;
}

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
}

/** Azure is still looking through the file at the first question. */
async function openAzure(): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((message, response) => {
    seen.push({ method: message.method, url: message.url, headers: message.headers });
    message.resume();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: 'file-1', status: seen.length === 1 ? 'pending' : 'processed' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

test('a batch of Azure goes to its own path, and waits until the file has been looked through', async () => {
  const { url, seen } = await openAzure();
  const api = openaiBatchApi({ baseUrl: url, apiKey: 'key', azureApiVersion: '2024-10-21', context });
  expect(JSON.parse(api.lineOf('deployed', request))).toMatchObject({
    url: '/chat/completions',
    body: { model: 'deployed' },
  });
  expect(await api.upload?.(madeOf(api, [request]), asking)).toBe('file-1');
  expect(seen.map((each) => [each.method, each.url])).toEqual([
    ['POST', '/openai/files?api-version=2024-10-21'],
    ['GET', '/openai/files/file-1?api-version=2024-10-21'],
  ]);
  expect(seen[0]?.headers['api-key']).toBe('key');
});

test('a batch of Anthropic asks for the API version that takes what its requests hold', async () => {
  const server = await openServer();
  const api = anthropicBatchApi({ baseUrl: server.url, apiKey: 'key', context });
  await api.create(madeOf(api, [request]), asking);
  await api.create(madeOf(api, [{ ...request, parameters: { max_tokens: 7 } }]), asking);
  const versions = server.requests.map(({ headers }) => headers['anthropic-version']);
  expect(versions[0]).toBe('2023-06-01');
  expect(versions[1]).not.toBe('2023-06-01');
  expect(server.batches[0]?.lines[0]?.body).toEqual({
    ...{ model: 'm', system: 'Be brief.', messages: [{ role: 'user', content: 'Hello?' }] },
    ...{ max_tokens: 7, temperature: 0 },
  });
});

test('a batch of OpenAI is found on a later page of the list, by its file or by its mark', async () => {
  const server = await openServer();
  const api = openaiBatchApi({ baseUrl: `${server.url}/v1`, apiKey: 'key', context });
  const fileId = await api.upload?.(madeOf(api, [request]), asking);
  const ours = await api.create({ ...madeOf(api, [request]), fileId }, asking);
  const other = server.batches[0];
  if (!other) throw new Error('the server keeps no batch');
  for (let number = 2; number <= 150; number += 1) {
    server.batches.push({ ...other, id: `batch_${number}`, metadata: {}, fileId: `other-${number}` });
  }
  const mark = { requests: 1, submittingAt: Date.now(), others: new Set<string>() };
  for (const each of [
    { batch: 'b-1', fileId: undefined },
    { batch: 'another', fileId },
  ]) {
    const found = await api.find({ ...mark, ...each }, asking);
    expect(found).toMatchObject({ shown: { id: ours.id }, sure: true });
  }
  expect(await api.find({ ...mark, batch: 'another', fileId: 'another' }, asking)).toBeUndefined();
});

test('a batch of Anthropic is found by its size and its time, and by neither alone', async () => {
  const server = await openServer();
  const api = anthropicBatchApi({ baseUrl: server.url, apiKey: 'key', context });
  const ours = await api.create(madeOf(api, [request]), asking);
  const mark = {
    batch: 'b-1',
    fileId: undefined,
    requests: 1,
    submittingAt: Date.now(),
    others: new Set<string>(),
  };
  expect(await api.find(mark, asking)).toMatchObject({ shown: { id: ours.id }, sure: false });
  expect(await api.find({ ...mark, requests: 2 }, asking)).toBeUndefined();
  expect(await api.find({ ...mark, submittingAt: Date.now() - 3_600_000 }, asking)).toBeUndefined();
  expect(await api.find({ ...mark, others: new Set([ours.id]) }, asking)).toBeUndefined();
});
