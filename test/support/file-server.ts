/** A server on loopback that hands out files, or whatever else a mirror may do. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

export type Served =
  | { status?: number; body: string | Buffer }
  /** The connection is destroyed after the first half of the body. */
  | { cut: string }
  /** Nothing ever comes. */
  | 'hang'
  /** The body never ends. */
  | 'flood';

export interface FileServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Path and query of each request, in order. */
  requests: string[];
}

/** Starts a server for the test that runs now; `serve` is given the path and the count of requests for it, from 1. */
export async function startFileServer(serve: (path: string, count: number) => Served): Promise<FileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    requests.push(url);
    const served = serve(url.split('?')[0] ?? '', requests.filter((each) => each === url).length);
    if (served === 'hang') return;
    if (served === 'flood') {
      Readable.from(flood()).pipe(response);
      return;
    }
    if ('cut' in served) {
      response.writeHead(200, { 'content-length': served.cut.length });
      response.write(served.cut.slice(0, served.cut.length / 2), () => response.destroy());
      return;
    }
    response.writeHead(served.status ?? 200).end(served.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function* flood(): Generator<Buffer> {
  const chunk = Buffer.alloc(1 << 16, 'x');
  while (true) yield chunk;
}
