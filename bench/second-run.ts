/** How long the generating commands take where nothing is left to ask: everything done, or everything cached. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoopback } from '../test/support/loopback.ts';
import { bin, runMeasured } from './measured-process.ts';
import { median } from './timing.ts';

const rounds = 9;
const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
const server = await startLoopback();
const env = { OPENAI_API_KEY: 'bench', OPENAI_BASE_URL: `${server.url}/v1` };
const answers = [bin('gen-answers'), '--model', 'openai/m'];
const judgment = [bin('gen-judgment'), '--judge', 'openai/j'];

try {
  await run([...answers, '-j', '32']);
  await run([...judgment, '-j', '32']);
  const first = server.requests.length;
  const bare = await times(['-e', '0']);
  report('second run of gen-answers, everything done', await times(answers), bare);
  report('second run of gen-judgment, everything done', await times(judgment), bare);
  const forget = () => rmSync(join(folder, 'judgments'), { recursive: true });
  report('gen-judgment with judgments/ deleted and all cached', await times(judgment, forget), bare);
  process.stdout.write(
    `bare node ${(bare * 1000).toFixed(0)} ms; medians of ${rounds}; ${server.requests.length - first} calls in all of these runs, ${first} in the first ones\n`,
  );
} finally {
  await server.close();
  rmSync(folder, { recursive: true });
}

async function run(args: readonly string[]): Promise<number> {
  const { seconds, code, stderr } = await runMeasured(args, { cwd: folder, env });
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr}`);
  return seconds;
}

async function times(args: readonly string[], before?: () => void): Promise<number> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    before?.();
    all.push(await run(args));
  }
  return median(all);
}

function report(what: string, seconds: number, bare: number): void {
  process.stdout.write(
    `${what}: ${(seconds * 1000).toFixed(0)} ms, ${(seconds / bare).toFixed(1)} times a bare node\n`,
  );
}
