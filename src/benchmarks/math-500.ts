/**
 * MATH-500: 500 problems of MATH's test set. Lightman et al. 2023, openai/prm800k; MIT, problems by AoPS.
 *
 * A row of `test.jsonl`; some copies lack `level`:
 *
 *     {"problem": "Convert the point …", "solution": "We have …", "answer": "\\left( 3, \\frac{\\pi}{2} \\right)",
 *      "subject": "Precalculus", "level": 2, "unique_id": "test/precalculus/807.json"}
 */

import type { Benchmark } from './benchmark.ts';
import { refuse, shownValue, textOf } from './data/row.ts';
import { mathCategory, minerva } from './math.ts';

export const math500: Benchmark = {
  name: 'math-500',
  title: 'MATH-500, 4 fixed shots',
  dataset: 'HuggingFaceH4/MATH-500',
  revision: '6e4ed1a2a79af7d8630a6b768ec859cb5af4d3be',
  licence: 'MIT',
  questions: {
    files: [
      {
        path: 'test.jsonl',
        sha256: '35dc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132',
      },
    ],
    named: /(?:^|\/)[^/]*(?:test|math-?500)[^/]*\.(?:parquet|jsonl|json)(?:\.gz)?$/,
    rows: 500,
  },
  toQuestion: (row, { note }) => {
    const id = textOf(row, 'unique_id');
    const { level } = row.fields;
    if (level === undefined) note('no level', id);
    return {
      question_id: id,
      category: mathCategory(row, textOf(row, 'subject')),
      level: levelOf(level, (problem) => refuse(row, problem)),
      turns: [textOf(row, 'problem')],
      reference: [textOf(row, 'solution')],
      target: textOf(row, 'answer'),
    };
  },
  equals: 'lm-eval minerva_math500 3.1 (0.4.13), but for max_tokens (there 256 by default)',
  ...minerva,
};

/** In MATH's words. */
function levelOf(level: unknown, fail: (problem: string) => never): string | undefined {
  if (level === undefined || level === null) return undefined;
  if (typeof level === 'number') return `Level ${level}`;
  return typeof level === 'string' ? level : fail(`level must be a number, not ${shownValue(level)}`);
}
