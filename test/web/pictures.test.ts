/** Pictures of questions in a real browser: in the report and in the arena, and none of an answer. */

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { startViewer } from '../view/viewer.ts';
import { browserPath, openReport, startBrowser } from './browser.ts';

/** A PNG of one pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==';
const text = (words: string) => ({ type: 'text', text: words });
const image = { type: 'image', file: 'images/a.png' };

let browser: Browser;
let data: DataDir;

beforeAll(async () => {
  data = makeDataDir();
  await data.write('questions/images/a.png', Buffer.from(png, 'base64'));
  const turns = [
    [text('How many?'), image],
    [image, text('And here?')],
  ];
  await data.write('questions/pics.jsonl', [{ question_id: 1, category: 'vision', turns, target: '5' }]);
  for (const model of ['m', 'n']) {
    const own = [`#### 5\n\n![mine](data:image/png;base64,${png})`, `Five, says ${model}.`];
    const choices = [{ index: 0, turns: own }];
    const answer = { question_id: 1, answer_id: model, model_id: model, choices, tstamp: 1 };
    await data.write(`answers/pics/${model}.jsonl`, [answer]);
  }
  const graded = await run('gen-judgment', ['--bench', 'pics', '--judge', 'number'], { cwd: data.path });
  expect(graded.code, graded.stderr).toBe(0);
  const shown = ['--bench', 'pics', '--html', join(data.path, 'report.html')];
  expect((await run('show-results', shown, { cwd: data.path })).code).toBe(0);
  if (browserPath !== undefined) browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await data?.remove();
});

const inBrowser = test.skipIf(browserPath === undefined);

/** In the browser: the name of each picture, and whether it was drawn. */
const drawn = (pictures: Element[]) =>
  pictures.map((each) => [each.getAttribute('alt'), (each as HTMLImageElement).naturalWidth > 0]);

inBrowser('a report shows the pictures of the question below its turns, and none of an answer', async () => {
  const options = { hash: '#question/1?left=m&right=n' };
  const { page, misdeeds, close } = await openReport(browser, join(data.path, 'report.html'), options);
  await page.waitForSelector('.asked-picture');
  expect(await page.$$eval('img', drawn)).toEqual([
    ['image 1', true],
    ['image 2', true],
  ]);
  expect(misdeeds).toEqual([]);
  await close();
});

inBrowser('the arena shows them, too', async () => {
  const viewer = await startViewer(data.path, ['--bench', 'pics'], () => undefined);
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${viewer.url}arena`);
  await page.fill('#voter', 'ann');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.asked-picture');
  expect(await page.$$eval('img', drawn)).toEqual([
    ['image 1', true],
    ['image 2', true],
  ]);
  expect(errors).toEqual([]);
  await page.close();
  await viewer.end();
});
