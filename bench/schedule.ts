/** How close a run comes to its schedule's ideal, from the first request's arrival to the last reply, at the server. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMock } from './mock.ts';
import { median, repository } from './timing.ts';

interface Shape {
  models: number;
  latencyMs: number;
  concurrency: number;
}

const questions = 80;
const turns = 2;
const rounds = 5;

for (const shape of [
  { models: 1, latencyMs: 200, concurrency: 64 },
  { models: 4, latencyMs: 500, concurrency: 1000 },
] satisfies Shape[]) {
  const walls: number[] = [];
  for (let round = 0; round < rounds; round += 1) walls.push(await measure(shape));
  const { models, latencyMs, concurrency } = shape;
  const calls = models * questions * turns;
  const ideal = Math.max(turns, Math.ceil(calls / concurrency)) * latencyMs;
  const ratios = walls.map((wall) => (wall / ideal).toFixed(3)).join(', ');
  process.stdout.write(
    `${models} × ${questions} × ${turns} calls at ${latencyMs} ms, concurrency ${concurrency}: median ${median(walls)} ms, ideal ${ideal} ms, ratio ${(median(walls) / ideal).toFixed(3)} (${ratios})\n`,
  );
}

async function measure({ models, latencyMs, concurrency }: Shape): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
  const mock = await startMock({ latencyMs });
  const specs = Array.from({ length: models }, (_, index) => `openai/m${index}`);
  const flags = ['--base-url', mock.url, '-j', String(concurrency), '--quiet'];
  await run(folder, ['--model', ...specs, ...flags]);
  const { first, last, answered } = await mock.counts();
  mock.stop();
  rmSync(folder, { recursive: true });
  if (answered !== models * questions * turns) throw new Error(`${answered} calls were answered`);
  return last - first;
}

function run(cwd: string, flags: readonly string[]): Promise<void> {
  const env = { PATH: process.env.PATH, OPENAI_API_KEY: 'bench' };
  const bin = join(repository, 'dist', 'bin', 'gen-answers.js');
  const child = spawn(process.execPath, [bin, ...flags], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.on('close', () => resolve()));
}
