/** The grader of language consistency, on texts of our own: what it tells, what it leaves alone, what it refuses. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createLanguageGrader } from '../../../../src/judges/graders/language/language.ts';
import { tellLanguage } from '../../../../src/judges/graders/language/tell.ts';
import { findGraderJudge } from '../../../../src/judges/registry.ts';
import { repository } from '../../../support/cli.ts';

const file = join(repository, 'test/judges/graders/language/sentences.yaml');
const sentences = z.record(z.string(), z.array(z.string())).parse(parse(readFileSync(file, 'utf8')));
const texts = Object.entries(sentences).flatMap(([language, all]) => all.map((text) => ({ language, text })));

test.each(texts)('what is told of "$text" is $language, or nothing', ({ language, text }) => {
  const told = tellLanguage(text);
  if (told.kind === 'told') expect(told.codes).toContain(language);
  else expect(told.never).not.toContain(language);
});

test('every text of some length is told, short ones of Chinese, Japanese and Korean too', () => {
  const untold = texts.filter(({ text }) => tellLanguage(text).kind === 'untold');
  for (const { language, text } of untold) {
    if (language !== 'none') expect(text.length, text).toBeLessThan(80);
    expect(['ja', 'ko', 'zh'], text).not.toContain(language);
  }
  expect(untold.filter(({ language }) => language === 'none')).toHaveLength(sentences.none?.length ?? 0);
});

const grade = (language: string, response: string, check?: unknown) =>
  createLanguageGrader(language).grade({ question: { question_id: 1, turns: ['?'], check }, response });
const english = 'The valve has to be closed before the pump is switched on, or else the pressure rises.';
const japanese = 'ポンプを動かす前に必ずバルブを閉めてください。';

test('an answer in the language of the bench scores 1, one in another 0, and the record names both', async () => {
  expect(await grade('ja', japanese)).toMatchObject({
    kind: 'graded',
    score: 1,
    extracted: 'ja',
    target: 'ja',
  });
  expect(await grade('ja', english)).toMatchObject({
    kind: 'graded',
    score: 0,
    extracted: 'en',
    target: 'ja',
  });
  expect(await grade('zh-TW', '啟動水泵之前必須先關上閥門。')).toMatchObject({ score: 1, target: 'zh' });
});

test('what no language can be told of is not held against an answer; a blank one is no answer', async () => {
  for (const text of sentences.none ?? []) expect(await grade('ja', text), text).toMatchObject({ score: 1 });
  expect(await grade('de', 'Die Antwort ist 42.')).toMatchObject({
    score: 1,
    extracted: 'too short to tell',
  });
  expect(await grade('ja', 'Yes, that is exactly right.')).toMatchObject({ score: 0 });
  expect(await grade('ja', ' \n')).toMatchObject({ kind: 'no-answer' });
});

test('a question may allow other languages, or any', async () => {
  expect(await grade('ja', english, { language: ['ja', 'en'] })).toMatchObject({
    score: 1,
    target: 'ja or en',
  });
  expect(await grade('ja', english, { language: 'any' })).toMatchObject({ score: 1, target: 'any' });
  await expect(grade('ja', english, { language: 3 })).rejects.toThrow('question 1: check.language must be');
});

test('a language that the detector does not know is refused by name', async () => {
  expect(() => createLanguageGrader('eo')).toThrow(
    /does not know "eo" \(language:eo\): it knows af, ar, .*zh/,
  );
  await expect(findGraderJudge('language:xx', {})).rejects.toThrow('does not know "xx"');
  expect((await findGraderJudge('language:pt-BR', {}))?.id).toBe('language:pt@1');
});
