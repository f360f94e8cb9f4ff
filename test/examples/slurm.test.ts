/** The scripts of examples/slurm, run with an `sbatch` that runs jobs at once. */

import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examples, openShell, readExample, type Shell } from '../support/examples.ts';

/** Notes its arguments, runs the script's tasks one after another, and prints a job's number as `--parsable` does. */
const sbatch = `#!/usr/bin/env bash
set -euo pipefail
echo "$*" >> "$SBATCH_LOG"
script="\${@: -1}"
range=$(sed -n 's/^#SBATCH --array=\\([0-9]*\\)-\\([0-9]*\\)$/\\1 \\2/p' "$script")
for task in $(seq \${range:-1 1}); do
  if [ -n "$range" ]; then export SLURM_ARRAY_TASK_ID=$task; fi
  SLURM_SUBMIT_DIR=$PWD bash "$script" >> "$SBATCH_LOG.out" 2>&1
done
echo "$(wc -l < "$SBATCH_LOG");cluster"
`;

const offline = { MODEL: 'offline/reference', JUDGE: 'offline/judge' };

async function openCluster(): Promise<Shell> {
  const shell = await openShell({ sbatch });
  await cp(join(examples, 'slurm'), shell.folder, { recursive: true });
  return shell;
}

test('the array has as many tasks as there are shards, from 1', async () => {
  const script = await readExample('slurm/shards.sbatch');
  const [, first, last] = /^#SBATCH --array=(\d+)-(\d+)$/m.exec(script) ?? [];
  const [, shards] = /^SHARDS=(\d+)/m.exec(script) ?? [];
  expect({ first, last }).toEqual({ first: '1', last: shards });
});

test('`submit.sh` submits the array and, depending on it, the merge, which shows the whole table', async () => {
  const shell = await openCluster();
  const log = join(shell.folder, 'sbatch.log');
  const submitted = await shell.bash('./submit.sh', { ...offline, SBATCH_LOG: log });
  expect(submitted).toMatchObject({ code: 0, stdout: 'shards: job 1, merge: job 2\n' });
  expect(await readFile(log, 'utf8')).toBe(
    '--parsable shards.sbatch\n--parsable --dependency=afterok:1 --kill-on-invalid-dep=yes merge.sbatch\n',
  );
  expect(await readFile(`${log}.out`, 'utf8')).toMatch(/^reference .* 160\/160$/m);
});

test('a task that is submitted again alone does its own shard and no other', async () => {
  const shell = await openCluster();
  const task = (id: number) =>
    shell.bash('bash shards.sbatch', {
      ...offline,
      SLURM_ARRAY_TASK_ID: String(id),
      SLURM_SUBMIT_DIR: shell.folder,
    });
  expect((await task(3)).code).toBe(0);
  const answers = join(shell.folder, 'mt-judge-data/shard-3/answers/mt80/reference.jsonl');
  const first = await readFile(answers, 'utf8');
  await rm(join(shell.folder, 'mt-judge-data/shard-3/judgments'), { recursive: true });
  const again = await task(3);
  expect(again.stderr).toMatch(/reference: 0 answers written/);
  expect(await readFile(answers, 'utf8')).toBe(first);
});

test('a merge without all shards fails, since the table would not be whole', async () => {
  const shell = await openCluster();
  const env = { ...offline, SLURM_SUBMIT_DIR: shell.folder };
  expect((await shell.bash('bash merge.sbatch', env)).code).toBe(2);
  expect((await shell.bash('bash shards.sbatch', { ...env, SLURM_ARRAY_TASK_ID: '1' })).code).toBe(0);
  expect((await shell.bash('bash merge.sbatch', env)).code).toBe(1);
});
