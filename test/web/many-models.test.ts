/** A report of thirty models with long names, of texts in Chinese, code and formulas: how it looks, and what can be done with it. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { artifact, browserPath, openReport, startBrowser, visit } from './browser.ts';

const longCategory = 'reasoning_about_counterfactual_conditionals_in_natural_language';
const categories = ['math', '写作', 'coding', longCategory, 'stem', 'roleplay'];
const models = Array.from(
  { length: 30 },
  (_, index) =>
    `organization-with-a-name/qwen2.5-${index + 1}b-instruct-20260131-${index % 2 ? 'Q4_K_M' : 'Q8_0'}`,
);

const openings = [
  'Solve $x^2 + 2x + 1 = 0$ for $x$, then say what \\(\\frac{a}{b}\\) means; it costs $5.',
  '用中文写一封信：春天来了，请描述你看到的风景，并解释为什么这样的风景让人高兴。',
  'What does `for (let i = 0; i < 3; i += 1) {}` print, and why is that so in this very language?',
  'If cats had wings, which birds would still be safe, and would the answer be another one on an island?',
];

const questions = Array.from({ length: 24 }, (_, index) => ({
  question_id: index + 1,
  category: categories[index % categories.length],
  turns: [openings[index % openings.length], 'Now say it shorter.'],
}));

let browser: Browser;
let data: DataDir;
let file: string;

beforeAll(async () => {
  if (browserPath === undefined) return;
  data = makeDataDir();
  await data.write('questions/many.jsonl', questions);
  const rows = models.flatMap((model, place) =>
    questions.flatMap(({ question_id }) =>
      [1, 2].map((turn) => ({
        ...{ question_id, model, judge: ['gpt-4.1', 'p'], turn, tstamp: 1_760_000_000, user_prompt: '' },
        judgment: '理由：回答很好。\n\n```js\nconst rating = 7;\n```\n\nSo $r = 7$.',
        score: 1 + ((place + question_id * turn) % 10),
      })),
    ),
  );
  await data.write('judgments/many/gpt-4.1_single.jsonl', rows);
  const [model = ''] = models;
  await data.write(
    `answers/many/${model.replaceAll('/', '-')}.jsonl`,
    questions.map(({ question_id }) => ({
      ...{ question_id, answer_id: 'a', model_id: model, tstamp: 1 },
      choices: [
        { index: 0, turns: ['答案：$\\int_0^1 x\\,dx = \\frac12$\n\n```py\nprint("春")\n```', 'Short.'] },
      ],
    })),
  );
  file = join(data.path, 'report.html');
  const shown = await run('show-results', ['--bench', 'many', '--data-dir', data.path, '--html', file]);
  expect(shown.code, shown.stderr).toBe(0);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

const inBrowser = test.skipIf(browserPath === undefined);

const views = [
  { name: 'figures', hash: '#figures', ready: '#leaderboard' },
  { name: 'grid', hash: '#grid', ready: '.grid tbody tr' },
  { name: 'compare', hash: '#compare', ready: '#difference' },
  { name: 'transcripts', hash: '#transcripts', ready: '.entries li' },
  { name: 'question', hash: '#question/1', ready: '.turn' },
] as const;

const screens = [360, 768, 1280, 2560].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

inBrowser.for(screens)(
  'nothing is squeezed, cut off or wider than the page: $width, $colorScheme',
  async (screen) => {
    const { width, colorScheme } = screen;
    const { page, close } = await openReport(browser, file, {
      colorScheme,
      viewport: { width, height: 900 },
    });
    for (const { name, hash, ready } of views) {
      await visit(page, hash, ready);
      await page.screenshot({
        path: await artifact(`many-${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
      expect(await outsideDrawings(page), name).toEqual([]);
    }
    await visit(page, '#transcripts', '.entries li');
    const texts = await page.locator('.entry-text').evaluateAll((all) => all.map((each) => each.clientWidth));
    expect(Math.min(...texts), 'text of a question').toBeGreaterThan(200);
    await close();
  },
);

/** Texts of the radar that stand outside of its picture. */
function outsideDrawings(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.radar > svg text')].flatMap((text) => {
      const [own, all] = [text.getBoundingClientRect(), text.closest('svg')?.getBoundingClientRect()];
      if (!all) return [];
      const isInside =
        own.left >= all.left - 1 &&
        own.right <= all.right + 1 &&
        own.top >= all.top - 1 &&
        own.bottom <= all.bottom + 1;
      return isInside ? [] : [text.textContent ?? ''];
    }),
  );
}

inBrowser('a transcript takes most of a very wide screen', async () => {
  const { page, close } = await openReport(browser, file, { viewport: { width: 2560, height: 1200 } });
  await visit(page, `#question/1?left=${encodeURIComponent(models[0] ?? '')}`, '.verdicts');
  const right = await page
    .locator('.turn')
    .first()
    .evaluate((turn) =>
      Math.max(
        ...[...turn.querySelectorAll('.said, .verdicts, .asked')].map(
          (each) => each.getBoundingClientRect().right,
        ),
      ),
    );
  expect(right).toBeGreaterThan(0.8 * 2560);
  await close();
});

inBrowser('formulas in the list of questions are formulas', async () => {
  const { page, close } = await openReport(browser, file);
  await visit(page, '#transcripts', '.entries li');
  const first = page.locator('.entry-text').first();
  expect(await first.locator('math').count()).toBe(3);
  expect(await first.textContent()).toContain('it costs $5');
  await close();
});

inBrowser(
  'the grid sorts by any column, keeps its heads in view, and its order is in the address',
  async () => {
    const { page, misdeeds, close } = await openReport(browser, file);
    await visit(page, '#grid', '.grid tbody tr');
    const column = (at: number) =>
      page
        .locator(`.grid tbody tr > :nth-child(${at})`)
        .evaluateAll((all) => all.map((each) => Number(each.textContent)));
    await page.locator('.grid .sort', { hasText: 'Mean' }).click();
    const means = await column(3);
    expect(means).toEqual(means.toSorted((a, b) => b - a));
    await page.locator('.model-head .sort').nth(4).click();
    const own = await column(9);
    expect(own).toEqual(own.toSorted((a, b) => b - a));
    expect(await page.locator('.model-head').nth(4).getAttribute('aria-sort')).toBe('descending');
    const hash = await page.evaluate(() => location.hash);
    await page.locator('.grid-frame').evaluate((frame) => frame.scrollTo(300, 200));
    const frame = await page.locator('.grid-frame').boundingBox();
    const head = await page.locator('.grid thead th').first().boundingBox();
    expect([head?.x, head?.y]).toEqual([frame?.x, frame?.y]);
    const again = await openReport(browser, file, { hash });
    expect(await again.page.locator('.model-head').nth(4).getAttribute('aria-sort')).toBe('descending');
    expect(misdeeds).toEqual([]);
    await again.close();
    await close();
  },
);

inBrowser.for([
  ['CSV', /^question,category,mean,spread,/],
  ['JSON', /^\{\n {2}"bench": "many"/],
] as const)('the grid is saved as %s', async ([name, begins]) => {
  const { page, close } = await openReport(browser, file, { acceptDownloads: true });
  await visit(page, '#grid', '.grid tbody tr');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('button', { hasText: `Save as ${name}` }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`many-grid.${name.toLowerCase()}`);
  expect(await readFile(await download.path(), 'utf8')).toMatch(begins);
  await close();
});

inBrowser(
  'ranks are ranges, tables sort, changes have intervals, and the page says how it was made',
  async () => {
    const { page, close } = await openReport(browser, file);
    const board = page.locator('table.board').first();
    expect(await board.locator('tbody tr').first().locator('td').first().textContent()).toMatch(/^\d+–\d+$/);
    await board.locator('.sort', { hasText: 'Model' }).click();
    expect(
      await board
        .locator('tbody th')
        .evaluateAll((all) => all.slice(0, 3).map((each) => each.textContent?.slice(33, 35))),
    ).toEqual(['1b', '2b', '3b']);
    expect(await page.locator('.turns tbody td:last-child').first().textContent()).toMatch(
      /^[+−]?\d\.\d\d \([+−]?\d\.\d\d to [+−]?\d\.\d\d\)$/,
    );
    const made = (await page.locator('.made').textContent()) ?? '';
    expect(made).toMatch(/many: 24 questions, SHA-256 [0-9a-f]{64}/);
    expect(made).toContain('2025-10-09');
    expect(await page.locator('main').textContent()).not.toMatch(/(?:^|[\s(])--[a-z]/);
    await close();
  },
);

inBrowser(
  'two models are compared, and the transcripts where they differ most are a press away',
  async () => {
    const { page, close } = await openReport(browser, file);
    const pair = models.slice(0, 2).map(encodeURIComponent);
    await visit(page, `#compare?left=${pair[0]}&right=${pair[1]}`, '#difference');
    expect(await page.locator('.sentence').textContent()).toMatch(/differ significantly/);
    expect(await page.locator('.difference').textContent()).toMatch(/\d\.\d\d \(.* to .*\) on 24 questions/);
    await page.locator('.compare-two .entry').first().click();
    await page.waitForSelector('.columns.two');
    expect(await page.evaluate(() => location.hash)).toContain(`right=${pair[1]?.replaceAll('%2F', '%2F')}`);
    await close();
  },
);
