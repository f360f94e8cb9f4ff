/** 80 questions of two turns at a server that answers in 200 ms: wall time inside the run over the schedule's ideal. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../test/support/cli.ts';
import { startLoopback } from '../test/support/loopback.ts';

const latencyMs = 200;
const concurrency = 64;
const turns = 2;

const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
const server = await startLoopback({ latencyMs });
const asked = server.requests;
const args = [
  '--model',
  'openai/m',
  '--base-url',
  `${server.url}/v1`,
  '-j',
  String(concurrency),
  '--no-cache',
];
const result = await run('gen-answers', args, { cwd: folder, env: { OPENAI_API_KEY: 'bench' } });
await server.close();
rmSync(folder, { recursive: true });

const wall = Number(/([\d.]+) s$/m.exec(result.stderr)?.[1] ?? Number.NaN);
const calls = asked.length;
// Conversations are independent and their turns are not: with c lanes the work fills ceil(80/c) rounds of two turns.
const ideal = (Math.ceil(80 / concurrency) * turns * latencyMs) / 1000;
process.stdout.write(
  `${calls} calls at ${latencyMs} ms, concurrency ${concurrency}: ${wall} s, ideal ${ideal} s, ratio ${(wall / ideal).toFixed(2)}\n`,
);
