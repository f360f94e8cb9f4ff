/** The sanitizer without the Markdown before it and the policy behind it: whatever it is given, nothing comes out of it. */

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { browserPath, startBrowser } from './browser.ts';
import { payloads } from './payloads.ts';

let browser: Browser;
let page: Page;
const requests: string[] = [];

beforeAll(async () => {
  if (browserPath === undefined) return;
  const bundle = await rolldown({ input: join(repository, 'web', 'text', 'sanitize.ts') });
  const { output } = await bundle.generate({ format: 'iife', name: 'tested' });
  browser = await startBrowser();
  page = await browser.newPage();
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent('<main></main>');
  await page.addScriptTag({ content: output[0].code });
});

afterAll(async () => {
  await browser?.close();
});

const inBrowser = test.skipIf(browserPath === undefined);

interface Sanitizing {
  tested: { sanitize: (html: string) => DocumentFragment };
  __pwned?: unknown;
}

/** Runs in the page: makes the HTML part of it, and tells what of that should not be there. */
function insert(html: string): string[] {
  const { tested } = window as unknown as Sanitizing;
  const main = document.querySelector('main');
  main?.replaceChildren(tested.sanitize(html));
  const found: string[] = [];
  const elements =
    /^(?:p|br|hr|h[1-6]|blockquote|[uo]l|li|strong|em|s|a|code|pre|span|t(?:able|head|body|r|h|d)|m[a-z]+|semantics|none)$/;
  for (const { localName, attributes } of main?.querySelectorAll('*') ?? []) {
    if (!elements.test(localName) || ['meta', 'marquee', 'main'].includes(localName)) found.push(localName);
    for (const { name, value } of attributes) {
      if (/^(?:on.*|style|id|name|src|srcset|ping|is|slot|xlink:href)$/.test(name))
        found.push(`${localName} ${name}`);
      if (name === 'href' && !/^(?:https?:|mailto:)/.test(value)) found.push(`${localName} href ${value}`);
      if (name === 'href' && localName !== 'a') found.push(`${localName} href`);
    }
  }
  return found;
}

inBrowser(
  'HTML comes out as listed elements with listed attributes, and links to nothing but the web',
  async () => {
    for (const payload of payloads)
      expect(await page.evaluate(insert, payload), payload.slice(0, 80)).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as Sanitizing).__pwned)).toBeUndefined();
    expect(requests.filter((address) => !address.startsWith('about:'))).toEqual([]);
  },
);

inBrowser('a link opens elsewhere, tells nobody where it was, and shows where it leads', async () => {
  const link = await page.evaluate(() => {
    const { tested } = window as unknown as Sanitizing;
    const given = '<a href="https://example.invalid/x" title="a bank" target="_top" ping="/p" download>x</a>';
    return tested.sanitize(given).querySelector('a')?.outerHTML;
  });
  expect(link).toBe(
    '<a href="https://example.invalid/x" title="https://example.invalid/x" target="_blank" rel="noopener noreferrer">x</a>',
  );
});
