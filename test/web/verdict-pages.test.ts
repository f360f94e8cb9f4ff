/** `compare` and `contamination` on the demo models, as a user gives the commands, and their pages in a real browser. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { browserPath, openReport, startBrowser } from './browser.ts';

let browser: Browser;
let data: DataDir;
const pageOf = (name: string) => join(data.path, `${name}.html`);

beforeAll(async () => {
  data = makeDataDir();
  const models = ['--model', 'offline/reference', 'offline/terse', '--quiet'];
  const mt = async (...args: string[]) => {
    const { code, stderr } = await run('mt-judge', args, { cwd: data.path });
    expect(code, stderr).toBe(0);
  };
  await mt('bench', 'make', 'gsm-fresh', '--seed', '1', '--count', '20');
  await mt('run', '--bench', 'sums24', ...models);
  await mt('run', '--bench', 'gsm-fresh-1', '--num-fewshot', '0', ...models);
  await mt('compare', 'reference', 'terse', '--html', pageOf('compare'));
  const pair = ['--pair', 'gsm-fresh-1=sums24', '--judge', 'number', '--allow-different-settings'];
  await mt('contamination', '--model', 'reference', ...pair, '--html', pageOf('contamination'));
  if (browserPath !== undefined) browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

const inBrowser = test.skipIf(browserPath === undefined);

inBrowser('terse, as a broken quantisation of reference, is worse on both benches', async () => {
  const { page, misdeeds, close } = await openReport(browser, pageOf('compare'));
  const told = await page.locator('.sentences').innerText();
  expect(told).toContain('terse is worse than the base on gsm-fresh-1, sums24');
  expect(await page.locator('table .verdict-worse, table [class*=worse]').count()).toBeGreaterThan(0);
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser('signs of contamination are shown with their limits, by a page that runs nothing', async () => {
  const { page, misdeeds, close } = await openReport(browser, pageOf('contamination'), {
    javaScriptEnabled: false,
  });
  expect(await page.locator('h1').innerText()).toBe('Has reference seen the test?');
  expect(await page.locator('tbody td').first().innerText()).toBe('sums24');
  expect(await page.locator('li', { hasText: 'number@1' }).count()).toBeGreaterThan(0);
  expect(await page.locator('h2').allInnerTexts()).toContain('How to read this');
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser.for([360, 1280])('axe finds no barrier in the page of contamination, %i wide', async (width) => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const options = { bypassCSP: true, viewport: { width, height: 900 } };
  const { page, close } = await openReport(browser, pageOf('contamination'), options);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  await close();
});
