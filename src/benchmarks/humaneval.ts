/**
 * HumanEval: Python functions to complete, graded by running tests. Chen et al. 2021; openai/human-eval, MIT.
 *
 * A row, on the hub (parquet) and in the original `HumanEval.jsonl.gz` alike:
 *
 *     {"task_id": "HumanEval/0", "prompt": "from typing import List\n\n\ndef has_close_elements(…", "entry_point":
 *      "has_close_elements", "canonical_solution": "    for idx, …", "test": "…def check(candidate):\n …"}
 *
 * The instruction before the prompt is ours: a chat model is asked for a whole function in a fenced block, which the
 * grader `code` reads; and no stop string cuts it. The other harnesses give the prompt alone and take a continuation.
 */

import type { Benchmark } from './benchmark.ts';
import { optionalText, refuse, shownValue, textOf } from './data/row.ts';

export const humaneval: Benchmark = {
  name: 'humaneval',
  title: 'HumanEval',
  dataset: 'openai/openai_humaneval',
  revision: '7dce6050a7d6d172f3cc5c32aa97f52fa1a2e544',
  licence: 'MIT',
  questions: {
    files: [{ path: 'openai_humaneval/test-00000-of-00001.parquet' }],
    named: /(?:^|\/)[^/]*(?:humaneval|test)[^/]*\.(?:parquet|jsonl|json)(?:\.gz)?$/,
    rows: 164,
  },
  toQuestion: (row) => {
    const prompt = textOf(row, 'prompt');
    const entryPoint = textOf(row, 'entry_point');
    const test = textOf(row, 'test');
    if (!prompt.includes(`def ${entryPoint}`)) {
      refuse(row, `the prompt has no function of the name ${shownValue(entryPoint)} (entry_point)`);
    }
    if (!test.includes('check(')) refuse(row, 'the test has no function check');
    const canonical = optionalText(row, 'canonical_solution');
    return {
      question_id: textOf(row, 'task_id'),
      category: 'coding',
      turns: [prompt],
      reference: [`${prompt}${canonical}`],
      check: { entry_point: entryPoint, test, prompt, canonical },
    };
  },
  equals: 'no task of another harness: they give the prompt alone, for a continuation',
  ask: {
    generate: {
      template:
        'Complete the Python function below. Reply with the whole function, and with the imports that it needs, in one fenced block of Python code.\n\n```python\n{question}```\n',
      max_tokens: 1024,
      graders: ['code', 'openai/human-eval', 'lm-eval/humaneval', 'lm-eval/humaneval_instruct'],
    },
  },
};
