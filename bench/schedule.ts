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
  const own: Measured[] = [];
  const bare: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await measure(shape, ourselves));
    bare.push(await measure(shape, bareUndici));
  }
  const { models, latencyMs, concurrency } = shape;
  process.stdout.write(
    `${models} × ${questions} × ${turns} calls at ${latencyMs} ms, concurrency ${concurrency}, over the ideal: all ${ratios(own, 'all')}, from the second wave of replies on ${ratios(own, 'later')}; bare undici ${ratios(bare, 'all')}, ${ratios(bare, 'later')}\n`,
  );
}

/** Times over the ideal of the same part of the schedule. */
interface Measured {
  /** From the first request's arrival to the last reply. */
  all: number;
  /** From the end of the first wave of replies, which meet code that has never run. */
  later: number;
}

/** `1.07 (1.06, 1.07, 1.09)`: the median, and each round. */
function ratios(measured: readonly Measured[], part: keyof Measured): string {
  const values = measured.map((each) => each[part]);
  return `${median(values).toFixed(3)} (${values.map((value) => value.toFixed(3)).join(', ')})`;
}

async function measure(shape: Shape, work: (shape: Shape, url: string) => Promise<void>): Promise<Measured> {
  const { models, latencyMs, concurrency } = shape;
  const calls = models * questions * turns;
  const firstWave = Math.min(concurrency, models * questions);
  const mock = await startMock({ latencyMs, firstWave });
  await work(shape, mock.url);
  const { first, last, firstWaveEnd, answered } = await mock.counts();
  mock.stop();
  if (answered !== calls) throw new Error(`${answered} calls were answered`);
  const waves = Math.max(turns, Math.ceil(calls / concurrency));
  return {
    all: (last - first) / (waves * latencyMs),
    later: (last - firstWaveEnd) / ((waves - 1) * latencyMs),
  };
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
