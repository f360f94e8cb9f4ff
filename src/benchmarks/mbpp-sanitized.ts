/**
 * MBPP, sanitized: 427 tasks whose sentence and assertions the authors went over by hand. 257 of them are in the range of
 * test ids.
 *
 * A row of the original `sanitized-mbpp.json`, which is one array, and on the hub (parquet) alike:
 *
 *     {"source_file": "Benchmark Questions …", "task_id": 2, "prompt": "Write a function to …", "code": "def similar_…",
 *      "test_imports": [], "test_list": ["assert set(…", …]}
 *
 * Tasks have three to seven assertions; all are shown and run.
 */

import type { Benchmark } from './benchmark.ts';
import { ifShot, ifTest, mbppQuestion, mbppShared, mbppShot, mbppShots } from './mbpp.ts';

export const mbppSanitized: Benchmark = {
  name: 'mbpp-sanitized',
  title: 'MBPP sanitized, 3 fixed shots',
  ...mbppShared,
  questions: {
    files: [{ path: 'sanitized/test-00000-of-00001.parquet' }],
    named: /(?:^|\/)[^/]*sanitized(?:[^/]*|\/test[^/]*)\.(?:parquet|jsonl|json)(?:\.gz)?$/,
    rows: 257,
  },
  toQuestion: (row, reading) => ifTest(row, reading, () => mbppQuestion(row, 'prompt', reading)),
  shots: {
    ...mbppShots('sanitized', /(?:^|\/)[^/]*sanitized\/prompt[^/]*\.(?:parquet|jsonl|json)(?:\.gz)?$/),
    toShot: (row, reading) => ifShot(row, () => mbppShot(row, 'prompt', reading)),
    amongQuestions: true,
  },
  equals: "no task of another harness: it is lm-eval's mbpp 1.0 (4e7e0d4) on the sanitized tasks",
};
