/** The system's Chromium, as far as there is one, and what a page did in it that it should not have. */

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { repository } from '../support/cli.ts';

/** Undefined where none is installed: the tests then skip, and say so. */
export const browserPath = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

const flags = [
  ...['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
];

/** The caller closes it. */
export function startBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('there is no Chromium');
  return chromium.launch({ executablePath: browserPath, args: flags });
}

export interface Watched {
  page: Page;
  /** Dialogs, new pages, errors, and requests for anything but the file itself. */
  misdeeds: string[];
  close: () => Promise<void>;
}

/** Opens a report from disk, in a context of its own. */
export async function openReport(
  browser: Browser,
  file: string,
  { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const misdeeds: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) misdeeds.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().replace(/#.*$/, '') !== address)
      misdeeds.push(`request: ${request.url().slice(0, 200)}`);
  });
  context.on('page', () => misdeeds.push('a new page'));
  await page.goto(address + hash);
  await page.waitForSelector('main > *');
  return { page, misdeeds, close: () => context.close() };
}

/** Shows another view, as a link to it would. */
export async function visit(page: Page, hash: string, ready: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  await page.waitForSelector(ready);
}

/** Where a picture of this run goes. */
export async function artifact(name: string): Promise<string> {
  const folder = join(repository, 'artifacts');
  await mkdir(folder, { recursive: true });
  return join(folder, name);
}
