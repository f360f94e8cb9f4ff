import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reasoningFamilies } from '../../src/providers/reasoning/families.ts';
import { repository } from '../support/cli.ts';

test('docs/reasoning.md has a row with the marks of every family', () => {
  const page = readFileSync(join(repository, 'docs', 'reasoning.md'), 'utf8').replaceAll('\\|', '|');
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  for (const { open, close } of reasoningFamilies) {
    const marks = [...open, ...close].map((mark) => `\`${mark}\``);
    expect(
      rows.filter((row) => marks.every((mark) => row.includes(mark))),
      marks.join(' '),
    ).toHaveLength(1);
  }
});
