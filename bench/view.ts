/**
 * The viewer on a gigabyte of judgments: how soon its first page stands in headless Chromium, how soon its figures are
 * those of all rows, how soon a row that is appended is among them, and how much memory it takes at most (VmHWM, so Linux
 * only). Lines are of the length that real ones have.
 */

import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chromium, type Page } from 'playwright-core';
import { repository } from './timing.ts';

const wanted = Number(process.argv[2] ?? 1) * 1e9;
const [questions, turns, judges] = [400, 2, 2];

const words =
  'the answer is not that a model would "know" what it has been told; one step then another\nit follows, as before, from 3 and 4 because every term of the sum was counted twice and – so far – nothing else ';

const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
const tell = (line: string) => process.stdout.write(`${line}\n`);

try {
  const models = writeBench();
  tell(
    `${(wanted / 1e9).toFixed(1)} GB of judgments: ${models} models × ${questions} questions × ${turns} turns × ${judges} judges`,
  );
  await measure();
} finally {
  rmSync(folder, { recursive: true });
}

/** As many models as make up the size. */
function writeBench(): number {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  write(
    'questions/big.jsonl',
    range(questions).map((id) => ({
      question_id: id,
      category: `c${id % 8}`,
      turns: [prose(300, id), prose(200, id)],
    })),
  );
  const perModel = questions * turns * 6250;
  const models = Math.max(2, Math.round(wanted / judges / perModel));
  for (const model of range(models)) {
    write(
      `answers/big/model-${model}.jsonl`,
      range(questions).map((id) => ({
        ...{ question_id: id, answer_id: `${id}`, model_id: `model-${model}`, tstamp: 1 },
        choices: [{ index: 0, turns: range(turns).map((turn) => prose(1200, id * 7 + turn + model)) }],
      })),
    );
  }
  for (const judge of range(judges)) {
    const rows = function* () {
      for (const model of range(models))
        for (const id of range(questions))
          for (const turn of range(turns)) yield row({ judge, model, id, turn });
    };
    write(`judgments/big/judge-${judge}_single.jsonl`, rows());
  }
  return models;
}

function row({ judge, model, id, turn }: { judge: number; model: number; id: number; turn: number }) {
  const [seed, score] = [id * 31 + model, 1 + ((id + model * 3 + judge + turn) % 10)];
  const text = `${prose(1500, seed)}\n\nRating: [[${score}]]`;
  return {
    ...{ question_id: id, model: `model-${model}`, judge: [`judge-${judge}`, 'single-v1'], turn: turn + 1 },
    ...{
      user_prompt: prose(2600, seed + 1),
      judgment: text,
      rationale: prose(1500, seed),
      score,
      tstamp: 1_760_000_000 + id,
    },
    ...{
      choice: 0,
      repeat: 0,
      prompt_set: 'default',
      prompt_hash: 'c'.repeat(32),
      usage: { input_tokens: 1200, output_tokens: 380 },
    },
  };
}

function prose(length: number, seed: number): string {
  return words
    .repeat(Math.ceil(length / words.length) + 1)
    .slice(seed % words.length)
    .slice(0, length);
}

function write(name: string, records: Iterable<unknown>): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'w');
  let waiting = '';
  for (const record of records) {
    waiting += `${JSON.stringify(record)}\n`;
    if (waiting.length < 1 << 20) continue;
    writeSync(handle, waiting);
    waiting = '';
  }
  writeSync(handle, waiting);
  closeSync(handle);
}

async function measure(): Promise<void> {
  const executablePath =
    [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path)) ?? '';
  const args = ['--disable-gpu', '--disable-background-networking', '--no-first-run', '--no-sandbox'];
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage();
  const began = performance.now();
  const since = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const viewer = spawn(
    process.execPath,
    [join(repository, 'dist/bin/mt-judge.js'), 'view', '--bench', 'big', '--data-dir', folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const memory = () => {
    const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${viewer.pid}/status`, 'utf8'))?.[1];
    return `${Math.round((Number(kib) * 1024) / 1e6)} MB`;
  };
  try {
    const said = await new Promise<string>((resolve) =>
      viewer.stdout.once('data', (text) => resolve(String(text))),
    );
    await page.goto(said.trim().split(' ').at(-1) ?? '');
    await page.waitForSelector('main > *');
    tell(`first page: ${since()} from the start of the process`);
    await page.waitForSelector('#leaderboard', { timeout: 120_000 });
    tell(`first figures: ${since()}, of part of the rows`);
    await page.locator('.live', { hasText: 'live' }).waitFor({ timeout: 300_000 });
    tell(`read to the end: ${since()}, memory at most until then ${memory()}`);
    await page.goto(`${page.url().split('#')[0]}#question/399?left=model-1`);
    await page.waitForSelector('.judgment', { timeout: 120_000 });
    tell(`a question’s texts: ${since()}`);
    for (const turn of [1, 2, 3]) tell(`an appended row is shown after ${await appended(page, turn)} s`);
    tell(`memory at most: ${memory()}`);
  } finally {
    viewer.kill('SIGINT');
    await browser.close();
  }
}

/** Seconds until figures are made of a row that is one more of its kind; the page hears of them and asks for them. */
async function appended(page: Page, turn: number): Promise<string> {
  const began = performance.now();
  const heard = page.waitForResponse(/api\/overview/, { timeout: 120_000 });
  const line = `${JSON.stringify(row({ judge: 0, model: 0, id: turn, turn: 0 }))}\n`;
  appendFileSync(join(folder, 'judgments/big/judge-0_single.jsonl'), line);
  await heard;
  return ((performance.now() - began) / 1000).toFixed(1);
}
