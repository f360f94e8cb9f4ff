/** GitHub's own checks of a workflow file (those of its editor extensions), offline. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { repository } from './cli.ts';

type Service = Pick<typeof import('@actions/languageservice'), 'registerLogger' | 'validate'>;

/** What is wrong with a workflow, one line each: `12: Unexpected value 'runs-of'`. */
export type Lint = (workflow: string) => Promise<string[]>;

/** Loads the linter. The package imports JSON as bundlers do and Node does not, so it is bundled first. */
export async function loadWorkflowLint(): Promise<Lint> {
  const service = await loadBundled();
  const troubles: string[] = [];
  const note = (trouble: string) => troubles.push(trouble);
  service.registerLogger({ error: note, warn: note, info: () => undefined, log: () => undefined });
  let count = 0;
  return async (workflow) => {
    // Parsed workflows are remembered by their address.
    count += 1;
    const uri = `file:///.github/workflows/${count}.yml`;
    const found = await service.validate(TextDocument.create(uri, 'yaml', 1, workflow));
    const lines = found.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
    return [...lines, ...troubles.splice(0)];
  };
}

async function loadBundled(): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-lint-'));
  try {
    const input = join(repository, 'node_modules/@actions/languageservice/dist/index.js');
    const bundle = await rolldown({ input, platform: 'node', logLevel: 'silent' });
    const file = join(folder, 'lint.mjs');
    await bundle.write({ file });
    await bundle.close();
    return (await import(pathToFileURL(file).href)) as Service;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
