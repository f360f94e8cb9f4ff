/** Which proxy leads to an address, by the variables that other tools take: pure, and loads nothing. */

import { UserError } from '../../errors.ts';

/** A proxy, as its variable names it. */
export interface ProxyServer {
  /** Where it stands: `HTTPS_PROXY`. */
  variable: string;
  /** Without user and password. */
  shown: string;
  /** The whole address. A function: no password gets into anything that is printed. */
  url: () => string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The names of the variables, in lower case; the same in upper case counts after it. */
const proxyVariables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'] as const;

/** How an address is reached: through a proxy, straight past one (and why), or by no choice at all. */
export interface RouteChoice {
  proxy?: ProxyServer;
  /** What keeps a proxy that is set from being used. */
  exempt?: string;
}

/**
 * The proxy for an address: `HTTP_PROXY` or `HTTPS_PROXY` by its scheme, else `ALL_PROXY`; lower case goes before upper
 * case. None for loopback addresses, as in Go's `http.ProxyFromEnvironment`, and for what `NO_PROXY` names. A proxy that
 * cannot be used is a UserError that names its variable.
 */
export function chooseProxy(address: string, env: Environment): RouteChoice {
  const { protocol, hostname, port } = new URL(address);
  const own = protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const found = variable(own, env) ?? variable('all_proxy', env);
  if (!found) return {};
  const host = { name: bare(hostname), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
  if (isLoopback(host.name)) return { exempt: 'an address of this machine' };
  const exempt = variable('no_proxy', env);
  if (exempt && isExempt(host, exempt.value)) return { exempt: exempt.name };
  return { proxy: readProxy(found.name, found.value) };
}

/** Whether the environment names a proxy at all. */
export function namesProxy(env: Environment): boolean {
  return proxyVariables.some((name) => name !== 'no_proxy' && variable(name, env) !== undefined);
}

/** The code of the error for what a proxy has answered to CONNECT, where it was not 200. */
export const proxyRefusal = 'ERR_PROXY_REFUSED';

/** A proxy as messages name it: `http://proxy.example:3128 (HTTPS_PROXY)`. */
export function named({ shown, variable }: ProxyServer): string {
  return `${shown} (${variable})`;
}

/** What of a proxy's address nobody is to see. */
export function proxySecrets(proxy: ProxyServer | undefined): string[] {
  if (!proxy) return [];
  const { username, password } = new URL(proxy.url());
  const token = proxyToken(proxy)?.slice('Basic '.length);
  return [password, decoded(password), ...(password === '' ? [username] : []), token ?? ''];
}

/** What a proxy is sent as `Proxy-Authorization`; undefined where its address has neither user nor password. */
export function proxyToken(proxy: ProxyServer): string | undefined {
  const { username, password } = new URL(proxy.url());
  const user = `${decoded(username)}:${decoded(password)}`;
  return user === ':' ? undefined : `Basic ${Buffer.from(user).toString('base64')}`;
}

/** Whether an address is this machine's own. */
export function isLoopback(hostname: string): boolean {
  const name = bare(hostname);
  return /^(?:localhost|.*\.localhost|::1|127(?:\.\d{1,3}){3})$/i.test(name);
}

function variable(lower: (typeof proxyVariables)[number], env: Environment) {
  const name = [lower, lower.toUpperCase()].find((each) => env[each]?.trim());
  return name === undefined ? undefined : { name, value: env[name]?.trim() ?? '' };
}

function readProxy(name: string, value: string): ProxyServer {
  const whole = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  // What cannot be read may hold a password anywhere: it is not shown.
  if (!url || url.hostname === '')
    throw new UserError(`${name} is no address of a proxy: write http://host:port`);
  if (!/^https?:$/.test(url.protocol)) {
    throw new UserError(
      `${name} names a proxy of the kind ${url.protocol}//, which mt-judge cannot use: give one of http:// or https://`,
    );
  }
  return { variable: name, shown: url.origin, url: () => whole };
}

/** Whether a list such as `localhost,.corp.example,10.0.0.0/8,host:8080,*` names a host. */
function isExempt(host: { name: string; port: number }, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => entry !== '' && covers(entry.toLowerCase(), host));
}

function covers(entry: string, { name, port }: { name: string; port: number }): boolean {
  if (entry === '*') return true;
  const [, network = '', bits] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (bits !== undefined) return inNetwork(name, { network: bare(network), bits: Number(bits) });
  const [, host = entry, stated] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (stated !== undefined && Number(stated) !== port) return false;
  const suffix = bare(host).replace(/^\*?\./, '');
  return name === suffix || name.endsWith(`.${suffix}`);
}

function inNetwork(name: string, { network, bits }: { network: string; bits: number }): boolean {
  // Loaded for such an entry alone.
  const { BlockList, isIP } = process.getBuiltinModule('node:net');
  const family = isIP(name);
  if (family === 0 || isIP(network) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(name, family === 4 ? 'ipv4' : 'ipv6');
}

/** A host name without the brackets of IPv6 and the dot of a root. */
function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
