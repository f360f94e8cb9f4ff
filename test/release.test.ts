/** What is published, and how: the package's fields and files, the licences of what comes with it, the release workflow. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { makeDataDir, repository } from './support/cli.ts';
import { loadWorkflowLint } from './support/workflow-lint.ts';

const run = promisify(execFile);
const read = (name: string) => readFile(join(repository, name), 'utf8');

test('nothing of the package runs when it is installed', async () => {
  const { scripts } = JSON.parse(await read('package.json'));
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
    expect(scripts).not.toHaveProperty(name);
  expect(scripts.prepack).toBe('npm run build');
});

test('the tarball holds docs and examples, and neither sources nor tests', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: repository,
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  for (const path of [
    'README.md',
    'SECURITY.md',
    'CHANGELOG.md',
    'LICENSE',
    'docs/results.md',
    'docs/report.png',
  ]) {
    expect(paths).toContain(path);
  }
  expect(paths).toContain('examples/team/evaluate.sh');
  expect(paths).toContain('schemas/models.json');
  expect(paths.filter((path) => /^(?:src|test|bench|web|findings|\.github|\.ci)\//.test(path))).toEqual([]);
  expect(paths.filter((path) => /\.env$|\.cache|node_modules/.test(path))).toEqual([]);
});

test('the address of the package is that of the repository which releases it', async () => {
  const { publishConfig, repository: stored } = JSON.parse(await read('package.json'));
  expect(publishConfig).toEqual({ access: 'public', provenance: true });
  const release = await read('.github/workflows/release.yml');
  for (const field of ['repository.type=git', 'repository.url=', 'homepage=', 'bugs.url=']) {
    expect(release).toContain(field);
  }
  // Whoever puts an address here has to take the step out of the workflow.
  expect(stored).toBeUndefined();
});

test('the linter finds nothing in the release workflow, which may publish and write nothing else', async () => {
  const text = await read('.github/workflows/release.yml');
  const lint = await loadWorkflowLint();
  expect(await lint(text)).toEqual([]);
  expect((await lint(text.replace('id-token', 'id-tokens'))).join()).toContain('id-tokens');
  const { permissions, jobs } = parse(text);
  expect([permissions, jobs.publish.permissions]).toEqual([
    { contents: 'read' },
    { contents: 'read', 'id-token': 'write' },
  ]);
  const steps: { run?: string }[] = jobs.publish.steps;
  for (const { run: script = '' } of steps) expect(script).not.toMatch(/\$\{\{|NPM_TOKEN|NODE_AUTH_TOKEN/);
  const names = steps.map(({ run: script = '' }) => script.split('\n')[0]);
  expect(names.indexOf('.ci/run')).toBeLessThan(names.indexOf('npm publish'));
});

test('a licence that is not on the list, or none, ends the check; one of several is enough', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const check = async (license: string | undefined, more: object = {}) => {
    const packages = { '': {}, 'node_modules/a/node_modules/@b/c': { version: '1.0.0', license, ...more } };
    await data.write('package-lock.json', JSON.stringify({ packages }));
    return run(process.execPath, [join(repository, 'licenses.mjs')], { cwd: data.path }).then(
      () => 'fine',
      ({ stderr }: { stderr: string }) => stderr.trim() || 'empty',
    );
  };
  expect(await check('MIT')).toBe('fine');
  expect(await check('(MIT OR GPL-3.0-only)')).toBe('fine');
  expect(await check('GPL-3.0-only')).toBe('@b/c@1.0.0 is under GPL-3.0-only');
  expect(await check('MIT AND GPL-3.0-only')).toBe('@b/c@1.0.0 is under MIT AND GPL-3.0-only');
  expect(await check(undefined)).toBe('@b/c@1.0.0 says no licence');
  // What only developers install is their business; a check of nothing is none.
  expect(await check('GPL-3.0-only', { dev: true })).toBe('empty');
});

test('the bill of materials names what is installed with the package', async () => {
  const { stdout } = await run('npm', ['run', '--silent', 'sbom'], { cwd: repository, maxBuffer: 2 ** 24 });
  const { bomFormat, components } = JSON.parse(stdout);
  expect(bomFormat).toBe('CycloneDX');
  const names = components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['zod', 'yaml', 'openai']));
  expect(names).not.toContain('vitest');
});
