/** How a command of the package is typed where its user types it. */

import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { shellWord } from '../shell-quote.ts';

/** A bin of the package as a shell takes it there: `gen-answers`, `npx gen-answers`, `node dist/bin/gen-answers.js`. */
export type ProgramName = (bin: string) => string;

export interface Launch {
  env: Readonly<Record<string, string | undefined>>;
  /** The file that Node was given. */
  script: string;
  cwd: string;
}

const bins = join('dist', 'bin');
/** Where a package's commands lie that nobody has installed for all. */
const installed = join('node_modules', '.bin');

/** npx finds commands that are on no PATH, as those of a package's scripts; in the folder of a checkout they are files. */
export function programNameOf({ env, script, cwd }: Launch): ProgramName {
  if (env.npm_command === 'exec') return (bin) => `npx ${bin}`;
  const folder = dirname(script);
  if (folder.endsWith(installed)) {
    // npm has put the folder on the path of a script; the shell that called npm has it on none.
    if (env.npm_lifecycle_event !== undefined) return (bin) => `npx ${bin}`;
    const onPath = (env.PATH ?? '').split(delimiter).some((each) => resolve(cwd, each) === folder);
    const typed = relative(cwd, folder);
    return onPath ? (bin) => bin : (bin) => shellWord(join(typed.startsWith('..') ? folder : typed, bin));
  }
  const inCheckout = script.endsWith('.js') && relative(cwd, dirname(script)) === bins;
  return inCheckout ? (bin) => `node dist/bin/${bin}.js` : (bin) => bin;
}
