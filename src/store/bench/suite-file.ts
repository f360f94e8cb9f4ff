/** Loads a suite: a file of one's own, or one of the package by its name. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { type Suite, suiteSchema } from '../../records/bench/suite.ts';
import { filesIn, packageDir } from './paths.ts';

/** `given` is a path, or the name of a suite in the package (`seed`). */
export async function loadSuite(given: string): Promise<Suite> {
  const { readYaml } = await import('./yaml-file.ts');
  if (existsSync(given)) return readYaml(given, suiteSchema);
  const known = (await filesIn(join(packageDir, 'suites'), '.yaml')).map((name) => name.slice(0, -5));
  const name = given.replace(/\.yaml$/, '').replace(/^suites\//, '');
  if (known.includes(name)) return readYaml(join(packageDir, 'suites', `${name}.yaml`), suiteSchema);
  throw new UserError(
    `cannot find the suite ${given}: give a file, or one of the package's: ${known.join(', ')}`,
  );
}
