/** The pages link to what is there, and the README stays short. */

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/cli.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...(await readdir(join(repository, 'docs')))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...(await readdir(join(repository, 'docs/decisions'))).map((name) => `docs/decisions/${name}`),
];

/** The anchors of a page, as its headings give them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('every relative link of %s leads somewhere', async (page) => {
  const text = await readFile(join(repository, page), 'utf8');
  for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link)) continue;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? join(repository, page) : join(repository, dirname(page), path);
    expect(existsSync(target), `${page} links to ${link}`).toBe(true);
    if (anchor)
      expect(anchorsOf(await readFile(target, 'utf8')), `${page} links to ${link}`).toContain(anchor);
  }
});

test('the README has at most 1,200 words', async () => {
  const text = await readFile(join(repository, 'README.md'), 'utf8');
  expect(text.split(/\s+/).length).toBeLessThanOrEqual(1200);
});
