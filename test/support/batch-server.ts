/** A real HTTP server on loopback with both batch apis: OpenAI's files and batches, Anthropic's message batches. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropicBatches } from './batch-server-anthropic.ts';
import { openaiBatches } from './batch-server-openai.ts';
import { type Asked, defaultReply, envelope, type Reply, toAsked } from './loopback.ts';

/** What becomes of one request of a batch; `missing` has no line in any result. */
export type Fate =
  | 'succeeded'
  | 'expired'
  | 'cancelled'
  | 'missing'
  | { status: number; body: Record<string, unknown> };

/** What the server has just done, before it answers. */
export type Deed = 'upload' | 'create' | 'look' | 'list' | 'results';

export interface BatchServerOptions {
  reply?: (asked: Asked) => string | Reply;
  fate?: (asked: Asked) => Fate;
  /** Looks at a batch until it has ended; 2 by default, so that a run sees one in progress. */
  looks?: number | ((batch: KeptBatch) => number);
  /** Told of each deed once it is done and before it is answered; `drop` breaks the connection then. */
  onDeed?: ((deed: Deed, count: number) => unknown) | undefined;
  /** A reply instead of the deed, which is not done then. */
  refuse?: ((deed: Deed, count: number) => { status: number; body: unknown } | undefined) | undefined;
}

export interface BatchRequestLine {
  custom_id: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent
  body: any;
}

export interface KeptBatch {
  id: string;
  created: number;
  lines: BatchRequestLine[];
  looks: number;
  metadata: Record<string, string>;
  fileId: string | undefined;
  /** Why the batch as a whole is refused. */
  refusal: { code: string; message: string; line: number | null } | undefined;
  cancelled: boolean;
}

export interface Counter {
  batches: KeptBatch[];
  files: Map<string, { bytes: string; filename: string }>;
  options: BatchServerOptions;
  /** Ends of paths and keys, as they came. */
  requests: { method: string; path: string; headers: IncomingMessage['headers'] }[];
  deeds: Record<Deed, number>;
}

export interface BatchServer extends Counter {
  url: string;
  /** Every request of every batch that was created, in order. */
  asked: () => (Asked & { custom_id: string })[];
  close: () => Promise<void>;
}

/** One request to the server, its body read. */
export interface Visit {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface Answer {
  status?: number;
  json?: unknown;
  text?: string;
}

/** Starts a server on 127.0.0.1 and a free port. The caller closes it. */
export async function startBatchServer(options: BatchServerOptions = {}): Promise<BatchServer> {
  const deeds = { upload: 0, create: 0, look: 0, list: 0, results: 0 };
  const counter: Counter = { batches: [], files: new Map(), options, requests: [], deeds };
  const server = createServer((request, response) => {
    handle(request, response, counter).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(counter, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => counter.batches.flatMap(({ id, lines }) => lines.map((line) => askedOf(line, id))),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function askedOf(line: BatchRequestLine, id: string): Asked & { custom_id: string } {
  const api = id.startsWith('msgbatch') ? 'anthropic' : 'openai';
  return { ...toAsked(line.body, { api, path: id, headers: {}, number: 0 }), custom_id: line.custom_id };
}

/** Looks until a batch has ended. */
export function looksOf(batch: KeptBatch, { options: { looks = 2 } }: Counter): number {
  return typeof looks === 'number' ? looks : looks(batch);
}

/** What a service has to say to a line of a batch. */
export function fateOf(line: BatchRequestLine, id: string, { options }: Counter) {
  const asked = askedOf(line, id);
  const fate = options.fate?.(asked) ?? 'succeeded';
  const given = (options.reply ?? defaultReply)(asked);
  return { fate, body: envelope(asked, typeof given === 'string' ? { text: given } : given) };
}

async function handle(request: IncomingMessage, response: ServerResponse, counter: Counter): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const visit = { method: request.method ?? '', url, headers: request.headers, body: Buffer.concat(chunks) };
  counter.requests.push({ method: visit.method, path: url.pathname, headers: request.headers });
  const api = url.pathname.includes('/messages/') ? anthropicBatches : openaiBatches;
  const found = api(visit);
  if (!found) {
    send(response, {
      status: 404,
      json: { error: { message: `no route ${url.pathname}`, type: 'not_found' } },
    });
    return;
  }
  const count = counter.deeds[found.deed] + 1;
  counter.deeds[found.deed] = count;
  const refusal = counter.options.refuse?.(found.deed, count);
  const answer = refusal ? { status: refusal.status, json: refusal.body } : await found.work(counter);
  if (counter.options.onDeed?.(found.deed, count) === 'drop') response.destroy();
  else send(response, answer);
}

function send(response: ServerResponse, { status = 200, json, text }: Answer): void {
  response.writeHead(status, {
    'content-type': text === undefined ? 'application/json' : 'application/octet-stream',
  });
  response.end(text ?? JSON.stringify(json));
}
