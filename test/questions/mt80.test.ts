/** The default bench holds what it should: counts, ids, references, no near-duplicates, no broken characters. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { estimateTokens } from '../../src/client/cost/tokens.ts';
import { type Question, questionKey } from '../../src/records/question.ts';
import { loadQuestions } from '../../src/store/bench/questions.ts';
import { repository, sharedData } from '../support/cli.ts';

const questions = await loadQuestions(join(repository, 'questions', 'mt80.jsonl'));
const withReferences = ['math', 'reasoning', 'coding', 'extraction'];
const categories = [...withReferences, 'writing', 'roleplay', 'stem', 'humanities'].sort();
const mtBench = join(sharedData, 'fastchat', 'question.jsonl');

/** Share of common word 5-shingles (Jaccard) above which two questions would count as near-duplicates. */
const bound = 0.05;

test('mt80 holds 80 questions with unique ids, ten a category, two turns each', () => {
  expect(questions).toHaveLength(80);
  expect(new Set(questions.map(questionKey)).size).toBe(80);
  expect([...new Set(questions.map(({ category }) => category))].sort()).toEqual(categories);
  for (const category of categories) {
    const ids = questions.filter((question) => question.category === category).map(questionKey);
    expect(ids).toEqual(
      Array.from({ length: 10 }, (_, index) => `${category}-${String(index + 1).padStart(2, '0')}`),
    );
  }
  for (const question of questions) expect(question.turns, questionKey(question)).toHaveLength(2);
});

test('mt80 has two references for every question of math, reasoning, coding and extraction, and no others', () => {
  for (const question of questions) {
    const due = withReferences.includes(question.category) ? 2 : undefined;
    expect(question.reference?.length, questionKey(question)).toBe(due);
  }
});

test('mt80 names a distinct topic for each question and carries its canary in the first', () => {
  const topics = questions.map(({ metadata }) => (metadata as { topic?: string }).topic ?? '');
  expect(topics.filter((topic) => topic.length >= 4)).toHaveLength(80);
  expect(new Set(topics).size).toBe(80);
  const { canary } = (questions[0]?.metadata ?? {}) as { canary?: string };
  expect(canary).toMatch(/GUID [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('mt80 has no broken characters, no stray spaces, and turns of sane length', () => {
  for (const question of questions) {
    const [first = '', second = ''] = question.turns;
    for (const text of [...question.turns, ...(question.reference ?? [])]) {
      expect(text, questionKey(question)).not.toMatch(
        /(?![\n\t])[\p{Cc}\ufffd\u200b-\u200f\u202a-\u202e\ufeff]|â€|Ã./u,
      );
      expect(text, questionKey(question)).toBe(text.trim());
    }
    expect(estimateTokens(first), questionKey(question)).toBeGreaterThan(30);
    expect(estimateTokens(first), questionKey(question)).toBeLessThan(1500);
    expect(estimateTokens(second), questionKey(question)).toBeGreaterThan(15);
    expect(estimateTokens(second), questionKey(question)).toBeLessThan(500);
  }
});

test(`no two questions of mt80 share more than ${bound * 100} % of their word 5-shingles`, () => {
  const all = questions.map(shinglesOf);
  for (const [index, one] of all.entries()) {
    for (const [other, two] of all.entries()) {
      if (other <= index) continue;
      const names = [questions[index], questions[other]].map((question) => question && questionKey(question));
      expect(jaccard(one, two), names.join(' and ')).toBeLessThan(bound);
    }
  }
});

test('the shingle similarity finds a near-duplicate', () => {
  const [one] = questions;
  if (!one) throw new Error('mt80 is empty');
  const near = { ...one, turns: one.turns.map((turn) => turn.replace(/\w+$/, 'changed')) };
  expect(jaccard(shinglesOf(one), shinglesOf(near))).toBeGreaterThan(bound);
});

describe.skipIf(!existsSync(mtBench))(
  'against the real MT-Bench questions (skipped where they are absent)',
  () => {
    test(`no question of mt80 shares more than ${bound * 100} % of its shingles with one of MT-Bench`, async () => {
      const lines = (await readFile(mtBench, 'utf8')).trim().split('\n');
      const theirs = lines.map((line) => shinglesOf(JSON.parse(line) as Question));
      expect(theirs).toHaveLength(80);
      for (const question of questions) {
        const own = shinglesOf(question);
        for (const other of theirs) expect(jaccard(own, other), questionKey(question)).toBeLessThan(bound);
      }
    });
  },
);

/** Runs of five words, lower case, without punctuation, over all turns. */
function shinglesOf({ turns }: Pick<Question, 'turns'>): Set<string> {
  const words =
    turns
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(4).map((_, index) => words.slice(index, index + 5).join(' ')));
}

function jaccard(one: ReadonlySet<string>, two: ReadonlySet<string>): number {
  const common = [...one].filter((shingle) => two.has(shingle)).length;
  return common / (one.size + two.size - common || 1);
}
