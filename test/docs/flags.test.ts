/** The page of flags is what the commands say of themselves. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/cli.ts';

test('`docs/flags.md` is what the commands print for --help (`npm run docs` makes it)', async () => {
  const { flagsPage } = (await import(join(repository, 'docs', 'make-flags.mjs'))) as {
    flagsPage: () => string;
  };
  expect(await readFile(join(repository, 'docs', 'flags.md'), 'utf8')).toBe(flagsPage());
});
