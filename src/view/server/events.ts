/** Tells open pages what has happened, by Server-Sent Events. */

import type { ServerResponse } from 'node:http';
import { beginEvents } from './respond.ts';

export interface EventHub {
  /** False where too many listen already; nothing is sent then. */
  add: (response: ServerResponse) => boolean;
  /** Tells everyone. The last of each name is sent to newcomers, too. */
  tell: (name: string, value: unknown) => void;
  close: () => void;
  count: () => number;
}

const mostListeners = 32;
/** Often enough for proxies and dead connections. */
const beatMs = 15_000;
/** Whoever does not take what is sent is let go, and comes again. */
const mostWaiting = 1 << 20;

export function createEventHub(): EventHub {
  const listeners = new Set<ServerResponse>();
  const last = new Map<string, string>();
  const write = (response: ServerResponse, text: string) => {
    if (response.writableLength > mostWaiting) response.destroy();
    else response.write(text);
  };
  const beat = setInterval(() => {
    for (const response of listeners) write(response, ':\n\n');
  }, beatMs);
  beat.unref();
  return {
    add: (response) => {
      if (listeners.size >= mostListeners) return false;
      beginEvents(response);
      response.write('retry: 1000\n\n');
      for (const text of last.values()) response.write(text);
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return true;
    },
    tell: (name, value) => {
      const text = `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
      last.set(name, text);
      for (const response of listeners) write(response, text);
    },
    close: () => {
      clearInterval(beat);
      for (const response of listeners) response.end();
      listeners.clear();
    },
    count: () => listeners.size,
  };
}
