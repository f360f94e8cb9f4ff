/** Choosing a sandbox by name. */

import { expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/create.ts';
import { openPyodide } from '../../src/sandbox/pyodide/package.ts';
import { buildPyodideChild } from '../support/pyodide-child.ts';

test('the embedded sandbox runs a program', async () => {
  const sandbox = await createSandbox({ name: 'pyodide', workers: 1, childFile: await buildPyodideChild() });
  const { outcome } = await sandbox.run('assert True', { seconds: 3, megabytes: 256, language: 'python' });
  await sandbox.close();
  expect(outcome).toEqual({ kind: 'passed' });
});

test('where the optional package is missing, the message has the command that installs it', async () => {
  await expect(openPyodide('file:///no-such-folder/file.js')).rejects.toThrow(
    /not installed: npm install pyodide@0\.25\.1 .*--sandbox python or --sandbox docker/,
  );
});
