/** squid as a forward proxy, with a configuration and a folder of its own; it knows `model.test` as this machine. */

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeDataDir } from '../../support/cli.ts';
import { freePort, isInstalled, listensOn, startChild } from './child.ts';

const passwordHelper = '/usr/lib/squid/basic_ncsa_auth';

export const hasSquid = isInstalled('squid') && isInstalled('openssl') && existsSync(passwordHelper);

export interface Squid {
  /** `127.0.0.1:3128`. */
  host: string;
  /** Lines of its access log, without the connection that has found it ready. */
  log: () => string[];
}

/** Starts it for the test that runs now. `user` must then be given, with a password. */
export async function startSquid({
  user,
}: {
  user?: { name: string; password: string };
} = {}): Promise<Squid> {
  const data = makeDataDir();
  const folder = data.path;
  // squid runs as a user of its own.
  chmodSync(folder, 0o777);
  writeFileSync(join(folder, 'hosts'), '127.0.0.1 model.test\n');
  if (user) {
    const hash = execFileSync('openssl', ['passwd', '-apr1', user.password], { encoding: 'utf8' });
    writeFileSync(join(folder, 'passwords'), `${user.name}:${hash}`);
  }
  const port = await freePort();
  const file = join(folder, 'squid.conf');
  writeFileSync(file, configuration({ folder, port, withUser: user !== undefined }));
  const child = await startChild(['squid', '-N', '-f', file], { isReady: () => listensOn(port) });
  onTestFinished(async () => {
    await child.end();
    await data.remove();
  });
  const log = join(folder, 'access.log');
  return {
    host: `127.0.0.1:${port}`,
    log: () =>
      (existsSync(log) ? readFileSync(log, 'utf8').split('\n') : []).filter(
        (line) => line.includes('://') || line.includes('CONNECT'),
      ),
  };
}

function configuration({
  folder,
  port,
  withUser,
}: {
  folder: string;
  port: number;
  withUser: boolean;
}): string {
  const access = withUser
    ? `auth_param basic program ${passwordHelper} ${folder}/passwords
auth_param basic realm models
acl known proxy_auth REQUIRED
http_access allow known`
    : 'http_access allow localhost';
  return `http_port 127.0.0.1:${port}
hosts_file ${folder}/hosts
${access}
http_access deny all
cache deny all
visible_hostname proxy.test
pid_filename ${folder}/squid.pid
access_log stdio:${folder}/access.log
cache_log ${folder}/cache.log
coredump_dir ${folder}
pinger_enable off
shutdown_lifetime 0 seconds
`;
}
