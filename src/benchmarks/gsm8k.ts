/**
 * GSM8K: word problems of grade-school arithmetic. Cobbe et al. 2021; openai/grade-school-math, MIT.
 *
 * A row, on the hub (parquet) and in the original `test.jsonl` and `train.jsonl` alike:
 *
 *     {"question": "Janet’s ducks lay …", "answer": "Janet sells … <<16-3-4=9>>9 …\n#### 18"}
 *
 * The answer is a solution with marks of a calculator in it, and a last line `#### ` with the number. Of 1,319 numbers 14
 * have commas for thousands and two are negative.
 */

import type { Benchmark, DataPart } from './benchmark.ts';
import { type Row, refuse, shownValue, textOf } from './data/row.ts';

type Shared = Pick<Benchmark, 'dataset' | 'revision' | 'licence' | 'questions' | 'toQuestion'>;

/** What the two ways of asking have in common: the data, and how a row of them is read. */
export const gsm8kData: Shared = {
  dataset: 'openai/gsm8k',
  revision: '740312add88f781978c0658806c59bc2815b9866',
  licence: 'MIT',
  questions: {
    files: [
      {
        path: 'main/test-00000-of-00001.parquet',
        sha256: 'ee7b8da9e381df27b9e3f7758a159ab2bdaa4dbaa910546cbbc47e0cb44e4f59',
      },
    ],
    named: /(?:^|\/)[^/]*test[^/]*\.(?:parquet|jsonl|json|csv)(?:\.gz)?$/,
    rows: 1319,
  },
  toQuestion: (row, { position }) => {
    const answer = textOf(row, 'answer');
    return {
      question_id: position('question'),
      category: 'math',
      turns: [textOf(row, 'question')],
      reference: [answer],
      target: finalNumber(row, answer),
    };
  },
};

const train: DataPart = {
  files: [{ path: 'main/train-00000-of-00001.parquet' }],
  named: /(?:^|\/)[^/]*train[^/]*\.(?:parquet|jsonl|json|csv)(?:\.gz)?$/,
  rows: 7473,
};

export const gsm8k: Benchmark = {
  name: 'gsm8k',
  title: 'GSM8K, 5 shots from train',
  ...gsm8kData,
  shots: {
    ...train,
    toShot: (row, reading) => ({
      ...gsm8kShot(row, reading.position('shot')),
      answer: textOf(row, 'answer'),
    }),
  },
  equals: 'lm-eval gsm8k 3.0 (4e7e0d4), with --fewshot-sampler lm-eval; as it is, the first 5 rows of train',
  ask: {
    generate: {
      template: 'Question: {question}\nAnswer:',
      fewshot: { count: 5, source: 'train' },
      stop: ['Question:', '</s>', '<|im_end|>'],
      max_tokens: 256,
      graders: ['number', 'lm-eval/gsm8k:strict-match', 'lm-eval/gsm8k:flexible-extract', 'openai/gsm8k'],
    },
  },
};

function gsm8kShot(row: Row, position: number) {
  return { question_id: `train/${position}`, category: 'math', turns: [textOf(row, 'question')] };
}

const mark = '#### ';
const numeral = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

/** What stands behind the last `#### `. */
function finalNumber(row: Row, answer: string): string {
  const start = answer.lastIndexOf(mark);
  if (start < 0) refuse(row, `the answer has no line "${mark}<number>": ${shownValue(answer.slice(-60))}`);
  const target = answer.slice(start + mark.length).trim();
  if (!numeral.test(target)) refuse(row, `no number stands behind "${mark}": ${shownValue(target)}`);
  return target;
}
