/** From an endpoint to how it is reached: its extra headers, the proxy that the environment names, its certificates. */

import { UserError } from '../../errors.ts';
import { chooseProxy } from './proxy.ts';
import { type Certificates, type HeaderValues, type Route, readHeaders, routeOf } from './route.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The files of an endpoint's certificates, as models.yaml names them. */
export interface CertificateFiles {
  clientCert?: string | undefined;
  clientKey?: string | undefined;
  caCert?: string | undefined;
}

export interface RouteSettings extends CertificateFiles {
  headers?: Readonly<Record<string, string>> | undefined;
}

interface RouteOptions {
  name: string;
  baseUrl: string | undefined;
  env: Environment;
  /** False where nothing is sent: then a variable or a file may be missing. */
  needed: boolean;
  /** Reads the files; a UserError names one that is none. */
  readCertificates: ((files: CertificateFiles, name: string) => Certificates) | undefined;
}

/** A missing variable, a bad proxy and a bad certificate are UserErrors that name it. */
export function resolveRoute(settings: RouteSettings, options: RouteOptions): Route {
  const { name, baseUrl, env, needed, readCertificates } = options;
  if (!needed || baseUrl === undefined) return routeOf({});
  const { clientCert, caCert } = settings;
  const files = clientCert === undefined && caCert === undefined ? undefined : settings;
  const certificates = files && readCertificates?.(files, name);
  return routeOf({
    headers: settings.headers && headersOf(settings.headers, { name, env }),
    choice: chooseProxy(baseUrl, env),
    certificates: certificates && (() => certificates),
  });
}

function headersOf(
  given: Readonly<Record<string, string>>,
  { name, env }: { name: string; env: Environment },
): HeaderValues {
  return readHeaders(given, (variable, header) => {
    const value = env[variable];
    const place = `the header ${header} of the endpoint "${name}"`;
    if (!value) throw new UserError(`${place} needs ${variable}: set it in the environment or in .env`);
    if (/[^\x20-\x7e]/.test(value)) {
      throw new UserError(
        `${variable}, for ${place}, holds a line break or another character that no header takes: set it again`,
      );
    }
    return value;
  });
}
