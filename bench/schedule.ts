/**
 * How close a run comes to its schedule's ideal, from the first request's arrival to the last reply, at the server; and how
 * close a process comes that does nothing but send the same requests with undici, in turns with it.
 */

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
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    walls.push(await measure(shape, ourselves));
    bare.push(await measure(shape, bareUndici));
  }
  const { models, latencyMs, concurrency } = shape;
  const calls = models * questions * turns;
  const ideal = Math.max(turns, Math.ceil(calls / concurrency)) * latencyMs;
  const ratios = walls.map((wall) => (wall / ideal).toFixed(3)).join(', ');
  process.stdout.write(
    `${models} × ${questions} × ${turns} calls at ${latencyMs} ms, concurrency ${concurrency}: median ${median(walls)} ms, ideal ${ideal} ms, ratio ${(median(walls) / ideal).toFixed(3)} (${ratios}); bare undici ${(median(bare) / ideal).toFixed(3)}\n`,
  );
}

async function measure(shape: Shape, work: (shape: Shape, url: string) => Promise<void>): Promise<number> {
  const mock = await startMock({ latencyMs: shape.latencyMs });
  await work(shape, mock.url);
  const { first, last, answered } = await mock.counts();
  mock.stop();
  if (answered !== shape.models * questions * turns) throw new Error(`${answered} calls were answered`);
  return last - first;
}

async function ourselves({ models, concurrency }: Shape, url: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
  const specs = Array.from({ length: models }, (_, index) => `openai/m${index}`);
  const bin = join(repository, 'dist', 'bin', 'gen-answers.js');
  const flags = ['--model', ...specs, '--base-url', url, '-j', String(concurrency), '--quiet'];
  await run(folder, [bin, ...flags]);
  rmSync(folder, { recursive: true });
}

function bareUndici({ models, concurrency }: Shape, url: string): Promise<void> {
  const script = join(repository, 'bench', 'bare-schedule.mjs');
  return run(repository, [script, url, String(concurrency), String(models * questions)]);
}

function run(cwd: string, args: readonly string[]): Promise<void> {
  const env = { PATH: process.env.PATH, OPENAI_API_KEY: 'bench' };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.on('close', () => resolve()));
}
