/** Imports a fixture into a data directory that goes with the test. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { type DataDir, makeDataDir, run } from '../../support/cli.ts';

export function fixture(name: string): string {
  return join(fileURLToPath(new URL('fixtures', import.meta.url)), name);
}

export async function importInto(tool: string, name: string, ...flags: string[]): Promise<DataDir> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const imported = await run('mt-judge', ['import', tool, fixture(name), '--data-dir', data.path, ...flags]);
  expect(imported.code, imported.stderr).toBe(0);
  return data;
}
