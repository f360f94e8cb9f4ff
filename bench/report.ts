/**
 * The report of 20 models × 80 questions × 2 turns × 2 judges: how large it is, how soon it can be used in headless
 * Chromium, and how quickly its filters answer. The texts are drawn from a vocabulary as uneven as that of a language.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { median, repository, timed } from './timing.ts';

const [models, questions, turns, judges] = [20, 80, 2, 2];
const rounds = 5;
const state = { seed: 1 };

const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
try {
  writeRecords();
  const file = join(folder, 'report.html');
  const bin = join(repository, 'dist', 'bin', 'show-results.js');
  const show = [bin, '--bench', 'wide', '--data-dir', folder, '--html', file];
  const seconds = timed(() => execFileSync(process.execPath, show, { stdio: 'ignore' })) / 1000;
  tell(`report: ${(statSync(file).size / 1e6).toFixed(1)} MB, written in ${seconds.toFixed(1)} s`);
  await measurePage(pathToFileURL(file).href);
} finally {
  rmSync(folder, { recursive: true });
}

function writeRecords(): void {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  const write = (name: string, records: readonly unknown[]) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), records.map((each) => `${JSON.stringify(each)}\n`).join(''));
  };
  const categories = [
    'writing',
    'roleplay',
    'reasoning',
    'math',
    'coding',
    'extraction',
    'stem',
    'humanities',
  ];
  write(
    'questions/wide.jsonl',
    range(questions).map((id) => ({
      question_id: id,
      category: categories[Math.floor(id / 10)],
      turns: [prose(400), prose(200)],
    })),
  );
  for (const model of range(models)) {
    const choices = () => [{ index: 0, turns: range(turns).map(() => prose(1700)) }];
    const answers = range(questions).map((id) => ({
      ...{ question_id: id, answer_id: `${id}`, model_id: `model-${model}`, choices: choices(), tstamp: 1 },
    }));
    write(`answers/wide/model-${model}.jsonl`, answers);
  }
  for (const judge of range(judges)) {
    const rows = range(models * questions * turns).map((row) => ({
      ...{ question_id: row % questions, judge: [`judge-${judge}`, 'single'] },
      ...{ user_prompt: '', judgment: prose(900), score: 1 + Math.floor(drawn() * 10), tstamp: 1 },
      ...{
        model: `model-${Math.floor(row / (questions * turns))}`,
        turn: 1 + (Math.floor(row / questions) % turns),
      },
    }));
    write(`judgments/wide/judge-${judge}_single.jsonl`, rows);
  }
}

async function measurePage(address: string): Promise<void> {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path));
  if (executablePath === undefined) {
    tell('no Chromium: neither start nor filters were measured');
    return;
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const starts: number[] = [];
    const filters: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const began = performance.now();
      await page.goto(address, { waitUntil: 'commit' });
      await page.locator('.legend label').last().click();
      await page.waitForURL(/shown=/);
      starts.push(performance.now() - began);
      filters.push(...(await filterTimes(page)));
      await page.close();
    }
    tell(
      `opened and answering a click: ${median(starts).toFixed(0)} ms (slowest ${Math.max(...starts).toFixed(0)})`,
    );
    tell(
      `a filter, until the list is painted: ${median(filters).toFixed(0)} ms (slowest ${Math.max(...filters).toFixed(0)})`,
    );
  } finally {
    await browser.close();
  }
}

/** Each filter in turn, from the event to the second frame after it. The script is text: types for Node know no page. */
async function filterTimes(page: Page): Promise<number[]> {
  await page.goto(`${page.url().replace(/#.*/, '')}#transcripts?list=disagree`, { waitUntil: 'load' });
  await page.locator('.entries li').first().waitFor();
  return page.evaluate(`(async () => {
    const times = [];
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (const [place, value] of [[0, 'math'], [1, 'model-3'], [1, ''], [2, 'judge-1'], [3, '2'], [4, '7'], [0, '']]) {
      const select = document.querySelectorAll('.filters select')[place];
      const began = performance.now();
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await painted();
      times.push(performance.now() - began);
    }
    return times;
  })()`);
}

/** Words of a made-up vocabulary; a few are much more frequent than the rest, as in any language. */
function prose(length: number): string {
  let text = '';
  while (text.length < length)
    text += `${word(Math.floor(4000 ** drawn()) - 1)}${drawn() < 0.08 ? '.\n\n' : ' '}`;
  return text;
}

function word(rank: number): string {
  const syllables = [
    'ba',
    'den',
    'kor',
    'li',
    'mus',
    'ne',
    'po',
    'rat',
    'sil',
    'tu',
    'va',
    'wen',
    'xo',
    'yr',
    'za',
    'chi',
  ];
  return `${syllables[rank % 16]}${syllables[Math.floor(rank / 16) % 16]}${rank > 255 ? syllables[Math.floor(rank / 256) % 16] : ''}`;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Mulberry32, so that every run measures the same report. */
function drawn(): number {
  state.seed = (state.seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state.seed ^ (state.seed >>> 15), 1 | state.seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}
