/** Names that are long, foreign, or those of things that every object has: the figures stay what they are. */

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { browserPath, openReport, startBrowser, visit } from './browser.ts';

const models = [
  ...['__proto__', 'constructor', '通义千问-2.5', 'نموذج-عربي', '<b>bold</b>'],
  ...Array.from(
    { length: 9 },
    (_, index) => `organisation/a-very-long-name-of-a-tuned-model-in-4-bits-${index}`,
  ),
];
const categories = ['__proto__', 'constructor', 'hasOwnProperty', 'math'];
const judges = ['__proto__', 'toString'];

let browser: Browser;
let data: DataDir;
let file: string;

beforeAll(async () => {
  if (browserPath === undefined) return;
  data = makeDataDir();
  await writeRecords(data);
  file = join(data.path, 'report.html');
  const shown = await run('show-results', ['--bench', 'names', '--data-dir', data.path, '--html', file]);
  expect(shown.code, shown.stderr).toBe(0);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

/** The second model has scores in `math` alone, and none by the second judge: all other figures of it are absent. */
async function writeRecords(folder: DataDir): Promise<void> {
  const row = { user_prompt: '', turn: 1, tstamp: 0 };
  const questions = categories.map((category, index) => ({ question_id: index + 1, category, turns: ['?'] }));
  await folder.write('questions/names.jsonl', questions);
  for (const [place, judge] of judges.entries()) {
    const of = models.filter((model) => place === 0 || model !== 'constructor');
    const scores = of.flatMap((model) =>
      questions
        .filter(({ category }) => model !== 'constructor' || category === 'math')
        .map(({ question_id }) => ({
          ...{ ...row, question_id, model, judge: [judge, 'constructor'] },
          ...{ judgment: 'Good.', score: question_id + place },
        })),
    );
    await folder.write(`judgments/names/${judge}_single.jsonl`, scores);
  }
  const met = models.slice(1).map((model) => ({
    ...{ ...row, question_id: 1, model_1: models[0], model_2: model, judge: [judges[0], 'p'] },
    ...{ g1_winner: 'model_1', g2_winner: 'error', g1_user_prompt: '', g2_user_prompt: '' },
    ...{ g1_judgment: '[[A]]', g2_judgment: 'none' },
  }));
  const won = met.map((match) => ({ ...match, question_id: 2, g2_winner: 'model_1' }));
  await folder.write('judgments/names/toString_pair.jsonl', [...met, ...won]);
}

const inBrowser = test.skipIf(browserPath === undefined);

inBrowser('a name that every object knows has its own figures, and none where it has none', async () => {
  const { page, misdeeds, close } = await openReport(browser, file);
  const cells = await page.$$eval('section[aria-labelledby="heat-map"] tbody tr', (rows) =>
    rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
  );
  expect(cells.find(([model]) => model === '__proto__')?.slice(1)).toEqual(['1.50', '2.50', '3.50', '4.50']);
  expect(cells.find(([model]) => model === 'constructor')?.slice(1)).toEqual(['–', '–', '–', '4.00']);
  await visit(page, '#transcripts?category=__proto__&judge=toString&list=lowest', '.entries li');
  expect(await page.locator('.count').innerText()).toBe(`${models.length - 1} answers`);
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser('matches without a winner stand in the list of what is unparsed', async () => {
  const { page, close } = await openReport(browser, file, { hash: '#transcripts?list=unparsed' });
  expect(await page.locator('.count').allInnerTexts()).toEqual([
    `${models.length - 1} matches of two models`,
  ]);
  await page.locator('.entries a').first().click();
  await page.waitForSelector('.games .judgment');
  expect(await page.locator('.games').innerText()).toContain('left out: a game has no winner');
  await close();
});

inBrowser('words are looked for in all texts, whatever list was in view', async () => {
  const { page, close } = await openReport(browser, file, { hash: '#transcripts?list=disagree' });
  await page.getByLabel('Model').selectOption('constructor');
  await page.getByLabel('Search all texts').fill('Good.');
  await expect.poll(() => page.locator('.count').innerText()).toBe('1 find');
  await close();
});

inBrowser.for([360, 768, 1280, 2560])('no name widens the page at %i', async (width) => {
  const { page, misdeeds, close } = await openReport(browser, file, { viewport: { width, height: 900 } });
  for (const [hash, ready] of [
    ['#figures', '#matrix'],
    ['#transcripts', '.entries li'],
    ['#question/1', '.strip'],
  ] as const) {
    await visit(page, hash, ready);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), hash).toBe(width);
  }
  expect(misdeeds).toEqual([]);
  await close();
});
