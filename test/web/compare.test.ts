/** The page "base against candidate" in a real browser: figures, filters, links, attacks, barriers, widths. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { writeBench } from '../support/compared-bench.ts';
import { artifact, browserPath, openReport, startBrowser, visit } from './browser.ts';
import { inspect } from './inspect.ts';
import { payloads } from './payloads.ts';

const evil = '<img src=x onerror=window.__pwned=1>\u202e';
const judge = `judge ${evil}`;

let browser: Browser;
let data: DataDir;
let file: string;

/** One bench of payloads, every one of them lost, and one with points from 1 to 10; three models with sizes. */
beforeAll(async () => {
  if (browserPath === undefined) return;
  data = makeDataDir();
  const text = (at: number) => payloads[at] ?? '';
  const all = (score: (at: number) => number) => payloads.map((_, at) => score(at));
  await writeBench(data, {
    bench: 'attacks',
    judge: 'number@1',
    scale: [0, 1],
    asked: text,
    said: text,
    sides: [
      { model: 'base', scores: all(() => 1), texts: text },
      { model: 'q4', scores: all(() => 0), texts: text },
      { model: 'q8', scores: all((at) => (at === 3 ? 0 : 1)), texts: text },
    ],
  });
  await writeBench(data, {
    bench: 'points',
    judge: 'j',
    sides: [
      { model: 'base', scores: Array.from({ length: 20 }, (_, at) => 5 + (at % 3)) },
      { model: 'q4', scores: Array.from({ length: 20 }, (_, at) => (at < 4 ? 9 : 5 + (at % 3))) },
    ],
  });
  const rows = await data.records('judgments/points/j_single.jsonl');
  await data.write(
    'judgments/points/j_single.jsonl',
    rows.map((row) => ({ ...row, judge: [judge, 'single-v1'] })),
  );
  const models = ['base', 'q4', 'q8'].map(
    (name, at) => `  ${name}: { endpoint: e, model: ${name}, size_gb: ${4 + 4 * at} }`,
  );
  const endpoint =
    'endpoints:\n  e:\n    provider: openai\n    base_url: http://127.0.0.1:9/v1\n    api_key_env: NO_KEY\n';
  await data.write('models.yaml', `${endpoint}models:\n${models.join('\n')}\n`);
  file = join(data.path, 'compare.html');
  const shown = await run('mt-judge', ['compare', 'base', 'q4', 'q8', '--html', file], { cwd: data.path });
  expect(shown.code, shown.stderr).toBe(0);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

const inBrowser = test.skipIf(browserPath === undefined);
const change = (at: number) =>
  `#change?candidate=q4&bench=attacks&judge=number%401&kind=lost&question=q${at}`;
const views = [
  { name: 'figures', hash: '#figures', ready: '#provenance' },
  { name: 'changes', hash: '#changes', ready: '.entries li' },
  { name: 'change', hash: change(2), ready: '.turn .answer' },
] as const;

inBrowser('verdicts, intervals, flips and sizes are shown, and lead to what changed', async () => {
  const { page, misdeeds, close } = await openReport(browser, file);
  expect(await page.locator('.sentences').innerText()).toContain('q4 is worse than the base on attacks');
  expect(await page.locator('.forest svg.interval').count()).toBe(3);
  expect(await page.locator('.size-plot circle').count()).toBeGreaterThan(3);
  expect(await page.locator('.flip .lost').first().innerText()).toBe('1');
  await page.locator('.flip a', { hasText: `${payloads.length}` }).click();
  await page.waitForSelector('.entries li');
  expect(await page.locator('.count').innerText()).toBe(`${payloads.length} changed questions`);
  await page.getByLabel('Candidate').selectOption('q8');
  await expect.poll(() => page.locator('.count').innerText()).toBe('1 changed question');
  await page.getByLabel('Bench').selectOption('points');
  await expect.poll(() => page.locator('.quiet', { hasText: 'No question is left' }).count()).toBe(1);
  await visit(page, '#changes?bench=points&kind=gained', '.entries li');
  await page.locator('.entries a').first().click();
  await page.waitForSelector('.turn .answer');
  expect(await page.locator('.answer h4').allInnerTexts()).toEqual(['base', 'q4']);
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser.for([
  { name: 'under its policy', bypassCSP: false },
  { name: 'by its sanitizer alone, without the policy', bypassCSP: true },
])('no payload runs, asks for anything or breaks the layout: $name', async ({ bypassCSP }) => {
  const viewport = { width: 360, height: 740 };
  const { page, misdeeds, close } = await openReport(browser, file, { bypassCSP, viewport });
  for (const at of payloads.keys()) {
    await visit(page, change(at), `[id="question-title"]:has-text("Question q${at} ")`);
    await page.waitForSelector('.turn .judgment');
    expect(await page.evaluate(inspect), payloads[at]?.slice(0, 60)).toEqual([]);
  }
  for (const [hash, ready] of [
    ['#changes', '.entries li'],
    [`#change?question=${encodeURIComponent(evil)}`, 'main > p'],
  ] as const) {
    await visit(page, hash, ready);
    expect(await page.evaluate(inspect)).toEqual([]);
  }
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser.for([
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'light', width: 768 },
  { colorScheme: 'dark', width: 1280 },
] as const)(
  'axe finds no barrier, and nothing is too wide: $colorScheme, $width',
  async ({ colorScheme, width }) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    // The page's own policy would not let axe in.
    const options = { colorScheme, bypassCSP: true, viewport: { width, height: 900 } };
    const { page, misdeeds, close } = await openReport(browser, file, options);
    await page.evaluate(axe);
    for (const { name, hash, ready } of views) {
      await visit(page, hash, ready);
      const { violations } = await page.evaluate(() =>
        (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
      );
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
      expect(told, `${name} at ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
      await page.screenshot({
        path: await artifact(`compare-${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
    }
    expect(misdeeds).toEqual([]);
    await close();
  },
);
