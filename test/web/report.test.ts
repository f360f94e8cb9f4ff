/** The report in a real browser, from disk: its figures, its filters, its links, its keys. */

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { browserPath, openReport, startBrowser, visit } from './browser.ts';
import { type ReportFolder, reportFolder } from './material.ts';

let browser: Browser;
let data: ReportFolder;
let file: string;

beforeAll(async () => {
  if (browserPath === undefined) return;
  data = await reportFolder();
  file = join(data.path, 'report.html');
  const shown = await data.show('--html', file);
  expect(shown.code, shown.stderr).toBe(0);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

const inBrowser = test.skipIf(browserPath === undefined);

async function open(hash = ''): Promise<Page> {
  const { page, misdeeds, close } = await openReport(browser, file, { hash });
  onTestFinished(async () => {
    await close();
    expect(misdeeds).toEqual([]);
  });
  return page;
}

/** The texts of the cells of a figure's table, row by row. */
function cells(page: Page, figure: string): Promise<string[][]> {
  return page.$$eval(`section[aria-labelledby="${figure}"] tbody tr`, (rows) =>
    rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
  );
}

inBrowser('the leaderboard has the figures of `--format json`', async () => {
  const page = await open();
  const json = JSON.parse((await data.show('--format', 'json')).stdout);
  const rows = await cells(page, 'leaderboard');
  const told = ({ score, n, ci }: { score: number; n: number; ci: [number, number] }) =>
    `${score.toFixed(2)} ± ${((ci[1] - ci[0]) / 2).toFixed(2)} (${n})`;
  expect(rows.map(([, model]) => model)).toEqual(json.models.map(({ model }: { model: string }) => model));
  for (const [place, { average, turns, coverage, ...row }] of json.models.entries()) {
    const [rank, , shown, , first, second, covered] = rows[place] ?? [];
    expect(rank).toBe(row.rank === row.rank_worst ? `${row.rank}` : `${row.rank}–${row.rank_worst}`);
    const partial = coverage.judged < coverage.expected ? ' *' : '';
    expect(shown).toBe(`${told(average)}${partial}`);
    expect([first, second]).toEqual([told(turns[1]), told(turns[2])]);
    expect(covered).toContain(`${coverage.judged}/${coverage.expected}`);
  }
});

inBrowser(
  'the heat map has the means by category, and the page embeds what `--by judge --health` prints',
  async () => {
    const page = await open();
    const json = JSON.parse((await data.show('--format', 'json', '--by', 'judge', '--health')).stdout);
    const embedded = await page.$eval('#overview', (element) => JSON.parse(element.textContent ?? '').single);
    expect(embedded).toEqual(json);
    const categories = Object.keys(json.models[0].categories).sort();
    const expected = json.models.map((row: { categories: Record<string, { score: number }> }) =>
      categories.map((name) => row.categories[name]?.score.toFixed(2)),
    );
    expect((await cells(page, 'heat-map')).map(([, ...means]) => means)).toEqual(expected);
  },
);

inBrowser('the pairwise figures are those of `--mode pairwise-all --format json`', async () => {
  const page = await open();
  const json = JSON.parse((await data.show('--mode', 'pairwise-all', '--format', 'json')).stdout);
  const embedded = await page.$eval('#overview', (element) => JSON.parse(element.textContent ?? '').pairwise);
  expect(embedded).toEqual(json);
  const rows = await cells(page, 'pairwise');
  for (const [place, { model, win, loss, tie, win_rate_adjusted: adjusted }] of json.models.entries()) {
    expect(rows[place]).toEqual(
      expect.arrayContaining([model, String(win), String(loss), String(tie), adjusted.toFixed(3)]),
    );
  }
  expect((await cells(page, 'order')).at(-1)?.[1]).toBe(
    String(json.order.consistent + json.order.inconsistent),
  );
});

inBrowser('the agreement of the panel is shown', async () => {
  const page = await open();
  const json = JSON.parse((await data.show('--format', 'json', '--by', 'judge')).stdout);
  const panel = await page.innerText('section[aria-labelledby="panel"]');
  expect(panel).toContain(json.agreement.pairs[0].alpha.toFixed(2));
});

inBrowser('models can be taken off the radar, and the link keeps that', async () => {
  const page = await open();
  const outlines = () => page.locator('.radar .series path').count();
  expect(await outlines()).toBe(3);
  await page.locator('.legend label', { hasText: 'echo' }).click();
  await expect.poll(outlines).toBe(2);
  await page.reload();
  expect(await outlines()).toBe(2);
});

inBrowser('filters narrow the lists, and a link has them', async () => {
  const page = await open('#transcripts');
  const count = () => page.locator('.count').innerText();
  expect(await count()).toBe('12 questions');
  await page.getByLabel('Category').selectOption('math');
  await expect.poll(count).toBe('3 questions');
  expect(page.url()).toContain('category=math');
  await page.getByRole('link', { name: 'Lowest rated' }).click();
  await page.getByLabel('Model').selectOption('terse');
  await expect.poll(count).toBe('6 answers');
  await page.getByLabel('Score from').selectOption('10');
  await expect.poll(() => page.locator('.quiet', { hasText: 'No answer is left' }).count()).toBe(1);
  await page.goBack();
  await expect.poll(() => page.getByLabel('Model').inputValue()).toBe('');
});

inBrowser('the lists name what is worth a look', async () => {
  const page = await open('#transcripts?list=unparsed');
  expect(await page.locator('.entries li').count()).toBe(1);
  await visit(page, '#transcripts?list=disagree', '.entries li');
  const first = await page.locator('.entries li').first().innerText();
  expect(first).toMatch(/4 apart/);
  await visit(page, '#transcripts?list=flagged', '.quiet');
});

inBrowser('a search looks through the texts of judges, too', async () => {
  const page = await open('#transcripts');
  await page.keyboard.press('/');
  await page.keyboard.type('Who can tell');
  await expect.poll(() => page.locator('.entries li').count()).toBe(1);
  await page.locator('.entries a').first().click();
  await page.waitForSelector('.judgment');
  expect(await page.innerText('.question')).toContain('the reply has no verdict');
});

inBrowser('two models stand side by side, with what judges said of both', async () => {
  const page = await open('#question/2?left=reference&right=echo');
  await page.waitForSelector('.columns.two .side');
  expect(await page.locator('.turn').first().locator('.side').count()).toBe(2);
  expect(await page.locator('.games .judgment').count()).toBe(2);
  expect(await page.locator('.reference math').count()).toBe(1);
  expect(await page.locator('.turn').nth(1).locator('.asked').innerText()).toContain('It costs $5 and $6.');
  await page.getByLabel('Next to it').selectOption('terse');
  await expect.poll(() => page.locator('.side h4').nth(1).innerText()).toBe('terse');
  expect(page.url()).toContain('right=terse');
});

inBrowser('the page is read by keyboard alone', async () => {
  const page = await open('#question/2?left=echo');
  const title = () => page.innerText('.question h2');
  await page.waitForSelector('.answer');
  await page.keyboard.press('j');
  await expect.poll(title).toContain('Question 3');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(title).toContain('Question 2');
  await page.keyboard.press('s');
  await expect.poll(() => page.locator('.columns.two').count()).toBeGreaterThan(0);
  await page.keyboard.press('?');
  await expect.poll(() => page.locator('dialog[open]').count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  await page.keyboard.press('f');
  await page.waitForSelector('#leaderboard');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'table: leaderboard',
  );
});
