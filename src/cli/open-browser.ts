/** Shows an address in the desktop's browser. */

import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` is a word of the shell's.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Starts the browser without a shell of our own; resolves to false where there is nothing to start it with. */
export function openBrowser(address: string): Promise<boolean> {
  const [command, ...before] = openers[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(command, [...before, address], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
