/** How a command of the package is typed where its user types it. */

import { dirname, join, relative } from 'node:path';

/** A bin of the package as a shell takes it there: `gen-answers`, `npx gen-answers`, `node dist/bin/gen-answers.js`. */
export type ProgramName = (bin: string) => string;

export interface Launch {
  env: Readonly<Record<string, string | undefined>>;
  /** The file that Node was given. */
  script: string;
  cwd: string;
}

const bins = join('dist', 'bin');

/** npx finds commands that are on no PATH; in the folder of a checkout they are files. */
export function programNameOf({ env, script, cwd }: Launch): ProgramName {
  if (env.npm_command === 'exec') return (bin) => `npx ${bin}`;
  const inCheckout = script.endsWith('.js') && relative(cwd, dirname(script)) === bins;
  return inCheckout ? (bin) => `node dist/bin/${bin}.js` : (bin) => bin;
}
