/** Reads the certificates that models.yaml names, and sees to it that they are some. */

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { asFileError } from '../files/file-error.ts';

interface Files {
  clientCert?: string | undefined;
  clientKey?: string | undefined;
  caCert?: string | undefined;
}

/**
 * The texts of the PEM files of an endpoint, named from the folder of models.yaml on. A key may stand in the file of its
 * certificate. What cannot be read, and a pair that does not fit, is a UserError.
 */
export function readCertificates(
  { clientCert, clientKey = clientCert, caCert }: Files,
  { modelsFile, endpoint }: { modelsFile: string; endpoint: string },
): { cert?: string; key?: string; ca?: string } {
  const read = (path: string | undefined, field: string) => {
    if (path === undefined) return undefined;
    const file = resolve(dirname(modelsFile), path);
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw asFileError(error, `cannot read ${field} of the endpoint "${endpoint}", ${file}`);
    }
  };
  const [cert, key, ca] = [
    read(clientCert, 'client_cert'),
    read(clientKey, 'client_key'),
    read(caCert, 'ca_cert'),
  ];
  const found = {
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(ca === undefined ? {} : { ca }),
  };
  checkTogether(found, endpoint);
  return found;
}

function checkTogether(found: { cert?: string; key?: string; ca?: string }, endpoint: string): void {
  // An authority without a certificate in it is taken for none at all, and everything is refused.
  if (found.ca !== undefined && !found.ca.includes('-----BEGIN'))
    throw new UserError(`ca_cert of the endpoint "${endpoint}" is no PEM file`);
  try {
    process.getBuiltinModule('node:tls').createSecureContext(found);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const fields = found.cert === undefined ? 'ca_cert' : 'client_cert and client_key';
    throw new UserError(`cannot use ${fields} of the endpoint "${endpoint}": ${why}`);
  }
}
