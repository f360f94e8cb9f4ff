import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { answerSchema } from '../../src/records/answer.ts';
import { singleJudgmentKey, singleJudgmentSchema } from '../../src/records/judgment.ts';
import { questionSchema } from '../../src/records/question.ts';
import { sharedData } from '../support/cli.ts';

const folder = join(sharedData, 'fastchat');
const models = ['claude-v1', 'gpt-3.5-turbo', 'gpt-4', 'llama-13b', 'phi-3', 'phi-3-dpo', 'vicuna-13b-v1.3'];
const forks = ['ultrachat_baseline', 'ultrachat_cai', 'ultrachat_sai'];

const files: [string, z.ZodType, number][] = [
  ['question.jsonl', questionSchema, 80],
  ['reference_answer/gpt-4.jsonl', answerSchema, 30],
  ['model_judgment/gpt-4_single.jsonl', singleJudgmentSchema, 480],
  ...[...models, ...forks].map((model): [string, z.ZodType, number] => [
    `model_answer/${model}.jsonl`,
    answerSchema,
    80,
  ]),
];

const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');

describe.skipIf(!existsSync(folder))(
  'real FastChat records (skipped where the shared records are absent)',
  () => {
    test.each(files)(
      'every record of %s parses and survives a round trip, field for field',
      (name, schema, count) => {
        const lines = linesOf(name);
        expect(lines).toHaveLength(count);
        for (const line of lines) {
          const record = JSON.parse(line);
          expect(JSON.parse(JSON.stringify(schema.parse(record)))).toEqual(record);
        }
      },
    );

    test('each single judgment has a key of its own', () => {
      const keys = linesOf('model_judgment/gpt-4_single.jsonl').map((line) =>
        singleJudgmentKey(singleJudgmentSchema.parse(JSON.parse(line))),
      );
      expect(new Set(keys).size).toBe(480);
    });
  },
);
