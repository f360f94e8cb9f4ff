/** The viewer in a real browser: figures that grow, and blind votes by mouse and by keyboard. */

import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type DataDir, run } from '../support/cli.ts';
import { arenaFolder, startViewer, type Viewer } from '../view/viewer.ts';
import { artifact, browserPath, startBrowser } from './browser.ts';
import { payloads } from './payloads.ts';

let browser: Browser;
let data: DataDir;
let viewer: Viewer;

beforeAll(async () => {
  if (browserPath === undefined) return;
  data = await arenaFolder(['single', 'pairwise-all']);
  viewer = await startViewer(data.path, [], () => undefined);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await viewer?.end();
  await data?.remove();
});

const inBrowser = test.skipIf(browserPath === undefined);

/** Opens a path of the viewer; nothing but the viewer may be asked for anything. */
async function open(path: string, { at = viewer, ...options }: BrowserContextOptions & { at?: Viewer } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const misdeeds: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') misdeeds.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => misdeeds.push('a dialog')));
  page.on('request', (request) => {
    if (!request.url().startsWith(at.url)) misdeeds.push(`request: ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(misdeeds).toEqual([]);
  });
  await page.goto(`${at.url}${path}`);
  return page;
}

async function enter(page: Page, voter: string): Promise<void> {
  await page.fill('#voter', voter);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.pair');
}

const counted = (page: Page) => page.locator('.booth-head [role=status]').innerText();

inBrowser('a vote by keyboard lands on disk and in `show-results --mode pairwise-all`', async () => {
  const page = await open('arena');
  await enter(page, 'keys');
  for (const [place, key] of ['a', 'ArrowRight', 't', 'x'].entries()) {
    await page.keyboard.press(key);
    await expect.poll(() => counted(page)).toBe(`${place + 1} ${place === 0 ? 'vote' : 'votes'}`);
  }
  // A key that is pressed while a vote is on its way counts for nothing.
  for (const key of ['s', 'u', 'Control+z']) {
    const taken = page.waitForResponse(/api\/vote/);
    await page.keyboard.press(key);
    await taken;
    await page.waitForSelector('.vote-bar[aria-busy="false"]');
  }
  await expect.poll(() => counted(page)).toBe('3 votes');
  const rows = await data.records('judgments/small/human-keys_pair.jsonl');
  expect(rows.slice(0, 4).map(({ g1_winner }) => g1_winner)).toEqual(['model_1', 'model_2', 'tie', 'tie']);
  const at = ['--bench', 'small', '--data-dir', data.path, '--mode', 'pairwise-all', '--format', 'json'];
  const shown = JSON.parse((await run('show-results', [...at, '--judge', 'human-keys'])).stdout);
  const sum = (field: string) =>
    shown.models.reduce((total: number, each: Record<string, number>) => total + (each[field] ?? 0), 0);
  expect([sum('win'), sum('loss'), sum('tie')]).toEqual([2, 2, 2]);
});

inBrowser(
  'before the vote nothing in the page says who is who, after it the models are named if wanted',
  async () => {
    const page = await open('arena');
    await enter(page, 'eyes');
    // The answers of one of them are the references, which call themselves that.
    const own = /(?:First|Second) reference \d+/g;
    const said = async () => `${(await page.content()).replaceAll(own, '')} ${page.url()}`;
    for (const model of ['reference', 'terse', 'echo']) expect(await said()).not.toContain(model);
    await page.getByLabel('Show the models after each vote').check();
    await page.getByRole('button', { name: /^A/ }).last().click();
    await page.waitForSelector('.revealed');
    const [row] = await data.records('judgments/small/human-eyes_pair.jsonl');
    expect(await page.locator('.side-a .revealed').first().innerText()).toContain(row.model_1);
    await page.keyboard.press('n');
    await page.waitForSelector('.vote-a');
    expect(await page.locator('.revealed').count()).toBe(0);
  },
);

inBrowser(
  'the agreement with the judge grows with the votes, and says that it is too little to tell',
  async () => {
    const page = await open('arena');
    await enter(page, 'ann');
    await page.locator('.agreement summary').click();
    await page.keyboard.press('a');
    await expect.poll(() => page.locator('.agreement tbody td').first().innerText()).toMatch(/\/1 \(/);
    expect(await page.locator('.agreement tbody').innerText()).toContain('too few votes to tell');
  },
);

inBrowser('the figures follow a run, and the reader keeps the place', async () => {
  const page = await open('#transcripts');
  await page.waitForSelector('.entries li');
  await page.goto(`${viewer.url}#question/4?left=echo`);
  await page.waitForSelector('.judgment');
  const top = () =>
    page.evaluate(() => document.querySelector('.answer h4')?.getBoundingClientRect().top ?? 0);
  await page.evaluate(() => document.querySelector('.answer h4')?.scrollIntoView());
  const before = await top();
  const rows = (await readFile(join(data.path, 'judgments/small/judge_single.jsonl'), 'utf8')).replaceAll(
    '["judge"',
    '["late"',
  );
  await writeFile(join(data.path, 'judgments/small/late_single.jsonl'), '');
  await appendFile(join(data.path, 'judgments/small/late_single.jsonl'), rows);
  await expect
    .poll(() => page.locator('.judgment .judge', { hasText: 'late' }).count(), { timeout: 15_000 })
    .toBe(2);
  expect(Math.abs((await top()) - before)).toBeLessThan(2);
});

inBrowser.for(['light', 'dark'] as const)(
  'the arena has no barrier, and fits, in the %s theme',
  async (colorScheme) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const width of [360, 1280, 2560]) {
      const page = await open('arena', { colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
      await page.evaluate(axe);
      const barriers = async () => {
        const { violations } = await page.evaluate(() =>
          (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
        );
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
      };
      expect(await barriers(), `form at ${width}`).toEqual([]);
      await enter(page, `w${width}${colorScheme}`);
      await page.getByLabel('Show the models after each vote').check();
      expect(await barriers(), `pair at ${width}`).toEqual([]);
      await page.screenshot({ path: await artifact(`arena-pair-${width}-${colorScheme}.png`) });
      await page.keyboard.press('b');
      await page.waitForSelector('.revealed');
      await page.locator('.agreement summary').click();
      await page.waitForSelector('.agreement table');
      expect(await barriers(), `revealed at ${width}`).toEqual([]);
      await page.screenshot({
        path: await artifact(`arena-revealed-${width}-${colorScheme}.png`),
        fullPage: true,
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  },
);

inBrowser('hostile answers execute nothing and ask for nothing', async () => {
  const evil = await arenaFolder();
  onTestFinished(evil.remove);
  const turns = payloads.slice(0, 60);
  await evil.write('questions/small.jsonl', [{ question_id: 1, category: turns[0], turns }]);
  for (const model of ['m', 'n']) {
    await evil.write(`answers/small/${model}.jsonl`, [
      { question_id: 1, answer_id: model, model_id: model, tstamp: 1, choices: [{ index: 0, turns }] },
    ]);
  }
  for (const model of ['reference', 'terse', 'echo']) await evil.write(`answers/small/${model}.jsonl`, '');
  const page = await open('arena', { at: await startViewer(evil.path) });
  await enter(page, 'ann');
  expect(await page.locator('.side').count()).toBe(2 * turns.length);
  await page.mouse.move(400, 400);
  expect(await page.evaluate(() => '__pwned' in window)).toBe(false);
  await page.keyboard.press('t');
  await expect.poll(() => counted(page)).toBe('1 vote');
});

inBrowser(
  'a page that nobody sees lets go of its connection, and is up to date when it is seen again',
  async () => {
    const page = await open('');
    await page.locator('.live', { hasText: 'live' }).waitFor();
    const see = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    // The server has as many places as it had, and one more when the page is hidden.
    const places = async () => {
      const stop = new AbortController();
      const asked = Array.from({ length: 33 }, () => fetch(`${viewer.url}events`, { signal: stop.signal }));
      const told = (await Promise.all(asked)).filter(({ ok }) => ok).length;
      stop.abort();
      return told;
    };
    await expect.poll(places).toBe(31);
    await see(true);
    await expect.poll(places).toBe(32);
    await see(false);
    await expect.poll(places).toBe(31);
    await page.locator('.live', { hasText: 'live' }).waitFor();
  },
);

inBrowser('the figures are no wider than a phone', async () => {
  const page = await open('', { viewport: { width: 360, height: 740 } });
  await page.locator('.live', { hasText: 'live' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
