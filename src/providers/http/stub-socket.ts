/** A connection that leads nowhere: whatever is asked on it is answered with one and the same reply. */

import { Duplex } from 'node:stream';
import type { buildConnector } from 'undici';

/** For a pool's `connect`. Opens no socket. */
export function nowhere(body: object): buildConnector.connector {
  const text = JSON.stringify(body);
  const reply = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  return (_to, opened) => {
    const socket = new Duplex({
      read: () => undefined,
      // Head and body of a request are written in one go.
      writev: (_chunks, written) => {
        socket.push(reply);
        written();
      },
    });
    // It has what is used of a socket.
    queueMicrotask(() => opened(null, socket as Parameters<typeof opened>[1] & object));
  };
}
