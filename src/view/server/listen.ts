/** Where the viewer listens, and by which names it may be asked there. */

import { hostname, networkInterfaces } from 'node:os';
import { UserError } from '../../errors.ts';
import type { Listener } from './guard.ts';

export interface ListenOptions {
  host: string;
  token?: string;
}

/** An address that others can reach needs a token. */
export function checkListener({ host, token }: ListenOptions): void {
  if (token !== undefined && !/^[\x21-\x7e]{8,200}$/.test(token)) {
    throw new UserError('--token must be 8 to 200 visible characters without spaces');
  }
  if (!isLoopback(host) && token === undefined) {
    throw new UserError(
      `--host ${host} shows the data directory to whoever reaches this machine: give a --token of your own, too`,
    );
  }
}

export function apiOf({ host, token }: ListenOptions, port: number): Listener {
  const names = namesOf(host).map((name) => (name.includes(':') ? `[${name}]` : name).toLowerCase());
  // Browsers leave out the port that is the scheme's own.
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return { hosts: new Set(hosts), token, cookie: `mt-judge-${port}` };
}

/** The address to open, with the token that lets in. */
export function addressOf({ host, token }: ListenOptions, port: number): string {
  const name = isAny(host) ? 'localhost' : host;
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/${query}`;
}

function namesOf(host: string): string[] {
  if (isAny(host)) {
    const addresses = Object.values(networkInterfaces()).flatMap((each = []) =>
      each.map(({ address }) => address.replace(/%.*$/, '')),
    );
    return ['localhost', hostname(), ...addresses];
  }
  return isLoopback(host) ? [host, 'localhost', '127.0.0.1', '::1'] : [host];
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isAny(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
