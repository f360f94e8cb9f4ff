/** Who may ask: requests for this very address, from its own pages, and with the token where there is one. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What the guard goes by. */
export interface Listener {
  /** `host:port` as browsers write it, in lower case: every name that this address may be asked by. */
  hosts: ReadonlySet<string>;
  /** Without it nothing is shown, where there is one. */
  token: string | undefined;
  /** The name of the cookie that keeps the token. */
  cookie: string;
}

export type Rejection = { status: 401 | 403 | 421; reason: string };

/** Undefined for a request that may be answered. */
export function rejectionOf(headers: IncomingHttpHeaders, listener: Listener): Rejection | undefined {
  // A name that an attacker has pointed at this address (DNS rebinding) is none of its own.
  if (!listener.hosts.has((headers.host ?? '').toLowerCase())) {
    return { status: 421, reason: 'this address does not go by that name' };
  }
  const { origin } = headers;
  if (origin !== undefined && !isOwn(origin, listener)) return foreign;
  const site = headers['sec-fetch-site'];
  const navigates = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  // A link from elsewhere may lead here; nothing of here may be taken into a page from elsewhere.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !navigates) return foreign;
  if (listener.token !== undefined && !hasToken(headers, listener.token, listener.cookie)) {
    return { status: 401, reason: 'a token is needed: open the address with ?token=… once' };
  }
  return undefined;
}

/** What a request that changes something needs beyond that: an origin, this one, and the page's own token. */
export function voteRejectionOf(
  headers: IncomingHttpHeaders,
  listener: Listener,
  pageToken: string,
): Rejection | undefined {
  if (headers.origin === undefined || !isOwn(headers.origin, listener)) return foreign;
  if (!equal(String(headers['x-page-token'] ?? ''), pageToken)) {
    return { status: 403, reason: 'the page is of an earlier run of the viewer: reload it' };
  }
  return undefined;
}

/** Whether two secrets are the same, in a time that does not depend on where they differ. */
export function equal(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

const foreign: Rejection = { status: 403, reason: 'the request comes from another site' };

function isOwn(origin: string, { hosts }: Listener): boolean {
  return origin.startsWith('http://') && hosts.has(origin.slice('http://'.length).toLowerCase());
}

function hasToken(headers: IncomingHttpHeaders, token: string, name: string): boolean {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined && equal(bearer, token)) return true;
  return (headers.cookie ?? '').split(';').some((pair) => {
    const [key, ...value] = pair.trim().split('=');
    return key === name && equal(decoded(value.join('=')), token);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
