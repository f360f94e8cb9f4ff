/** Takes the address of a service apart. */

import querystring from 'node:querystring';

/** An address as the SDKs can use it, and what stood in it besides host and path. */
export interface Address {
  url: string;
  query: Record<string, string>;
  /** Basic authorization from the user and password of the address; a key goes before it. */
  authorization: string | undefined;
  secrets: string[];
}

/** Takes an address apart: fetch refuses one with a password, and the SDKs would put their path behind a query. */
export function readAddress(baseUrl: string): Address {
  const { origin, pathname, searchParams, username, password } = new URL(baseUrl);
  const user = `${querystring.unescape(username)}:${querystring.unescape(password)}`;
  return {
    url: `${origin}${pathname}`.replace(/\/+$/, ''),
    query: Object.fromEntries(searchParams),
    authorization: user === ':' ? undefined : `Basic ${Buffer.from(user).toString('base64')}`,
    secrets: [password, querystring.unescape(password), ...searchParams.values()],
  };
}
