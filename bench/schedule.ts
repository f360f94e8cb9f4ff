/** 80 questions of two turns at a server that answers in 200 ms: wall time inside the run over the schedule's ideal. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoopback } from '../test/support/loopback.ts';
import { repository } from './timing.ts';

const latencyMs = 200;
const concurrency = 64;
const turns = 2;

const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
const server = await startLoopback({ latencyMs });
const args = [
  '--model',
  'openai/m',
  '--base-url',
  `${server.url}/v1`,
  '-j',
  String(concurrency),
  '--no-cache',
];
const stderr = await run(join(repository, 'dist', 'bin', 'gen-answers.js'), args);
await server.close();
rmSync(folder, { recursive: true });

const wall = Number(/([\d.]+) s$/m.exec(stderr)?.[1] ?? Number.NaN);
// Conversations are independent and their turns are not: with c lanes the work fills ceil(80/c) rounds of two turns.
const ideal = (Math.ceil(80 / concurrency) * turns * latencyMs) / 1000;
process.stdout.write(
  `${server.requests.length} calls at ${latencyMs} ms, concurrency ${concurrency}: ${wall} s, ideal ${ideal} s, ratio ${(wall / ideal).toFixed(2)}\n`,
);

function run(bin: string, flags: readonly string[]): Promise<string> {
  const env = { PATH: process.env.PATH, OPENAI_API_KEY: 'bench' };
  const child = spawn(process.execPath, [bin, ...flags], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.on('close', () => resolve(text)));
}
