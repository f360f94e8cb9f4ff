/** The documentation as `npm run docs:site` builds it: every link leads somewhere, the search finds, axe finds no barrier. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { browserPath, startBrowser } from './browser.ts';

const site = join(repository, 'artifacts', 'site');
/** A build takes a minute on a busy machine. */
const patience = 600_000;

beforeAll(async () => {
  await promisify(execFile)('npm', ['run', 'docs:site'], { cwd: repository, maxBuffer: 2 ** 24 });
}, patience);

/** The files that a page links to or shows, as paths on the server. */
function linksOf(html: string, page: string): string[] {
  return [...html.matchAll(/ (?:href|src)="([^"#?]+)[^"]*"/g)].flatMap(([, link = '']) => {
    if (/^(?:[a-z]+:|\/\/)/.test(link)) return [];
    return [normalize(link.startsWith('/') ? link : join('/', page, '..', link))];
  });
}

test('every link of every page leads to a page or a file', async () => {
  const pages = (await readdir(site, { recursive: true })).filter((name) => name.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(60);
  const dead: string[] = [];
  for (const page of pages) {
    const html = await readFile(join(site, page), 'utf8');
    for (const link of linksOf(html, page)) {
      const file = join(site, link);
      const found = [file, `${file}.html`, join(file, 'index.html')].some(
        (path) => existsSync(path) && extname(path) !== '',
      );
      if (!found && !(link.endsWith('LICENSE') && existsSync(file))) dead.push(`${page}: ${link}`);
    }
  }
  expect(dead).toEqual([]);
});

test('every page of docs/ is one of the site', async () => {
  for (const name of await readdir(join(repository, 'docs'))) {
    if (!name.endsWith('.md') || name.endsWith('.template.md')) continue;
    expect(existsSync(join(site, 'docs', name.replace(/\.md$/, '.html'))), name).toBe(true);
  }
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Serves the built files as a plain web server does. */
async function serveSite(): Promise<{ server: Server; address: string }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = join(site, extname(name) === '' ? `${name}.html` : name);
    const body = await readFile(file).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { 'Content-Type': types[extname(file)] ?? 'text/plain' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A page of the browser, and what it did that it should not have. */
async function openPage(browser: Browser, address: string): Promise<{ page: Page; failed: string[] }> {
  const page = await browser.newPage();
  const failed: string[] = [];
  page.on('pageerror', (error) => failed.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) failed.push(request.url());
  });
  return { page, failed };
}

/** The theme's search button is called "Search" and shows its keys, too: nothing that a page of ours can change. */
const ofTheTheme = 'label-content-name-mismatch';

async function barriers(page: Page): Promise<unknown[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ id }) => id !== ofTheTheme)
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]);
}

const shown = ['/', '/docs/results', '/docs/flags', '/examples/team/README'];

describe.skipIf(browserPath === undefined)('in a browser', () => {
  let [browser, server, page]: [Browser?, Server?, Page?] = [];
  let address = '';
  let failed: string[] = [];

  beforeAll(async () => {
    ({ server, address } = await serveSite());
    browser = await startBrowser();
    ({ page, failed } = await openPage(browser, address));
  }, patience);
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  test('the search finds a flag, and leads to its page', async () => {
    await page?.goto(`${address}/docs/stages`);
    await page?.keyboard.press('Control+k');
    await page?.fill('.VPLocalSearchBox input', 'style-control');
    await page?.click('.VPLocalSearchBox .result');
    await page?.waitForFunction(() => document.querySelector('main')?.textContent?.includes('style-control'));
    expect(page?.url()).not.toContain('/docs/stages');
  });

  test.each(shown)('axe finds no barrier on %s', async (path) => {
    await page?.goto(`${address}${path}`);
    await page?.waitForSelector('main h1');
    expect(page && (await barriers(page))).toEqual([]);
  });

  test('no page has asked for anything from elsewhere, or has failed', () => {
    expect(failed).toEqual([]);
  });
});
