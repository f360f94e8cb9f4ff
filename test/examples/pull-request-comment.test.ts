/** The workflow of examples/github-actions that comments on a pull request: linted, and its steps run in order. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openShell, readDocuments, readExample, type Shell } from '../support/examples.ts';
import { loadWorkflowLint } from '../support/workflow-lint.ts';

interface Step {
  name?: string;
  if?: string;
  run?: string;
  env?: Record<string, string>;
}

interface Workflow {
  permissions: Record<string, string>;
  env: Record<string, string>;
  jobs: { compare: { if: string; steps: Step[] } };
}

const example = 'github-actions/comment.yml';
const fresh = { npm: '#!/bin/sh\n', gh: '#!/bin/sh\necho "$@" >> gh.txt\ncp "$7" said.md\n' };

let workflow: Workflow;

beforeAll(async () => {
  [workflow = workflow] = await readDocuments<Workflow>(example);
});

test('the linter finds nothing in the workflow, and would find a wrong expression', async () => {
  const lint = await loadWorkflowLint();
  const text = await readExample(example);
  expect(await lint(text)).toEqual([]);
  expect((await lint(text.replace('hashFiles', 'hashFile'))).join()).toContain('hashFile');
});

test('it may write comments and nothing else, runs for no fork, and no script takes in an expression', () => {
  expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  expect(workflow.jobs.compare.if).toContain('head.repo.full_name == github.repository');
  for (const { run = '' } of workflow.jobs.compare.steps) expect(run).not.toContain('${{');
});

test('a run that is as good as the stored one is said in a comment, and ends well', async () => {
  const shell = await openShell(fresh);
  await store(shell, 'offline/reference');
  expect(await runSteps(shell, 'offline/reference')).toEqual([]);
  expect(await readFile(join(shell.folder, 'gh.txt'), 'utf8')).toBe(
    'pr comment 7 --edit-last --create-if-none --body-file comment.md\n',
  );
  const said = await readFile(join(shell.folder, 'said.md'), 'utf8');
  expect(said).toMatch(/\| reference: drop up to 0\.2 \| met \|/);
  expect(said).toMatch(/^\| reference \| \d\.\d\d \| \d\.\d\d \| 0\.00 \| 0\.00 to 0\.00 \| 80 \|$/m);
});

test('a run that has fallen is said in a comment, too, and fails', async () => {
  const shell = await openShell(fresh);
  await store(shell, 'offline/reference');
  expect(await runSteps(shell, 'offline/terse')).toEqual(['Compare']);
  expect(await readFile(join(shell.folder, 'said.md'), 'utf8')).toMatch(
    /\| terse: drop up to 0\.2 \| missed \| terse changed by -/,
  );
});

test('without a stored run nothing is compared and nobody is told so in a comment', async () => {
  const shell = await openShell(fresh);
  expect(await runSteps(shell, 'offline/reference')).toEqual(['Compare']);
  await expect(readFile(join(shell.folder, 'gh.txt'), 'utf8')).rejects.toThrow('ENOENT');
});

/** What the README says to commit, of a run of this model. */
async function store({ bash, folder }: Shell, model: string): Promise<void> {
  await mkdir(join(folder, 'evaluation'));
  const script = [
    'mt-judge gen-answers --model "$MODEL" --data-dir before',
    'mt-judge gen-judgment --judge offline/judge --data-dir before',
    'mt-judge show-results --data-dir before --format json --questions > evaluation/results.json',
  ];
  expect(await bash(script.join('\n'), { MODEL: model })).toMatchObject({ code: 0 });
}

/** Runs the steps as the runner would; resolves to those that failed. */
async function runSteps({ bash, folder }: Shell, model: string): Promise<string[]> {
  const failed: string[] = [];
  for (const [index, { name = '', run, if: when }] of workflow.jobs.compare.steps.entries()) {
    // A step after a failed one runs only where its condition says so.
    if (!run || (failed.length > 0 && !when?.includes('!cancelled()'))) continue;
    const summary = join(folder, `summary-${index}.md`);
    await writeFile(summary, '');
    const given = { MODEL: model, JUDGE: 'offline/judge', PULL_REQUEST: '7', GITHUB_STEP_SUMMARY: summary };
    const { code } = await bash(run, { ...workflow.env, ...given });
    if (code !== 0) failed.push(name);
  }
  return failed;
}
