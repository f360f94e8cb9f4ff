/** Answers, rationales, names and questions that are out to do harm: nothing runs, nothing leaves, nothing breaks. */

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { browserPath, openReport, startBrowser, visit } from './browser.ts';
import { inspect } from './inspect.ts';
import { payloads } from './payloads.ts';

const evil = '<img src=x onerror=window.__pwned=1>\u202e</script>';
const huge = `huge ${'long '.repeat(400_000)}`;

let browser: Browser;
let data: DataDir;
let file: string;

beforeAll(async () => {
  if (browserPath === undefined) return;
  data = makeDataDir();
  await writeRecords(data);
  file = join(data.path, 'report.html');
  const shown = await run('show-results', ['--bench', 'evil', '--data-dir', data.path, '--html', file]);
  expect(shown.code, shown.stderr).toBe(0);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

/** One question a payload: it is the question, the reference, both answers, and what the judges say. */
async function writeRecords(folder: DataDir): Promise<void> {
  const all = [...payloads, huge];
  const [models, judges] = [
    ['plain', `model ${evil}`],
    ['j', `judge ${evil}`],
  ];
  const name = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, '-');
  const category = (index: number) => (index % 2 ? evil : 'writing');
  await folder.write(
    'questions/evil.jsonl',
    all.map((text, index) => ({
      question_id: index + 1,
      category: category(index),
      turns: [text],
      reference: [text],
    })),
  );
  for (const model of models) {
    const answers = all.map((text, index) => ({
      ...{ question_id: index + 1, answer_id: `${index}`, model_id: model, tstamp: 0 },
      choices: [{ index: 0, turns: [text] }],
    }));
    await folder.write(`answers/evil/${name(model)}.jsonl`, answers);
  }
  for (const judge of judges) {
    const row = { judge: [judge, evil], user_prompt: '', turn: 1, tstamp: 0 };
    const scores = models.flatMap((model) =>
      all.map((text, index) => ({
        ...row,
        question_id: index + 1,
        model,
        judgment: text,
        score: (index % 10) + 1,
      })),
    );
    await folder.write(`judgments/evil/${name(judge)}_single.jsonl`, scores);
    const games = all.map((text, index) => ({
      ...{ ...row, question_id: index + 1, model_1: models[0], model_2: models[1] },
      ...{ g1_winner: 'model_1', g2_winner: 'tie', g1_user_prompt: '', g2_user_prompt: '' },
      ...{ g1_judgment: text, g2_judgment: text },
    }));
    await folder.write(`judgments/evil/${name(judge)}_pair.jsonl`, games);
  }
}

const inBrowser = test.skipIf(browserPath === undefined);

/** Looks at every question with both models, everything unfolded, and presses every link that might run something. */
async function readAll(page: Page): Promise<string[]> {
  const found: string[] = [];
  const right = encodeURIComponent(`model ${evil}`);
  for (const index of payloads.keys()) {
    await visit(
      page,
      `#question/${index + 1}?left=plain&right=${right}`,
      `[id="question-title"]:has-text("Question ${index + 1} ")`,
    );
    await page.waitForSelector('.games .judgment');
    found.push(...(await page.evaluate(inspect)).map((what) => `${payloads[index]?.slice(0, 60)}: ${what}`));
  }
  return found;
}

inBrowser('the corpus holds at least forty payloads', () => {
  expect(payloads.length).toBeGreaterThanOrEqual(40);
});

inBrowser.for([
  { name: 'under its policy', bypassCSP: false },
  { name: 'by its sanitizer alone, without the policy', bypassCSP: true },
])('no payload runs, asks for anything or breaks the layout: $name', async ({ bypassCSP }) => {
  const viewport = { width: 360, height: 740 };
  const { page, misdeeds, close } = await openReport(browser, file, { bypassCSP, viewport });
  expect(await readAll(page)).toEqual([]);
  for (const [hash, ready] of [
    ['#transcripts?list=lowest', '.entries li'],
    ['#transcripts?search=onerror', '.entries li'],
    [`#question/${encodeURIComponent(evil)}`, 'main > p'],
    ['#figures', '#leaderboard'],
  ] as const) {
    await visit(page, hash, ready);
    expect(await page.evaluate(inspect)).toEqual([]);
  }
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser('a policy is in force under which no script and no request of a text gets through', async () => {
  const { page, misdeeds, close } = await openReport(browser, file);
  await page.evaluate(async (address) => {
    const script = document.createElement('script');
    Object.assign(script, { type: 'text/javascript' });
    try {
      script.textContent = 'window.__pwned = 1';
      document.body.append(script);
    } catch {
      // Trusted Types refuse the text before the policy refuses the script.
    }
    await fetch(address).catch(() => undefined);
  }, 'http://127.0.0.1:9/leak');
  expect(await page.evaluate(() => (window as { __pwned?: unknown }).__pwned)).toBeUndefined();
  expect(misdeeds.some((each) => each.includes('Content Security Policy'))).toBe(true);
  await close();
});

inBrowser('two million characters are cut, and shown on demand', async () => {
  const { page, close } = await openReport(browser, file, {
    hash: `#question/${payloads.length + 1}?left=plain`,
  });
  const answer = page.locator('.answer .said > .prose').first();
  await answer.waitFor();
  const length = () => answer.innerText().then((text) => text.length);
  expect(await length()).toBeLessThan(30_000);
  await answer.getByRole('button', { name: /show all 2,000,005/ }).click();
  await expect.poll(length).toBeGreaterThan(1_900_000);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await close();
});

inBrowser('what nobody sees is shown by its name', async () => {
  const hidden = payloads.findIndex((text) => text.startsWith('\u202e')) + 1;
  const { page, close } = await openReport(browser, file, { hash: `#question/${hidden}?left=plain` });
  const marks = await page.locator('.answer .said > .prose .invisible').allInnerTexts();
  expect(marks).toEqual(expect.arrayContaining(['RLO', 'LRI', 'PDI', 'ZWSP', 'U+E0041', 'U+0007', 'U+001B']));
  await close();
});
