/** The workflow of examples/github-actions: linted, and its steps run as the matrix would run them. */

import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openShell, readDocuments, readExample, type Shell } from '../support/examples.ts';
import { type Lint, loadWorkflowLint } from '../support/workflow-lint.ts';

interface Step {
  name?: string;
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface Workflow {
  env: Record<string, string>;
  jobs: { shard: { strategy: { matrix: { shard: number[] } }; steps: Step[] }; results: { steps: Step[] } };
}

const expression = (name: string) => `$\{{ ${name} }}`;

let lint: Lint;
let text: string;
let workflow: Workflow;

beforeAll(async () => {
  lint = await loadWorkflowLint();
  text = await readExample('github-actions/evaluate.yml');
  [workflow = workflow] = await readDocuments<Workflow>('github-actions/evaluate.yml');
});

test('the linter finds nothing in the workflow', async () => {
  expect(await lint(text)).toEqual([]);
});

test.each([
  ['runs-on:', 'run-on:', /Unexpected value 'run-on'/],
  ['needs: shard', 'needs: shards', /unknown job 'shards'/],
  [`SHARD: ${expression('matrix.shard')}`, `SHARD: ${expression('matrix.shrad')}`, /might be invalid: shrad/],
  ['!cancelled()', '!canceled()', /Unrecognized function: 'canceled'/],
  ['contents: read', 'content: read', /Unexpected value 'content'/],
  ['setup-node@v6', 'setup-node', /Expected format/],
])('the linter would find "%s" written as "%s"', async (right, wrong, says) => {
  expect(text).toContain(right);
  expect((await lint(text.replace(right, wrong))).join()).toMatch(says);
});

test('there are as many shards as the matrix has, and no script takes in an expression', () => {
  const { matrix } = workflow.jobs.shard.strategy;
  expect(matrix.shard).toEqual(matrix.shard.map((_, index) => index + 1));
  expect(String(workflow.env.SHARDS)).toBe(String(matrix.shard.length));
  // An expression inside a script is how foreign text gets to run; in `env` it stays text.
  for (const { run = '' } of [...workflow.jobs.shard.steps, ...workflow.jobs.results.steps])
    expect(run).not.toContain('${{');
});

test('the steps of all jobs end in a whole table on the summary page and a gate that is met', async () => {
  const shell = await openShell({ npm: '#!/bin/sh\n' });
  await runMatrix(shell, 'offline/reference');
  const { failed, folder } = await runResults(shell);
  expect(failed).toBeUndefined();
  expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(/reference .*160\/160/);
  expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8')).models[0].coverage.judged).toBe(
    160,
  );
});

test('the gate is missed by a model that is worse', async () => {
  const shell = await openShell({ npm: '#!/bin/sh\n' });
  await runMatrix(shell, 'offline/terse');
  expect((await runResults(shell)).failed).toBe('Gate');
});

test('what the one shard has done that did not fail is shown, and misses the gate', async () => {
  const shell = await openShell({ npm: '#!/bin/sh\n' });
  await runMatrix(shell, 'offline/reference', [3]);
  const { failed, folder } = await runResults(shell);
  expect(failed).toBe('Gate');
  expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(/reference .*missing/);
});

test('a job that has failed keeps its replies and its artifact, and a further attempt may replace that', () => {
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const using = (action: string) => steps.filter(({ uses }) => uses?.startsWith(`actions/${action}@`));
  // `actions/cache` saves nothing once its job has failed.
  expect(using('cache')).toEqual([]);
  const [restore, save] = [...using('cache/restore'), ...using('cache/save')];
  expect(save?.if).toBe(expression('always()'));
  expect(save?.with).toEqual({ path: restore?.with?.path, key: restore?.with?.key });
  expect(String(save?.with?.key)).toContain(String(restore?.with?.['restore-keys']));
  const uploads = using('upload-artifact');
  expect(uploads).toHaveLength(2);
  // Names are a run's, not an attempt's: a second artifact of the same name is refused.
  for (const upload of uploads) expect(upload.with?.overwrite).toBe(true);
  expect(uploads[0]?.if).toBe(expression('always()'));
});

/** Runs the job `shard` once for each value of the matrix; artifacts go to `artifacts/`. */
async function runMatrix(
  shell: Shell,
  model: string,
  shards = workflow.jobs.shard.strategy.matrix.shard,
): Promise<void> {
  for (const shard of shards) {
    const folder = join(shell.folder, `job-${shard}`);
    await mkdir(folder);
    const fill = (value: unknown) => String(value).replaceAll(expression('matrix.shard'), String(shard));
    for (const { run, uses, env = {}, with: inputs = {} } of workflow.jobs.shard.steps) {
      const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]));
      const given = { ...environment(), MODEL: model, ...own };
      if (run) expect(await shell.bash(run, given, folder)).toMatchObject({ code: 0 });
      // An artifact is what the folder holds, without the folder; what is hidden is not uploaded.
      if (uses?.startsWith('actions/upload-artifact@'))
        await cp(join(folder, fill(inputs.path)), join(shell.folder, 'artifacts', fill(inputs.name)), {
          recursive: true,
          filter: (path) => !path.endsWith('/.cache'),
        });
    }
  }
}

/** Runs the job `results` to its end or to the first step that fails. */
async function runResults(shell: Shell): Promise<{ failed: string | undefined; folder: string }> {
  const folder = join(shell.folder, 'job-results');
  await mkdir(folder);
  for (const { name, run, uses, with: inputs = {} } of workflow.jobs.results.steps) {
    if (uses?.startsWith('actions/download-artifact@'))
      await download(join(shell.folder, 'artifacts'), join(folder, String(inputs.path)), inputs);
    if (!run) continue;
    const { code } = await shell.bash(
      run,
      { ...environment(), GITHUB_STEP_SUMMARY: join(folder, 'summary.md') },
      folder,
    );
    if (code !== 0) return { failed: name, folder };
  }
  return { failed: undefined, folder };
}

/** As the action does since its version 5: an artifact that is the only one gets no folder of its own. */
async function download(from: string, to: string, inputs: Record<string, unknown>): Promise<void> {
  const names = await readdir(from);
  const apart = inputs['merge-multiple'] !== true && names.length > 1;
  for (const name of names) await cp(join(from, name), apart ? join(to, name) : to, { recursive: true });
}

function environment(): Record<string, string> {
  const env = Object.entries(workflow.env).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(env), JUDGE: 'offline/judge' };
}
