/**
 * MATH: competition problems of seven subjects. Hendrycks et al. 2021; hendrycks/math, MIT, problems by AoPS.
 *
 * A row, on the hub (parquet, one folder a subject) and in the original (one JSON file a problem) alike:
 *
 *     {"problem": "Convert the point …", "level": "Level 2", "type": "Precalculus", "solution": "We have … \\boxed{…}."}
 *
 * The target is the content of the solution's last box. Shots are Minerva's four (Lewkowycz et al. 2022), from
 * lm-evaluation-harness, `lm_eval/tasks/minerva_math/utils.py` at 4e7e0d4, or from `--shots` as records of `problem` and
 * `solution`.
 */

import { lastBoxed } from '../judges/graders/math/boxed.ts';
import type { Benchmark } from './benchmark.ts';
import { lmEvalFile, readFewshotPython } from './data/lm-eval-shots.ts';
import { optionalText, type Row, refuse, shownValue, textOf } from './data/row.ts';

const subjects = [
  'algebra',
  'counting_and_probability',
  'geometry',
  'intermediate_algebra',
  'number_theory',
  'prealgebra',
  'precalculus',
];

/** How MATH and MATH-500 are asked, and with which shots. */
export const minerva: Pick<Benchmark, 'shots' | 'ask'> = {
  shots: {
    files: [{ path: lmEvalFile('minerva_math/utils.py') }],
    named: /(?:^|\/)minerva_math\/utils\.py$/,
    rows: 4,
    read: readFewshotPython,
    toShot: (row, { position }) => ({
      question_id: `shot/${position('shot')}`,
      category: 'math',
      turns: [textOf(row, 'problem')],
      answer: textOf(row, 'solution'),
    }),
  },
  ask: {
    generate: {
      template: 'Problem:\n{question}\n\nSolution:',
      fewshot: { count: 4, source: 'fixed' },
      stop: ['Problem:'],
      max_tokens: 1024,
      graders: ['math', 'hendrycks-math', 'lm-eval/hendrycks_math', 'lm-eval/minerva_math@3.1'],
    },
  },
};

export const math: Benchmark = {
  name: 'math',
  title: 'MATH, 4 fixed shots',
  dataset: 'EleutherAI/hendrycks_math',
  revision: '21a5633873b6a120296cce3e2df9d5550074f4a3',
  licence: 'MIT',
  questions: {
    files: subjects.map((subject) => ({ path: `${subject}/test-00000-of-00001.parquet` })),
    named: /(?:^|\/)(?:test\/[^/]+\/\d+\.json|[^/]*test[^/]*\.(?:parquet|jsonl|json))(?:\.gz)?$/,
    several: true,
    rows: 5000,
  },
  toQuestion: (row, { position }) => {
    const category = mathCategory(row, textOf(row, 'type'));
    const solution = textOf(row, 'solution');
    const target = boxedIn(solution);
    if (target === undefined || target.trim() === '') {
      refuse(row, `the solution has no \\boxed answer: ${shownValue(solution.slice(-80))}`);
    }
    return {
      question_id: `${category}/${position(category)}`,
      category,
      level: optionalText(row, 'level'),
      turns: [textOf(row, 'problem')],
      reference: [solution],
      target,
    };
  },
  equals: 'lm-eval minerva_math 3.1 (0.4.13), but for max_tokens (there 256 by default)',
  ...minerva,
};

/** `Counting & Probability` as the hub names it: `counting_and_probability`. */
export function mathCategory(row: Row, type: string): string {
  const category = type.toLowerCase().replaceAll('&', 'and').replace(/\s+/g, '_');
  return subjects.includes(category)
    ? category
    : refuse(row, `the subject must be one of the seven of MATH, not ${shownValue(type)}`);
}

/** Of `\boxed{…}` the content; of `\boxed 2` what follows up to a dollar sign, as both codes of MATH read it. */
function boxedIn(solution: string): string | undefined {
  const bare = solution.lastIndexOf('\\boxed ');
  if (bare >= 0 && bare === solution.lastIndexOf('\\boxed')) {
    return solution.slice(bare + '\\boxed '.length).split('$')[0];
  }
  return lastBoxed(solution);
}
