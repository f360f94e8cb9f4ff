/** Formulas and hidden characters in texts. */

import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { splitInvisible, visible } from '../../web/text/invisible.ts';
import { formulas } from '../../web/text/math.ts';

const markdown = new MarkdownIt();
markdown.use(formulas);
const render = (text: string) => markdown.render(text);

test.for([
  '$x^2$',
  'so $a+b$, then',
  '\\(x\\)',
  '$$x$$',
  '\\[x\\]',
  '$$\nx\n+ y\n$$',
  '- a\n- $x$',
  '$2x + 3$',
])('%j has a formula', (text) => {
  expect(render(text)).toContain('<math');
  expect(render(text)).not.toMatch(/\$|style=/);
});

test.for([
  'It costs $5 and $6.',
  'from $5-$6 a day',
  'US$5, or $6,000 in all',
  '$5, and that is US$ for you',
  '`$x$`',
  '```\n$x$\n```',
  'a \\$x\\$ b',
  '$ x $',
  '$$',
  'open $x',
])('%j has none', (text) => {
  expect(render(text)).not.toContain('<math');
});

test('a formula that cannot be read shows its source', () => {
  expect(render('$\\frac{1$ and $\\nonsense$')).toContain('<code class="formula">$\\frac{1$</code>');
  expect(render('$\\def\\a{\\a\\a}\\a$')).toContain('formula');
});

test('direction marks, zero widths and controls are told by name', () => {
  expect(visible('a\u202eb\u200bc\u0007')).toBe('a⟨RLO⟩b⟨ZWSP⟩c⟨U+0007⟩');
  expect(splitInvisible('plain\ttext\n')).toEqual([{ text: 'plain\ttext\n' }]);
});

test('joiners that do their work are left alone, others are not', () => {
  const family = '👨\u200d👩\u200d👧 🏳️\u200d🌈';
  const persian = 'می\u200cخواهم';
  expect(visible(family)).toBe(family);
  expect(visible(persian)).toBe(persian);
  expect(visible('pass\u200dword')).toBe('pass⟨ZWJ⟩word');
});
