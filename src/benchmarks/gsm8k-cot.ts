/**
 * GSM8K asked with eight fixed shots that reason step by step (Wei et al. 2022, chain of thought). The questions are those
 * of gsm8k.ts.
 *
 * The shots come from lm-evaluation-harness, `lm_eval/tasks/gsm8k/gsm8k-cot.yaml` at 4e7e0d4, where one is:
 *
 *     - question: There are 15 trees …
 *       target: There are 15 trees originally. … The answer is 6.
 *
 * With `--shots` also from a file of records `{"question": "…", "answer": "…"}` (or `target` in place of `answer`).
 */

import type { Benchmark } from './benchmark.ts';
import { lmEvalFile, readFewshotYaml } from './data/lm-eval-shots.ts';
import { textOf } from './data/row.ts';
import { gsm8kData } from './gsm8k.ts';

export const gsm8kCot: Benchmark = {
  name: 'gsm8k-cot',
  title: 'GSM8K, 8 fixed shots with chains of thought',
  ...gsm8kData,
  shots: {
    files: [{ path: lmEvalFile('gsm8k/gsm8k-cot.yaml') }],
    named: /(?:^|\/)gsm8k-cot\.yaml$/,
    rows: 8,
    read: readFewshotYaml,
    toShot: (row, { position }) => ({
      question_id: `shot/${position('shot')}`,
      category: 'math',
      turns: [textOf(row, 'question')],
      answer: textOf(row, row.fields.target === undefined ? 'answer' : 'target'),
    }),
  },
  equals: 'lm-eval gsm8k_cot 3.0 (4e7e0d4)',
  ask: {
    generate: {
      template: 'Q: {question}\nA:',
      fewshot: { count: 8, source: 'fixed' },
      stop: ['Q:', '</s>', '<|im_end|>'],
      max_tokens: 256,
      graders: ['number', 'lm-eval/gsm8k_cot:strict-match', 'lm-eval/gsm8k_cot:flexible-extract'],
    },
  },
};
