/** How the report looks: without barriers that axe can find, at three widths, in both themes; pictures are kept. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { artifact, browserPath, openReport, startBrowser, visit } from './browser.ts';
import { type ReportFolder, reportFolder } from './material.ts';

const views = [
  { name: 'figures', hash: '#figures', ready: '#leaderboard' },
  { name: 'grid', hash: '#grid', ready: '.grid tbody tr' },
  { name: 'compare', hash: '#compare', ready: '#difference' },
  { name: 'transcripts', hash: '#transcripts?list=disagree', ready: '.entries li' },
  { name: 'question', hash: '#question/2?left=reference&right=echo', ready: '.games' },
] as const;

const widths = [360, 1280, 2560] as const;

let browser: Browser;
let data: ReportFolder;
let file: string;
let axe: string;

beforeAll(async () => {
  if (browserPath === undefined) return;
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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

inBrowser.for([
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
] as const)('axe finds no barrier: $colorScheme, $width', async ({ colorScheme, width }) => {
  // The page's own policy would not let axe in.
  const options = { colorScheme, bypassCSP: true, viewport: { width, height: 900 } };
  const { page, misdeeds, close } = await openReport(browser, file, options);
  await page.evaluate(axe);
  for (const { name, hash, ready } of views) {
    await visit(page, hash, ready);
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
    );
    const told = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    );
    expect(told, `${name} at ${width}`).toEqual([]);
  }
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser.for(['light', 'dark'] as const)(
  'nothing is wider than the page in the %s theme',
  async (colorScheme) => {
    for (const width of widths) {
      const viewport = { width, height: 900 };
      const { page, close } = await openReport(browser, file, { colorScheme, viewport });
      for (const { name, hash, ready } of views) {
        await visit(page, hash, ready);
        const path = await artifact(`report-${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at ${width}`).toBe(
          width,
        );
      }
      await close();
    }
  },
);

inBrowser('paper gets all figures and unfolded transcripts, and nothing to press', async () => {
  const { page, close } = await openReport(browser, file);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.figure').count()).toBeGreaterThan(8);
  expect(await page.locator('nav:visible, button:not(.sort):visible').count()).toBe(0);
  await visit(page, views[4].hash, views[4].ready);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.reference .prose').first().isVisible()).toBe(true);
  await close();
});

inBrowser('the theme can be chosen, whatever the system says', async () => {
  const { page, close } = await openReport(browser, file, { colorScheme: 'light' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.locator('.theme').click();
  expect(await ground()).toBe(light);
  await page.locator('.theme').click();
  await expect.poll(ground).not.toBe(light);
  await close();
});
