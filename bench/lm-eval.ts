/**
 * 1,000 questions of the form of GSM8K at 0 ms, asked, graded and shown: wall over that of lm-evaluation-harness for the same, start included,
 * one after the other. MT_JUDGE_LM_EVAL names the folder of an environment with lm_eval[api]==0.4.13.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin } from './measured-process.ts';

const environment = process.env.MT_JUDGE_LM_EVAL;
const count = 1000;
const rounds = 2;
/** What lm-eval computes too, and no more. */
const graders = ['lm-eval/gsm8k:strict-match', 'lm-eval/gsm8k:flexible-extract'];

if (environment) await measure(join(environment, 'bin', 'python'));
else process.stdout.write('skipped: MT_JUDGE_LM_EVAL names no environment with lm_eval 0.4.13\n');

async function measure(python: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-lm-eval-'));
  const server = createServer((request, response) => {
    const message = { role: 'assistant', content: ' #### 3' };
    const usage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 };
    const body = { id: '1', model: 'm', choices: [{ index: 0, finish_reason: 'stop', message }], usage };
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  writeRows(folder);
  const where = ['--bench', 'gsm8k', '--data-dir', folder];
  await seconds(
    process.execPath,
    [bin('mt-judge'), 'import', 'gsm8k', '--from', folder, '--data-dir', folder],
    folder,
  );
  for (let round = 0; round < rounds; round += 1) {
    rmSync(join(folder, 'answers'), { recursive: true, force: true });
    rmSync(join(folder, 'judgments'), { recursive: true, force: true });
    const ask = ['--model', 'vllm/m', '--base-url', url, '--no-cache', '--fewshot-sampler', 'lm-eval'];
    const steps = [
      [bin('gen-answers'), ...where, ...ask],
      [bin('gen-judgment'), ...where, '--judge', ...graders],
      [bin('show-results'), ...where],
    ];
    let ours = 0;
    for (const step of steps) ours += await seconds(process.execPath, step, folder);
    const theirs = await seconds(python, harnessFlags(url), folder);
    const ratio = (ours / theirs).toFixed(3);
    process.stdout.write(
      `${count} questions: ${ours.toFixed(1)} s; lm-eval ${theirs.toFixed(1)} s; ratio ${ratio}\n`,
    );
  }
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
}

function writeRows(folder: string): void {
  const row = (index: number) =>
    JSON.stringify({ question: `Three and ${index} less ${index}?`, answer: 'So.\n#### 3' });
  const rows = (size: number) => Array.from({ length: size }, (_, index) => `${row(index)}\n`).join('');
  writeFileSync(join(folder, 'test.jsonl'), rows(count));
  writeFileSync(join(folder, 'train.jsonl'), rows(20));
  mkdirSync(join(folder, 'tasks'));
  const data = `{train: ${join(folder, 'train.jsonl')}, test: ${join(folder, 'test.jsonl')}}`;
  const task = `include: ${ownTask()}\ntask: own\ndataset_path: json\ndataset_name: null`;
  writeFileSync(join(folder, 'tasks', 'own.yaml'), `${task}\ndataset_kwargs: {data_files: ${data}}\n`);
}

function ownTask(): string {
  return join(
    environment ?? '',
    'lib',
    'python3.11',
    'site-packages',
    'lm_eval',
    'tasks',
    'gsm8k',
    'gsm8k.yaml',
  );
}

/** As many requests at a time as mt-judge has for such an endpoint by default. */
function harnessFlags(url: string): string[] {
  const model = `model=m,base_url=${url}/chat/completions,num_concurrent=16`;
  const what = [
    '--tasks',
    'own',
    '--include_path',
    'tasks',
    '--apply_chat_template',
    '--output_path',
    'out',
    '--log_samples',
  ];
  return ['-m', 'lm_eval', 'run', '--model', 'local-chat-completions', '--model_args', model, ...what];
}

async function seconds(command: string, args: readonly string[], cwd: string): Promise<number> {
  const env = { PATH: process.env.PATH, HOME: cwd, HF_HUB_OFFLINE: '1', OPENAI_API_KEY: 'none' };
  const began = performance.now();
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${said}`);
  return (performance.now() - began) / 1000;
}
