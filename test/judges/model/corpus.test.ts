/** Judge replies written for this project, in seven languages, each with the verdict that a careful person reads. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseReply } from '../../../src/judges/model/verdict.ts';
import { finishReasonSchema } from '../../../src/records/calls/call.ts';
import { repository } from '../../support/cli.ts';

const entrySchema = z.strictObject({
  /** What makes the reply worth having. */
  kind: z.string().default('adversarial'),
  format: z.enum(['single', 'pair', 'scores']).default('single'),
  finish: finishReasonSchema.default('stop'),
  reply: z.string(),
  verdict: z.union([z.number(), z.enum(['A', 'B', 'tie', 'none'])]),
});

const formats = { single: '[[rating]]', pair: '[[A]]', scores: '[[rating_a,rating_b]]' } as const;
const languages = ['en', 'zh', 'ja', 'ko', 'de', 'fr', 'es'];

const corpus = [...languages, 'adversarial'].flatMap((language) => {
  const file = join(repository, 'test', 'judges', 'model', 'corpus', `${language}.yaml`);
  const entries = z.array(entrySchema).parse(parse(readFileSync(file, 'utf8')));
  return entries.map((entry) => ({ ...entry, language }));
});

test('the corpus has at least 400 replies, and 40 in each language', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(400);
  for (const language of languages) {
    expect(corpus.filter((entry) => entry.language === language).length).toBeGreaterThanOrEqual(40);
  }
});

test.each(corpus)('a careful person and `parseReply()` read the same ($language): $kind', (entry) => {
  const { verdict } = parseReply(entry.reply, { format: formats[entry.format], finish: entry.finish });
  const read =
    verdict.kind === 'rating' ? verdict.rating : verdict.kind === 'winner' ? verdict.winner : 'none';
  expect(read, verdict.kind === 'unparsed' ? verdict.reason : '').toBe(entry.verdict);
});
