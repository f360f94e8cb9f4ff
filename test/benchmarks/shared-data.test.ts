/** Real data files that lie next to the repository, where they do: rows, defects, and that graders take every question. */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadBenchmark } from '../../src/benchmarks/registry.ts';
import { assertionCheck, functionCheck } from '../../src/judges/graders/code/check.ts';
import type { GradedQuestion } from '../../src/judges/graders/grader.ts';
import { gradersWith } from '../../src/judges/registry.ts';
import { type BenchmarkName, benchmarkNames } from '../../src/records/bench/benchmarks.ts';
import type { LazySandbox } from '../../src/sandbox/lazy.ts';
import { importFrom } from '../support/importing.ts';

const data = fileURLToPath(new URL('../../../shared/graders/data/', import.meta.url));

const graders = gradersWith({} as LazySandbox);
const runsPrograms = (name: string) =>
  /^(?:code|mbpp|openai\/human-eval|lm-eval\/(?:humaneval|mbpp))/.test(name);

test('the graders of every benchmark for generated answers exist', async () => {
  for (const name of benchmarkNames) {
    const { ask } = await loadBenchmark(name);
    for (const grader of ask.generate?.graders ?? []) expect(Object.keys(graders), name).toContain(grader);
  }
});

interface Expected {
  name: BenchmarkName;
  from: string;
  questions: number;
  shots: number;
  notices: readonly (string | RegExp)[];
}

const files: Expected[] = [
  { name: 'gsm8k', from: 'gsm8k', questions: 1319, shots: 20, notices: [/^row count: 20 shots, 7,473 were/] },
  {
    name: 'arc-challenge',
    from: 'arc/arc_challenge_test.1172rows.normalized.jsonl',
    questions: 1172,
    shots: 0,
    notices: [/^three options: 4 /, /^five options: 3 /],
  },
  {
    name: 'arc-challenge',
    from: 'arc/ARC-Challenge-Test.1150rows.jsonl',
    questions: 1150,
    shots: 0,
    notices: [/^three options/, /^five options/, 'row count: 1,150 questions, 1,172 were published'],
  },
  {
    name: 'hellaswag',
    from: 'hellaswag',
    questions: 200,
    shots: 0,
    notices: [/^empty ctx_b: 18 /, 'row count: 200 questions, 10,042 were published'],
  },
  { name: 'math-500', from: 'math', questions: 500, shots: 0, notices: [/^no level: 500 /] },
  { name: 'ifeval', from: 'ifeval', questions: 541, shots: 0, notices: [] },
  { name: 'humaneval', from: 'humaneval', questions: 164, shots: 0, notices: [] },
  {
    name: 'mbpp',
    from: 'mbpp',
    questions: 500,
    shots: 3,
    notices: [
      /^rows of other splits.*: 474 /,
      /^CRLF.*: 499 /,
      /^set-up code: 1 \(task 367\)/,
      /^CRLF.*shots/,
    ],
  },
  {
    name: 'mbpp-sanitized',
    from: 'mbpp',
    questions: 257,
    shots: 3,
    notices: [/^rows of other splits.*: 170 /, /^set-up code/],
  },
  {
    name: 'mmlu',
    from: 'mmlu',
    questions: 2060,
    shots: 45,
    notices: [
      /^two equal options: 2 \(business_ethics\/2, high_school_chemistry\/140\)/,
      /^white space around the question, removed: 103 /,
      /^subjects without questions: 48 /,
      /removed \(shots\)/,
      /^row count: 2,060/,
      /^row count: 45/,
    ],
  },
];

describe.skipIf(!existsSync(data))('real data files (skipped where they are absent)', () => {
  test.each(files)('$name from $from', async ({ name, from, questions, shots, notices }) => {
    const imported = await importFrom(name, `${data}${from}`);
    expect(imported.questions).toHaveLength(questions);
    expect(imported.shots).toHaveLength(shots);
    expect(imported.notices).toHaveLength(notices.length);
    for (const [index, notice] of notices.entries()) expect(imported.notices[index]).toMatch(notice);
    await expectGradable(imported.questions, imported.bench.ask.generate?.graders ?? []);
  });
});

/** A grader that could not read the question would throw. */
async function expectGradable(questions: readonly GradedQuestion[], names: readonly string[]): Promise<void> {
  for (const name of names) {
    const grader = runsPrograms(name) ? undefined : await graders[name]?.();
    for (const question of questions) {
      if (grader) await grader.grade({ question, response: 'no answer' });
      else if (/mbpp/.test(name)) assertionCheck(question);
      else functionCheck(question);
    }
  }
}
