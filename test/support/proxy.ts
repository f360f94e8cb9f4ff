/** A forward proxy on loopback: plain http by absolute address, anything else by CONNECT. It resolves names by a table. */

import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface ProxyOptions {
  /** Where each `host:port` leads: a port on loopback; what is not named goes to `elsewhere`. */
  elsewhere: number;
  /** `user:password` that must be sent. */
  user?: string;
  /** The status that every request is refused with. */
  refuse?: number;
}

export interface TestProxy {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** What was asked of it, as `CONNECT host:port` or `POST http://host:port/path`. */
  seen: string[];
}

/** Starts it; it ends with the test that runs now. */
export async function openProxy({ elsewhere, user, refuse }: ProxyOptions): Promise<TestProxy> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const refusalOf = ({ headers }: IncomingMessage) => {
    if (refuse !== undefined) return refuse;
    const wanted = user === undefined ? undefined : `Basic ${Buffer.from(user).toString('base64')}`;
    return headers['proxy-authorization'] === wanted ? undefined : 407;
  };
  const server = createServer((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const refusal = refusalOf(incoming);
    if (refusal !== undefined) {
      response.writeHead(refusal, { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }).end();
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? '');
    const to = { host: '127.0.0.1', port: elsewhere, method: incoming.method, path: pathname + search };
    const onward = request({ ...to, headers: incoming.headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    socket.on('error', () => undefined);
    const refusal = refusalOf(incoming);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(elsewhere, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
