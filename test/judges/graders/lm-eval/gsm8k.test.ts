import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as gsm8k from '../../../../src/judges/graders/lm-eval/gsm8k.ts';
import { openaiGsm8k } from '../../../../src/judges/graders/openai-gsm8k.ts';
import { simpleEvalsMgsm } from '../../../../src/judges/graders/simple-evals-mgsm.ts';
import {
  cutAt,
  goldenRecords,
  gradeOf,
  hasGolden,
  needsGolden,
  type Official,
  officialOutcome,
  outcome,
} from '../golden-records.ts';

const tasks = {
  lm_eval_gsm8k: {
    stops: ['Question:', '</s>', '<|im_end|>'],
    filters: { 'strict-match': gsm8k.gsm8kStrict, 'flexible-extract': gsm8k.gsm8kFlexible },
  },
  lm_eval_gsm8k_cot: {
    stops: ['Q:', '</s>', '<|im_end|>'],
    filters: { 'strict-match': gsm8k.gsm8kCotStrict, 'flexible-extract': gsm8k.gsm8kCotFlexible },
  },
  lm_eval_gsm8k_cot_zeroshot: {
    stops: ['Q:', '</s>', '<|im_end|>'],
    filters: {
      'strict-match': gsm8k.gsm8kCotZeroshotStrict,
      'flexible-extract': gsm8k.gsm8kCotZeroshotFlexible,
    },
  },
  lm_eval_gsm8k_cot_llama: {
    stops: ['<|eot_id|>', '<|start_header_id|>user<|end_header_id|>', 'Q:', '</s>', '<|im_end|>'],
    filters: { 'strict-match': gsm8k.gsm8kCotLlamaStrict, 'flexible-extract': gsm8k.gsm8kCotLlamaFlexible },
  },
} as const;

const records = goldenRecords<{ answer: string }>('gsm8k.jsonl');
const finalAnswer = (answer: string) => answer.slice(answer.lastIndexOf('####') + 4).trim();

describe.skipIf(!hasGolden)(`official verdicts ${needsGolden}`, () => {
  test.each(Object.entries(tasks))(
    'every verdict of %s is reproduced, cut at the stops or not',
    async (key, task) => {
      for (const { id, item, response, official } of records) {
        const { filters, after_stop_strings: cut } = official[key] as Official;
        for (const [name, grader] of Object.entries(task.filters)) {
          for (const target of [item.answer, finalAnswer(item.answer)]) {
            const bare = filters?.[name];
            const stopped = cut?.[name] ?? bare;
            if (!bare || !stopped) throw new Error(`${id} has no verdict of ${name}`);
            const found = outcome(await gradeOf(grader, { target }, response));
            expect({ id, name, ...found }).toEqual({ id, name, ...officialOutcome(bare) });
            const after = outcome(await gradeOf(grader, { target }, cutAt(response, task.stops)));
            expect({ id, name, ...after }).toEqual({ id, name, ...officialOutcome(stopped) });
          }
        }
      }
      expect(records.length).toBe(157);
    },
  );

  test('every verdict of the OpenAI checker is reproduced, from a whole solution and from the bare answer', async () => {
    for (const { id, item, response, official } of records) {
      const { extracted = null, is_correct } = official.openai_dataset_py as Official;
      for (const target of [item.answer, finalAnswer(item.answer)]) {
        const found = outcome(await gradeOf(openaiGsm8k, { target }, response));
        expect({ id, ...found }).toEqual({
          id,
          ...officialOutcome({ extracted, exact_match: Number(is_correct) }),
        });
      }
    }
  });

  test('every verdict of simple-evals on MGSM in English is reproduced', async () => {
    for (const { id, item, response, official } of records) {
      const { extracted = null, score } = official.simple_evals_mgsm_en as Official;
      const found = outcome(await gradeOf(simpleEvalsMgsm, { target: item.answer }, response));
      expect({ id, ...found }).toEqual({ id, ...officialOutcome({ extracted, exact_match: Number(score) }) });
    }
  });
});

const extracted = async (grader: typeof gsm8k.gsm8kStrict, response: string, target: unknown = '12') =>
  outcome(await gradeOf(grader, { target }, response));

test('strict-match takes the first mark and exactly one blank behind it', async () => {
  expect(await extracted(gsm8k.gsm8kStrict, 'So 7.\n#### 12\n#### 13')).toEqual({
    extracted: '12',
    score: 1,
  });
  expect((await extracted(gsm8k.gsm8kStrict, '####12')).extracted).toBeUndefined();
  expect((await extracted(gsm8k.gsm8kStrict, '####  12')).extracted).toBeUndefined();
});

test('flexible-extract takes the last run, be it nothing but a dollar sign and a dot', async () => {
  expect(await extracted(gsm8k.gsm8kFlexible, 'It is \\boxed{12}$.')).toEqual({
    extracted: '$.',
    score: 0,
  });
  expect(await extracted(gsm8k.gsm8kFlexible, '12.0')).toEqual({ extracted: '12.0', score: 0 });
  expect(await extracted(gsm8k.gsm8kFlexible, '$12.', '$12')).toEqual({ extracted: '$12.', score: 1 });
});

test('the chain-of-thought strict match eats the character behind the number', async () => {
  expect(await extracted(gsm8k.gsm8kCotStrict, 'The answer is 12')).toEqual({ extracted: '1', score: 0 });
  expect(await extracted(gsm8k.gsm8kCotStrict, 'The answer is 12\n')).toEqual({ extracted: '1', score: 0 });
  expect(await extracted(gsm8k.gsm8kCotStrict, 'The answer is 12\r')).toEqual({
    extracted: '12',
    score: 1,
  });
  expect((await extracted(gsm8k.gsm8kCotStrict, 'The answer is 7')).extracted).toBeUndefined();
});

test('the OpenAI checker wants the text of the number', async () => {
  expect(await extracted(openaiGsm8k, '#### 1,200', '1200')).toEqual({ extracted: '1200', score: 1 });
  expect((await extracted(openaiGsm8k, '#### ,')).extracted).toBeUndefined();
  expect(await extracted(openaiGsm8k, '#### 12.')).toEqual({ extracted: '12.', score: 0 });
});

test('simple-evals drops final zeros and reads decimal digits of any script', async () => {
  expect(await extracted(simpleEvalsMgsm, 'Answer: 12.00')).toEqual({ extracted: '12.00', score: 1 });
  expect(await extracted(simpleEvalsMgsm, 'Answer: ١٢')).toEqual({ extracted: '١٢', score: 0 });
  expect((await extracted(simpleEvalsMgsm, 'answer: 12')).extracted).toBeUndefined();
});

test('the place in the response is where the extracted text stands', async () => {
  const graders = [gsm8k.gsm8kStrict, gsm8k.gsm8kFlexible, gsm8k.gsm8kCotStrict, gsm8k.gsm8kCotLlamaStrict];
  const pieces = fc.constantFrom(
    '#### ',
    'The answer is ',
    'The final answer is ',
    '-',
    '12',
    '3.5',
    '$',
    ',',
    '\n',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces), async (parts) => {
      const response = parts.join('');
      for (const grader of graders) {
        const grade = await gradeOf(grader, { target: '12' }, response);
        if (grade.kind !== 'graded') continue;
        const [start, end] = (grade.details?.at ?? []) as [number, number];
        expect(response.slice(start, end)).toBe(grade.extracted);
      }
    }),
  );
});

test('a question without a usable target cannot be graded', async () => {
  for (const target of [undefined, null, '', ['12'], Number.NaN]) {
    await expect(gradeOf(gsm8k.gsm8kStrict, { target }, '#### 12')).rejects.toThrow(
      'the target must be a number',
    );
  }
  await expect(gradeOf(openaiGsm8k, { target: 'twelve' }, '#### 12')).rejects.toThrow(
    'no number in the target',
  );
});
