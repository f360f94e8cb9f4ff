/**
 * Ends a process when this one has ended, however that was. SIGKILL leaves no time to end others, and a process in an endless
 * loop notices nothing; so a shell waits for the end of a pipe that this process alone holds open.
 *
 * It covers Linux and macOS. Windows has no such shell; there Node has the system end the processes that it started (a job
 * object of libuv).
 */

import { type ChildProcess, spawn } from 'node:child_process';

/** Ctrl-C and a terminal's end reach the shell as well: it stays for as long as the process does. */
const script = `trap '' HUP INT TERM; read -r _; kill -KILL "$1"`;

/** The shell is ended with the process, before the system can give the process' number to another. */
export function endWithParent(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') return;
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid)], {
    env: {},
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  child.once('exit', () => shell.kill('SIGKILL'));
}
