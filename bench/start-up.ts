/** How long show-results takes on 160 rows, whole process, as a multiple of a bare node that does nothing. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, repository, timed } from './timing.ts';

const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
const bin = (name: string) => join(repository, 'dist', 'bin', `${name}.js`);
// Nothing of the environment but the path: NODE_EXTRA_CA_CERTS alone costs any node 45 ms.
const env = { PATH: process.env.PATH };
const run = (args: string[]) => execFileSync(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });

run([bin('gen-answers'), '--model', 'offline/reference']);
run([bin('gen-judgment'), '--judge', 'offline/judge']);

const rounds = 15;
const bare: number[] = [];
const show: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  bare.push(timed(() => run(['-e', '0'])));
  show.push(timed(() => run([bin('show-results')])));
}
rmSync(folder, { recursive: true });

const [base, whole] = [median(bare), median(show)];
process.stdout.write(
  `show-results on 160 rows: ${whole.toFixed(0)} ms, bare node ${base.toFixed(0)} ms, ratio ${(whole / base).toFixed(2)} (medians of ${rounds})\n`,
);
