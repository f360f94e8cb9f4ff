/** Makes docs/report.png, the README's picture, from the demo: build first, and have a Chromium. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const repository = fileURLToPath(new URL('..', import.meta.url));
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path));
if (!executablePath) throw new Error('no Chromium: install one, or name it in CHROMIUM');

const folder = mkdtempSync(join(tmpdir(), 'mt-judge-picture-'));
const run = (bin, ...args) =>
  execFileSync(
    process.execPath,
    [join(repository, 'dist', 'bin', `${bin}.js`), '--data-dir', folder, ...args],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );

try {
  run('gen-answers', '--model', 'offline/reference', 'offline/terse', 'offline/echo', '--quiet');
  run('gen-judgment', '--judge', 'offline/judge', '--quiet');
  const report = join(folder, 'report.html');
  run('show-results', '--html', report, '--quiet');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({
    viewport: { width: 1160, height: 1200 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
  });
  await page.goto(pathToFileURL(report).href);
  await page.locator('#radar').waitFor();
  // The figures, whole; the notes below them are for those who read on.
  const height = await page.locator('#notes').evaluate((title) => title.closest('section').offsetTop - 24);
  const clip = { x: 0, y: 0, width: 1160, height };
  await page.screenshot({ path: join(repository, 'docs', 'report.png'), clip });
  await browser.close();
} finally {
  rmSync(folder, { recursive: true });
}
