/** How a service is reached, apart from its address: extra headers, a proxy, certificates. */

import { type ProxyServer, proxySecrets, type RouteChoice } from './proxy.ts';

/** What a TLS connection is made with, each the text of PEM blocks. */
export interface Certificates {
  cert?: string | undefined;
  key?: string | undefined;
  /** Instead of the authorities that Node trusts. */
  ca?: string | undefined;
}

/** Values that may be keys are behind functions: they get into nothing that is printed. */
export interface Route {
  /** Names in lower case. */
  headers: () => Readonly<Record<string, string>>;
  proxy?: ProxyServer | undefined;
  /** What keeps a proxy that is set from being used: `NO_PROXY`. */
  exempt?: string | undefined;
  certificates?: (() => Certificates) | undefined;
  /** What no message, record or reply may repeat. */
  secrets: () => readonly string[];
}

interface RouteParts {
  headers?: HeaderValues | undefined;
  choice?: RouteChoice | undefined;
  certificates?: (() => Certificates) | undefined;
}

export function routeOf({ headers, choice = {}, certificates }: RouteParts): Route {
  const { proxy, exempt } = choice;
  return {
    headers: () => headers?.values ?? {},
    proxy,
    exempt,
    certificates,
    secrets: () => [...(headers?.secrets ?? []), ...proxySecrets(proxy)],
  };
}

export interface HeaderValues {
  values: Readonly<Record<string, string>>;
  secrets: readonly string[];
}

/** Headers that are likely to carry a key, even where it stands in models.yaml itself. */
const likelySecret = /auth|key|token|secret|cookie|passw|credential|session/i;

/**
 * Puts the variables of `${NAME}` into the values of headers. Their values are secrets, and so is the whole value of a header
 * that is named like one: a plain one (`x-team: search`) is not, or every reply with that word would be cut.
 */
export function readHeaders(
  given: Readonly<Record<string, string>>,
  valueFor: (variable: string, header: string) => string,
): HeaderValues {
  const secrets = new Set<string>();
  const entries = Object.entries(given).map(([name, text]) => {
    const value = text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, variable: string) => {
      const found = valueFor(variable, name);
      secrets.add(found);
      return found;
    });
    if (likelySecret.test(name)) for (const part of [value, value.replace(/^\S+\s+/, '')]) secrets.add(part);
    return [name.toLowerCase(), value] as const;
  });
  return { values: Object.fromEntries(entries), secrets: [...secrets] };
}
