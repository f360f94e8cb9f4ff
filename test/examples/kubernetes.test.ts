/** The manifests of examples/kubernetes: checked against the schema, and their containers' commands run. */

import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examples, openShell, readDocuments, readExample, type Shell } from '../support/examples.ts';
import { type Manifest, manifestFaults } from '../support/kubernetes-schema.ts';

interface Job extends Manifest {
  spec: {
    completionMode?: string;
    completions?: number;
    parallelism?: number;
    podFailurePolicy?: { rules: { onExitCodes?: { values: number[] } }[] };
    template: {
      spec: {
        restartPolicy: string;
        securityContext: { runAsNonRoot: boolean; runAsUser: number; runAsGroup: number; fsGroup: number };
        containers: {
          image: string;
          command: string[];
          args: string[];
          env: { name: string; value?: string }[];
        }[];
      };
    };
  };
}

const read = async () => ({
  shards: await readDocuments<Job>('kubernetes/shards.yaml'),
  merge: await readDocuments<Job>('kubernetes/merge.yaml'),
});

test('the manifests are what Kubernetes takes', async () => {
  const { shards, merge } = await read();
  for (const manifest of [...shards, ...merge]) expect(manifestFaults(manifest)).toEqual([]);
});

test('the check of manifests finds what is misspelt, lacking, or of another type', async () => {
  const broken = async (change: (job: Job) => void) => {
    const [, job] = (await read()).shards;
    if (!job) throw new Error('there is no Job');
    change(job);
    return manifestFaults(job).join();
  };
  expect(await broken(({ spec }) => Object.assign(spec, { completionsMode: 'Indexed' }))).toMatch(
    /"completionsMode"/,
  );
  expect(await broken(({ spec }) => Object.assign(spec, { completions: '8' }))).toMatch(
    /'string' is not assignable/,
  );
  expect(
    await broken(({ spec }) => Object.assign(spec.template.spec, { containers: [{ imag: 'x' }] })),
  ).toMatch(/"imag"/);
  expect(await broken(({ spec }) => Object.assign(spec, { template: undefined }))).toMatch(
    /'template' is missing/,
  );
});

test('the Job is indexed, with as many completions as shards, and does not try again what --max-cost has stopped', async () => {
  const [claim, job] = (await read()).shards;
  expect(claim?.kind).toBe('PersistentVolumeClaim');
  const {
    completionMode,
    completions = 0,
    parallelism = 0,
    template,
    podFailurePolicy,
  } = job?.spec ?? ({} as Job['spec']);
  expect({ completionMode, restart: template.spec.restartPolicy }).toEqual({
    completionMode: 'Indexed',
    restart: 'Never',
  });
  expect(envOf(job).SHARDS).toBe(String(completions));
  expect(parallelism).toBeLessThanOrEqual(completions);
  expect(podFailurePolicy?.rules[0]?.onExitCodes?.values).toEqual([3]);
});

test("the pods run as the image's user, by its number, and the volume is writable for it", async () => {
  const { shards, merge } = await read();
  expect(await readExample('kubernetes/Dockerfile')).toMatch(/^USER node$/m);
  for (const job of [shards[1], merge[0]]) {
    // 1000 is what "node" is in the official images; a name cannot be proven not to be root.
    const user = { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 };
    expect(job?.spec.template.spec.securityContext).toEqual(user);
  }
});

test('the commands of all pods, run again where one was killed, and then of the merge end in the whole table', async () => {
  const { shards, merge } = await read();
  const shell = await openShell();
  const offline = { MODEL: 'offline/reference', JUDGE: 'offline/judge', DATA: shell.folder };
  const completions = shards[1]?.spec.completions ?? 0;
  for (let index = 0; index < completions; index += 1) {
    const pod = await runContainer(shell, shards[1], { ...offline, JOB_COMPLETION_INDEX: String(index) });
    expect(pod).toMatchObject({ code: 0 });
  }
  const again = await runContainer(shell, shards[1], { ...offline, JOB_COMPLETION_INDEX: '0' });
  expect(again.stderr).toMatch(/reference: 0 answers written, \d+ kept/);
  const merged = await runContainer(shell, merge[0], { DATA: shell.folder });
  expect(merged).toMatchObject({ code: 0 });
  expect(merged.stdout).toMatch(/^reference .* 160\/160$/m);
});

test("a bench of one's own on the volume reaches every pod and the merged folder", async () => {
  const { shards, merge } = await read();
  const shell = await openShell();
  await mkdir(join(shell.folder, 'questions'));
  await cp(join(examples, 'own-bench/questions'), join(shell.folder, 'questions'), { recursive: true });
  const own = { MODEL: 'offline/reference', JUDGE: 'offline/judge', DATA: shell.folder, BENCH: 'support' };
  // Two questions leave most shards empty, which fails no pod.
  for (let index = 0; index < 8; index += 1) {
    expect((await runContainer(shell, shards[1], { ...own, JOB_COMPLETION_INDEX: String(index) })).code).toBe(
      0,
    );
  }
  const merged = await runContainer(shell, merge[0], { DATA: shell.folder, BENCH: 'support' });
  expect(merged).toMatchObject({ code: 0 });
  expect(merged.stdout).toMatch(/merged\/questions\/support\.jsonl: written/);
});

function runContainer(shell: Shell, job: Job | undefined, env: Record<string, string>) {
  const [container] = job?.spec.template.spec.containers ?? [];
  expect(container?.command).toEqual(['sh', '-c']);
  return shell.bash('exec sh -c "$SCRIPT"', { ...envOf(job), ...env, SCRIPT: container?.args[0] ?? '' });
}

function envOf(job: Job | undefined): Record<string, string> {
  const env = job?.spec.template.spec.containers[0]?.env ?? [];
  return Object.fromEntries(env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}
