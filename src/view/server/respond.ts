/** Answers to requests, each with the headers that keep a page's content from doing anything but being looked at. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const unpack = promisify(gunzip);

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Pictures of questions, which come with their texts: answers show no pictures.
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types dompurify',
].join('; ');

const guarding = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cache-Control': 'no-store',
} as const;

export interface Reply {
  status?: number;
  type: 'html' | 'js' | 'css' | 'json' | 'text';
  body: string | Buffer;
  /** True for a body that is gzipped already. */
  packed?: boolean;
  headers?: Readonly<Record<string, string>>;
}

const types: Record<Reply['type'], string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

/** Shorter bodies go as they are. */
const worthPacking = 2000;

/** Sends the reply, without its body where only the head was asked for. */
export async function send(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  const given = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const packs = takesGzip && (reply.packed === true || given.length > worthPacking);
  const body =
    packs === (reply.packed === true)
      ? given
      : packs
        ? await compress(given, { level: 4 })
        : await unpack(given);
  response.writeHead(reply.status ?? 200, {
    ...guarding,
    'Content-Type': types[reply.type],
    'Content-Length': body.length,
    ...(packs ? { 'Content-Encoding': 'gzip' } : {}),
    ...reply.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Begins a reply that goes on: events, as they happen. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, {
    ...guarding,
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
  });
}

export function json(value: unknown, status = 200): Reply {
  return { status, type: 'json', body: JSON.stringify(value) };
}

/** One line for a person, with nothing of this machine in it. */
export function errorReply(status: number, reason: string): Reply {
  return json({ error: reason }, status);
}
