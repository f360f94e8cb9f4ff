/** docs/mt80.md shows the questions as they are. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { questionKey } from '../../src/records/question.ts';
import { loadQuestions } from '../../src/store/bench/questions.ts';
import { repository } from '../support/cli.ts';

const questions = await loadQuestions(join(repository, 'questions', 'mt80.jsonl'));
const page = await readFile(join(repository, 'docs', 'mt80.md'), 'utf8');

test('docs/mt80.md lists the topic of every question (npm run docs makes it anew)', () => {
  for (const question of questions) {
    const { topic } = question.metadata as { topic: string };
    expect(page).toContain(`| ${questionKey(question)} | ${topic} |`);
  }
});

test('docs/mt80.md shows one full question of each category, with its references', () => {
  const shown = questions.filter((question) => page.includes(`### ${questionKey(question)}: `));
  expect(new Set(shown.map(({ category }) => category)).size).toBe(8);
  expect(shown).toHaveLength(8);
  for (const { turns, reference } of shown) {
    for (const text of [...turns, ...(reference ?? [])]) expect(page).toContain(text);
  }
});
