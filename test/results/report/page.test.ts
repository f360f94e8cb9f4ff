/** The page as a file: its policy, and that no data can leave their element. */

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { overviewOf } from '../../../src/results/report/overview.ts';
import { pageStart, textsElement } from '../../../src/results/report/page.ts';

const overview = overviewOf({
  ...{ bench: '</script><!--<script>\u2028', version: '1', judged: null },
  ...{ questions: undefined, single: undefined, pairs: undefined },
});

test('names in the data end neither their element nor a line', () => {
  const page = pageStart({ overview, script: 'start()', style: '', printedBy: 'show-results' });
  const data = /<script type="application\/json" id="overview">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  expect(data).not.toMatch(/<|\u2028/);
  expect(JSON.parse(data).bench).toBe('</script><!--<script>\u2028');
  expect(page).toContain('<title>&lt;/script&gt;&lt;!--&lt;script&gt;');
});

test('the policy names the very script and style that stand in the page, and nothing else', () => {
  const page = pageStart({
    overview,
    script: 'const end = "</script><!--";',
    style: 'p { margin: 0 }',
    printedBy: 'show-results',
  });
  const hashOf = (text: string | undefined) =>
    createHash('sha256')
      .update(text ?? '')
      .digest('base64');
  const script = /<script>(.*?)<\/script>/s.exec(page)?.[1];
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1];
  expect(script).toBe('const end = "\\x3c/script>\\x3c!--";');
  expect(page).toContain(
    `content="default-src 'none'; script-src 'sha256-${hashOf(script)}'; style-src 'sha256-${hashOf(style)}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/unsafe|https?:/);
});

test('the texts of a question are an element without a meaning to the browser', () => {
  expect(textsElement(3, 'H4sI')).toBe('<script type="text/plain" id="texts-3">H4sI</script>\n');
});
