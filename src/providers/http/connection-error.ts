/** What the error of a connection means to its user: whether it stays however often one tries, and what helps. */

import { systemCode } from '../../errors.ts';
import { named, type ProxyServer, proxyRefusal } from '../route/proxy.ts';

export interface ConnectionProblem {
  /** What happened, and where it stays what to do. */
  message: string;
  /** True where no further try can succeed. */
  stays: boolean;
  /** True when no connection could be made at all. */
  unreachable: boolean;
}

/** Reads the error that a connection ended with. `reason` is its own text, fit for a message. */
export function connectionProblem(
  error: unknown,
  { reason, proxy }: { reason: string; proxy: ProxyServer | undefined },
): ConnectionProblem {
  const deepest = rootOf(error);
  const code = systemCode(deepest) ?? '';
  const refused = proxy && proxyProblem(deepest, { code, proxy });
  if (refused) return refused;
  const through = proxy ? ` through the proxy ${named(proxy)}` : '';
  const tls = tlsProblem(code, reason);
  if (tls) return { message: `${tls}${through}`, stays: true, unreachable: false };
  const unreachable = unreachableCodes.test(`${code} ${reason}`);
  return { message: `the connection failed${through} (${reason})`, stays: false, unreachable };
}

const unreachableCodes = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/;

/** The deepest cause. */
export function rootOf(error: unknown): unknown {
  let reason = error;
  while (reason instanceof Error && reason.cause) reason = reason.cause;
  return reason;
}

function proxyProblem(
  error: unknown,
  { code, proxy }: { code: string; proxy: ProxyServer },
): ConnectionProblem | undefined {
  const wantsUser = error instanceof Error && error.message.includes('Proxy Authentication Required');
  if (code !== proxyRefusal && !wantsUser) return undefined;
  const status = wantsUser ? 407 : ((error as { statusCode?: number }).statusCode ?? 0);
  const stays = status < 500;
  const said = `the proxy ${named(proxy)} refuses to connect (${status})`;
  if (status === 407) {
    const way = `it wants a user and a password: write them into ${proxy.variable}, as http://user:password@host:port`;
    return { message: `${said}: ${way}`, stays, unreachable: false };
  }
  const way = stays ? ': it does not allow this address; NO_PROXY names what is reached without it' : '';
  return { message: `${said}${way}`, stays, unreachable: !stays };
}

const trust =
  'name the PEM file of the authority in NODE_EXTRA_CA_CERTS, or as ca_cert of the endpoint in models.yaml';

const certificateProblems: ReadonlyMap<string, string> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', `the certificate is self-signed, and not trusted here: ${trust}`],
  ...[
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ].map((code) => [code, `the certificate is of an authority that is not known here: ${trust}`] as const),
  [
    'CERT_HAS_EXPIRED',
    'the certificate has expired: it must be renewed (or the clock of this machine is wrong)',
  ],
  ['CERT_NOT_YET_VALID', 'the certificate is not valid yet: is the clock of this machine right?'],
  ['CERT_REVOKED', 'the certificate has been revoked'],
]);

/** Alerts by which a server says what it thinks of the certificate that it was shown, or was not. */
const clientCertificate =
  /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE|HANDSHAKE_FAILURE)/;

/** What a plain-http server's reply looks like to TLS; OpenSSL 3.5 words it in another way than those before it. */
const plainHttp = /wrong.version.number|packet.length.too.long|http.request/i;

/** What of TLS stays as it is, with what helps; undefined for all else. */
function tlsProblem(code: string, reason: string): string | undefined {
  const known = certificateProblems.get(code);
  if (known !== undefined) return `${known} (${code})`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the certificate is for another host: is the address right? (${reason})`;
  const handshake = /^(?:EPROTO|ERR_SSL_)/.test(code);
  if (handshake && plainHttp.test(`${code} ${reason}`))
    return `the server speaks plain http at this address, not https: write http:// (${code})`;
  if (handshake && clientCertificate.test(code)) {
    const way = 'client_cert and client_key of the endpoint in models.yaml';
    return `the server wants a client certificate, or another one than it was shown: ${way} (${code})`;
  }
  if (/UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|ALERT_PROTOCOL_VERSION/.test(code))
    return `server and client have no version of TLS in common (${code})`;
  return undefined;
}
