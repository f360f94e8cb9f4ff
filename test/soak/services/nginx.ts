/** nginx in front of a server on loopback, with a configuration and a folder of its own. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeDataDir } from '../../support/cli.ts';
import { makeCertificates } from './certificates.ts';
import { freePort, isInstalled, listensOn, startChild } from './child.ts';

export const hasNginx = isInstalled('nginx') && isInstalled('openssl');

export interface Nginx {
  /** Holds `ca.pem` and the certificates that it has signed. */
  folder: string;
  plain: string;
  /** With a certificate of the private authority. */
  tls: string;
  /** The same, for clients with a certificate of their own alone. */
  mutual: string;
  ports: { tls: number };
}

/** Starts it for the test that runs now. `upstream` is the address of a server without a path. */
export async function startNginx(upstream: string): Promise<Nginx> {
  const data = makeDataDir();
  const folder = data.path;
  makeCertificates(folder);
  const [plain, tls, mutual, dead] = [await freePort(), await freePort(), await freePort(), await freePort()];
  writeFileSync(join(folder, 'passwords'), 'someone:{PLAIN}secret\n');
  writeFileSync(join(folder, 'nginx.conf'), configuration({ folder, upstream, plain, tls, mutual, dead }));
  const child = await startChild(['nginx', '-p', folder, '-c', join(folder, 'nginx.conf')], {
    isReady: () => listensOn(mutual),
  });
  onTestFinished(async () => {
    await child.end();
    await data.remove();
  });
  return {
    ...{ folder, ports: { tls } },
    plain: `http://127.0.0.1:${plain}`,
    tls: `https://127.0.0.1:${tls}`,
    mutual: `https://127.0.0.1:${mutual}`,
  };
}

interface Places {
  folder: string;
  upstream: string;
  plain: number;
  tls: number;
  mutual: number;
  /** On which nobody listens. */
  dead: number;
}

function configuration({ folder, upstream, plain, tls, mutual, dead }: Places): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const secured = `ssl_certificate ${folder}/server.pem; ssl_certificate_key ${folder}/server-key.pem;`;
  return `
daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http {
  access_log ${folder}/access.log; ${temporary.join(' ')}
  limit_req_zone $binary_remote_addr zone=few:1m rate=4r/s;
  server {
    listen 127.0.0.1:${plain};
    location /llm/team/v1/ { proxy_pass ${upstream}/v1/; }
    location /small/ { client_max_body_size 100; proxy_pass ${upstream}/; }
    location /slow/ { proxy_read_timeout 1s; proxy_pass ${upstream}/; }
    location /dead/ { proxy_pass http://127.0.0.1:${dead}/; }
    location /zip/ { gzip on; gzip_types application/json; gzip_min_length 1; proxy_pass ${upstream}/; }
    location /few/ { limit_req zone=few; limit_req_status 429; proxy_pass ${upstream}/; }
    location /user/ { auth_basic models; auth_basic_user_file ${folder}/passwords; proxy_pass ${upstream}/; }
  }
  server { listen 127.0.0.1:${tls} ssl; ${secured} location / { proxy_pass ${upstream}; } }
  server {
    listen 127.0.0.1:${mutual} ssl; ${secured} ssl_client_certificate ${folder}/ca.pem; ssl_verify_client on;
    location / { proxy_pass ${upstream}; }
  }
}
`;
}
