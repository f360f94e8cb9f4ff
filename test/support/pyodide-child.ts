/** Bundles the script of the embedded interpreter's process, as the build does, into a file of its own. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

export async function buildPyodideChild(): Promise<string> {
  const input = new URL('../../src/sandbox/pyodide/child.ts', import.meta.url).pathname;
  const bundle = await rolldown({ input, platform: 'node', logLevel: 'warn' });
  const file = join(await mkdtemp(join(tmpdir(), 'mt-judge-child-')), 'pyodide-child.js');
  await bundle.write({ file });
  await bundle.close();
  return file;
}
