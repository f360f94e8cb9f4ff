/** A server of one's own on loopback: its addresses next to the API, a key where it wants one, and chat completions. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { defaultReply, envelope, toAsked } from './loopback.ts';

export interface LocalServer {
  /** With `/v1`. */
  url: string;
  /** What `GET` answers, by path; a test may change it between runs. */
  routes: Record<string, unknown>;
  /** `GET /v1/models`, in order. */
  requests: string[];
}

export async function startLocalServer(
  routes: Record<string, unknown>,
  { key }: { key?: string } = {},
): Promise<LocalServer> {
  const requests: string[] = [];
  const local = { url: '', routes, requests };
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const refused = key !== undefined && request.headers.authorization !== `Bearer ${key}`;
    if (refused) send(response, 401, { error: { message: 'Invalid API Key', code: 401 } });
    else answer(request, response, local).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  local.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return local;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, requests }: LocalServer,
): Promise<void> {
  const { method, url: path = '', headers } = request;
  if (method === 'GET') {
    const found = routes[path];
    return send(response, found === undefined ? 404 : 200, found ?? { error: { message: 'not found' } });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const asked = toAsked(body, { api: 'openai', path, headers, number: requests.length });
  send(response, 200, envelope(asked, { text: defaultReply(asked) }));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export function ollamaRoutes(digest: string, quantization_level = 'Q4_K_M'): Record<string, unknown> {
  const model = { name: 'llama3.2:3b', model: 'llama3.2:3b', size: 2_019_393_189, digest };
  return {
    '/v1/models': { object: 'list', data: [{ id: 'llama3.2:3b', object: 'model', owned_by: 'library' }] },
    '/api/version': { version: '0.12.6' },
    '/api/tags': { models: [{ ...model, details: { format: 'gguf', family: 'llama', quantization_level } }] },
    '/api/ps': { models: [{ ...model, context_length: 4096 }] },
  };
}
