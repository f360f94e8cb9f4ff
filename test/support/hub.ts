/** A hub on loopback: serves files with ETags and ranges, behind a redirect, and fails as it is told. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What happens in place of the file, or on the way. */
export type Trouble =
  /** After so many bytes of the body the connection says nothing more, and ends once `until` holds. */
  | { cutAfter: number; until?: () => boolean }
  | { status: number; headers?: Record<string, string>; body?: string };

export interface HubOptions {
  /** By path below `/datasets/<data set>/resolve/<revision>/`, or below the root. */
  files: Readonly<Record<string, string | Buffer>>;
  /** Given the path and the count of requests for it, from 1. */
  trouble?: (path: string, count: number) => Trouble | undefined;
  /** Without this token files are refused. */
  token?: string;
  /** Where the bytes are: on this server unless it is given. */
  bytesAt?: string;
  /** Another ETag for each request, as of a file that changes. */
  changing?: true;
}

export interface Seen {
  path: string;
  range: string | undefined;
  authorization: string | undefined;
}

export interface Hub {
  url: string;
  /** Requests for files, in order. */
  seen: Seen[];
}

/** Starts a hub for the test that runs now. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    answer(options, { request, response, seen });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  seen: Seen[];
}

function answer(
  { files, trouble, token, changing, bytesAt = '' }: HubOptions,
  { request, response, seen }: Exchange,
): void {
  const address = request.url ?? '';
  // As the hub does: the address of a revision leads to where the bytes are.
  if (address.startsWith('/datasets/')) {
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end('{"error":"Access to the data set is restricted"}');
      return;
    }
    response.writeHead(302, { location: `${bytesAt}/bytes${address}` }).end();
    return;
  }
  const path = address.replace(/^\/bytes\/datasets\/[^/]+\/[^/]+\/resolve\/[^/]+\//, '').replace(/^\//, '');
  seen.push({ path, range: request.headers.range, authorization: request.headers.authorization });
  const count = seen.filter((each) => each.path === path).length;
  const file = files[path];
  const failing = trouble?.(path, count);
  if (failing && 'status' in failing) {
    response.writeHead(failing.status, failing.headers).end(failing.body ?? '');
  } else if (file === undefined) {
    response.writeHead(404).end('no such file');
  } else {
    const salt = changing ? String(count) : '';
    send(Buffer.from(file), { request, response, failing, salt });
  }
}

function send(
  bytes: Buffer,
  {
    request,
    response,
    failing,
    salt,
  }: Omit<Exchange, 'seen'> & { failing: Extract<Trouble, { cutAfter: number }> | undefined; salt: string },
): void {
  const etag = `"${createHash('sha256').update(bytes).update(salt).digest('hex')}"`;
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const start = from !== undefined && request.headers['if-range'] === etag ? Number(from) : 0;
  const body = bytes.subarray(start);
  const partly = start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { etag, 'content-length': body.length, ...partly });
  if (!failing) response.end(body);
  else {
    response.write(body.subarray(0, failing.cutAfter));
    const timer = setInterval(() => {
      if (failing.until?.()) response.destroy();
    }, 10);
    response.on('close', () => clearInterval(timer));
  }
}
