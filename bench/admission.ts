/** A server that admits 50 requests a second, offered 500 at a time: what is achieved of it, and what is refused. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMock } from './mock.ts';
import { repository } from './timing.ts';

const admitted = 50;
const concurrency = 500;
const choices = 16;

for (const retryAfter of [true, false]) {
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
  const mock = await startMock({ admitted, latencyMs: 200, retryAfter });
  await run(folder, mock.url);
  const { sent, answered, rejected, first, last } = await mock.counts();
  mock.stop();
  rmSync(folder, { recursive: true });
  const seconds = (last - first) / 1000;
  // The bucket is full at the start: one second's worth more could have been answered.
  const possible = admitted * (seconds + 1);
  process.stdout.write(
    `${answered} answered in ${seconds.toFixed(1)} s${retryAfter ? '' : ', no Retry-After'}: achieved ÷ admitted ${(answered / possible).toFixed(3)}, rejected ÷ sent ${(rejected / sent).toFixed(4)} (${rejected} of ${sent})\n`,
  );
}

function run(cwd: string, url: string): Promise<void> {
  const env = { PATH: process.env.PATH, OPENAI_API_KEY: 'bench' };
  const flags = ['--model', 'openai/m', '--base-url', url, '-j', String(concurrency), '--quiet'];
  const bin = join(repository, 'dist', 'bin', 'gen-answers.js');
  const child = spawn(process.execPath, [bin, ...flags, '--num-choices', String(choices)], {
    ...{ cwd, env, stdio: ['ignore', 'ignore', 'inherit'] },
  });
  return new Promise((resolve) => child.on('close', () => resolve()));
}
