/** TLS on loopback in front of another server, with the certificates of the tests. */

import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The path of a PEM file that `certificates/make.sh` has made. */
export function pemFile(name: string): string {
  return fileURLToPath(new URL(`certificates/${name}.pem`, import.meta.url));
}

const pem = (name: string) => readFileSync(pemFile(name));

interface TlsFront {
  /** `https://127.0.0.1:<port>`. */
  url: string;
  port: number;
  /** Connections that were opened, whether TLS came about or not. */
  connections: () => number;
}

/** Passes on what comes over TLS to the server at `target`; ends with the test that runs now. */
export async function openTlsFront(
  target: string,
  { certificate, wantsClient = false }: { certificate: string; wantsClient?: boolean },
): Promise<TlsFront> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer(
    {
      cert: pem(certificate),
      key: pem(`${certificate}-key`),
      ca: pem('authority'),
      requestCert: wantsClient,
      rejectUnauthorized: wantsClient,
      // In TLS 1.3 a client that shows no certificate learns of it after its request only, and undici drops the alert.
      maxVersion: wantsClient ? 'TLSv1.2' : 'TLSv1.3',
    },
    (socket) => {
      const onward = connect(Number(new URL(target).port), '127.0.0.1');
      for (const each of [socket, onward]) each.on('error', () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    },
  );
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, port, connections: () => connections };
}
