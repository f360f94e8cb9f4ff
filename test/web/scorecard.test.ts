/** The page of a scorecard in a real browser: figures, hostile names, barriers, widths. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { writeBench } from '../support/compared-bench.ts';
import { pair } from '../support/pairs.ts';
import { artifact, browserPath, openReport, startBrowser } from './browser.ts';
import { inspect } from './inspect.ts';

const evil = '<img src=x onerror=window.__pwned=1>\u202e';

let browser: Browser;
let data: DataDir;
let file: string;

/** A benchmark, scores by a judge with a hostile name, matches and votes. */
beforeAll(async () => {
  if (browserPath === undefined) return;
  data = makeDataDir();
  const scores = (of: (at: number) => number) => Array.from({ length: 20 }, (_, at) => of(at));
  const sides = (of: (at: number) => number) => [
    { model: 'm', scores: scores(of) },
    { model: 'n', scores: scores(of) },
  ];
  await writeBench(data, { bench: 'sums', judge: 'number@1', scale: [0, 1], sides: sides((at) => at % 2) });
  await writeBench(data, { bench: 'points', judge: 'j', sides: sides((at) => 5 + (at % 3)) });
  const rows = await data.records('judgments/points/j_single.jsonl');
  await data.write(
    'judgments/points/j_single.jsonl',
    rows.map((row) => ({ ...row, judge: [evil, 'single-v1'], tstamp: 1_772_000_000 })),
  );
  const matches = scores((at) => at).map((at) =>
    pair('m n', at % 3 === 0 ? '2 2' : '1 1', { question_id: `q${at}`, tstamp: 1_772_000_000 }),
  );
  await data.write('judgments/points/j_pair.jsonl', matches);
  file = join(data.path, 'scorecard.html');
  const shown = await run('mt-judge', ['scorecard', '--model', 'm', '--html', file], { cwd: data.path });
  expect(shown.code, shown.stderr).toBe(0);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

const inBrowser = test.skipIf(browserPath === undefined);

inBrowser('every figure has its interval, coverage and provenance, in a table of its kind', async () => {
  const { page, misdeeds, close } = await openReport(browser, file);
  await page.waitForSelector('.scorecard');
  expect(await page.locator('h1').innerText()).toBe('m');
  expect(await page.locator('h2').allInnerTexts()).toEqual([
    'Rated by model judges',
    'Compared by model judges',
    'Graded by programs',
    'How to read this',
  ]);
  expect(await page.locator('.scorecard svg.whisker .bar').count()).toBe(3);
  const program = page.locator('tr', { hasText: 'number@1' });
  expect(await program.innerText()).toMatch(/0\.500 ± 0\.\d{3}\s+accuracy from 0 to 1/);
  expect(await program.innerText()).toContain('20/20');
  const rated = page.locator('tr', { hasText: 'onerror' });
  expect(await rated.innerText()).toContain('5.95 ± ');
  expect(await rated.innerText()).toContain('2026-02-25');
  expect(await page.locator('.notes').innerText()).toContain('never averaged');
  expect(await page.evaluate(inspect)).toEqual([]);
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser.for([
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 1280 },
] as const)(
  'axe finds no barrier, and nothing is too wide: $colorScheme, $width',
  async ({ colorScheme, width }) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    // The page's own policy would not let axe in.
    const options = { colorScheme, bypassCSP: true, viewport: { width, height: 900 } };
    const { page, misdeeds, close } = await openReport(browser, file, options);
    await page.waitForSelector('.scorecard');
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual(
      [],
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.screenshot({ path: await artifact(`scorecard-${width}-${colorScheme}.png`), fullPage: true });
    expect(misdeeds).toEqual([]);
    await close();
  },
);
